#!/usr/bin/env python3
"""peers.py BENCH_READ FOLDER [RUNS]: what other extractors need for the same pages, on this machine.

Medians of RUNS (five by default) runs, one after the other in turn, in processor time of one thread:
resiliparse and trafilatura (PyPI) where they are installed, then bench_read's own table. A library that is
not there is named and left out. Compare the ratios to plain gumbo_parse, which bench_read prints.
"""
import pathlib
import statistics
import subprocess
import sys
import time


def readers():
    found = {}
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
        found["resiliparse"] = lambda page: extract_plain_text(
            bytes_to_str(page, detect_encoding(page)), main_content=True)
    except ImportError as error:
        print(f"resiliparse is not installed, skipped ({error})")
    try:
        import trafilatura
        found["trafilatura"] = lambda page: trafilatura.extract(page, with_metadata=True, output_format="json")
    except ImportError as error:
        print(f"trafilatura is not installed, skipped ({error})")
    return found


def microseconds(read, pages):
    start = time.thread_time()
    for page in pages:
        read(page)
    return (time.thread_time() - start) / len(pages) * 1e6


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    bench, folder = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    pages = [path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*.htm*"))]
    if not pages:
        sys.exit(f"no pages in {folder}")
    libraries = readers()
    times = {name: [] for name in libraries}
    for read in libraries.values():
        microseconds(read, pages)  # warm up
    for _ in range(runs):
        for name, read in libraries.items():
            times[name].append(microseconds(read, pages))
    for name, values in times.items():
        print(f"{name:<30} {statistics.median(values):>9.1f} us/page")
    print(subprocess.run([bench, folder, str(runs)], capture_output=True, text=True, check=True)
          .stdout.split("\n\n")[0])


if __name__ == "__main__":
    main()
