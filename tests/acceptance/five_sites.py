#!/usr/bin/env python3
"""Reads the copies of the five outlets' pages with `rawi extract` and holds them against what they expect.

    five_sites.py RAWI SOURCE_DIR

The copies stand in ../shared/sites beside the clone. Exit status 77: they are not there.
"""
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter
from urllib.parse import unquote, urlsplit

RAWI, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
SITES = SOURCE.parent / 'shared' / 'sites'
MUST = ('title', 'paragraphs', 'published_at', 'url', 'must_not')   # everywhere; the others in 19 of 20
SKIPPED = 77


def load(path):
    return json.loads(path.read_text(encoding='utf-8'))


def spelling(url):
    """Percent-encoding and its letter case do not tell two addresses apart."""
    parts = urlsplit(url)
    return unquote(parts.path), unquote(parts.query)


def page_of(folder, url):
    """File and content type of the page that answers this address."""
    for route in load(folder / 'routes.json'):
        if route.get('file') and route['path'] != '*' and spelling(route['path']) == spelling(url):
            kinds = {k.lower(): v for k, v in route.get('headers', {}).items()}
            return folder / 'files' / route['file'], kinds.get('content-type', 'text/html')
    return None, None


class Extractor:
    def __init__(self, folder):
        self.config = pathlib.Path(folder) / 'rawi.yaml'
        self.config.write_text(f'state_dir: {folder}/state\noutlets_dir: {SOURCE}/config/outlets\n')

    def read(self, outlet, url, page, content_type):
        run = subprocess.run([RAWI, 'extract', '--config', str(self.config), '--outlet', outlet, '--url', url,
                              '--content-type', content_type, str(page)], capture_output=True)
        try:
            return run.returncode, json.loads(run.stdout)
        except ValueError:
            return run.returncode, {'error': run.stderr.decode('utf-8', 'replace')}


def instant(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')) if text else None


def texts(article, subheads):
    paragraphs = [p['text'] if isinstance(p, dict) else p for p in article.get('paragraphs', [])]
    return [p for p in paragraphs if p not in subheads]


def judge(got, want):
    """Field -> whether it is right."""
    subheads = {h['text'] for h in want.get('subheads', [])}
    verdict = {k: got.get(k) == want[k] for k in ('title', 'authors', 'sources', 'dateline', 'section', 'keywords')}
    verdict['paragraphs'] = texts(got, subheads) == texts(want, subheads)
    for k in ('published_at', 'modified_at'):
        verdict[k] = instant(got.get(k)) == instant(want[k])
    verdict['url'] = spelling(got.get('url') or '') == spelling(want['url'])
    everything = '\n'.join([got.get('title') or ''] + texts(got, set()))
    verdict['must_not'] = not any(text in everything for text in want['must_not'])
    return verdict


def shown(value):
    return json.dumps(value, ensure_ascii=False)[:400]


def check_articles(extractor, complaints):
    """The articles, the changed one of revision 2, and each under the other addresses that serve it."""
    right, seen = Counter(), 0
    for path in sorted(SITES.glob('expected/*/*.json')) + sorted(SITES.glob('expected/revision2/*/*.json')):
        if path.parent.name == 'revision2':
            continue
        revised = path.parent.parent.name == 'revision2'
        outlet, want = path.parent.name, load(path)
        folder = SITES / 'revision2' / outlet if revised else SITES / outlet
        for url in [want['url']] + ([] if revised else want.get('alternate_urls', [])):
            page, content_type = page_of(folder, url)
            if page is None:
                continue
            status, got = extractor.read(outlet, url, page, content_type)
            verdict = judge(got, want)
            if url == want['url']:
                seen += 1
                right.update(k for k, ok in verdict.items() if ok)
            else:                              # an AMP page says less of itself; text and identity have to agree
                verdict = {k: v for k, v in verdict.items() if k in MUST}
            for field, ok in verdict.items():
                if ok:
                    continue
                key = 'body' if field == 'must_not' else field
                note = f'{outlet}/{path.stem}: {field}\n    got  {shown(got.get(key, got))}\n    want {shown(want[field])}'
                print(note)
                if field in MUST or status != 0:
                    complaints.append(note)
    for field, count in sorted(right.items()):
        print(f'{field} {count}/{seen}')
        if count < .95 * seen:
            complaints.append(f'{field}: right in {count} of {seen} only')
    return seen


def check_refusals(extractor, complaints):
    refused = 0
    for case in load(SITES / 'expected' / 'rejects.json')['cases']:
        page, content_type = page_of(SITES / case['outlet'], case['url'])
        if case['expected'] != 'reject' or page is None or case['reason'].startswith('http_'):
            continue                           # the other cases are settled before a page is read
        status, got = extractor.read(case['outlet'], case['url'], page, content_type)
        reason = (got.get('rejected') or {}).get('reason')
        refused += 1
        if status != 3 or reason != case['reason']:
            complaints.append(f"{case['id']}: status {status}, reason {reason}; want 3, {case['reason']}")
    return refused


def main():
    if not SITES.is_dir():
        print(f'skipped: the copies of the five sites are not there ({SITES})')
        return SKIPPED
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        extractor = Extractor(folder)
        seen = check_articles(extractor, complaints)
        refused = check_refusals(extractor, complaints)
    print(f'{seen} readings of articles, {refused} refusals, {len(complaints)} complaints')
    for complaint in complaints:
        print('complaint:', complaint)
    return 1 if complaints or not seen or not refused else 0


if __name__ == '__main__':
    sys.exit(main())
