#!/usr/bin/env python3
"""Man pages and completion say what the program says: test_docs.py BUILD_DIR."""
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

RAWI = pathlib.Path(sys.argv.pop(1)) / "rawi"


def rawi(*words):
    return subprocess.run([RAWI, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def verbs(*words):
    """The verbs that --help lists."""
    listed = rawi(*words, "--help").split("Subcommands:", 1)
    return re.findall(r"^  ([a-z][\w-]*)", listed[1], re.M) if len(listed) == 2 else []


def rendered(page):
    return subprocess.run(["man", "-l", "-"], input=rawi("docs", page), stdout=subprocess.PIPE, text=True,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "160", "MANROFFOPT": "-c"}).stdout


def completed(*words):
    """What bash offers after these words, the last of which is being typed."""
    script = 'source /dev/stdin; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rawi; printf "%s\\n" "${COMPREPLY[@]}"'
    run = subprocess.run(["bash", "-c", script, "bash", "rawi", *words], input=rawi("docs", "completion"), stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True)
    assert not run.stderr, run.stderr
    return run.stdout.split()


class ManPages(unittest.TestCase):
    def test_the_program_page_has_every_verb_and_every_option_of_it(self):
        page = rawi("docs", "man")
        self.assertGreater(len(verbs()), 10)
        for verb in verbs():
            self.assertIn(f'.SS "rawi {verb}', page)
            for option in re.findall(r"--([a-z][\w-]+)", rawi(verb, "--help").split("Options:", 1)[1].split("Subcommands:")[0]):
                if option != "help":
                    self.assertIn("\\-\\-" + option.replace("-", "\\-"), page, f"{verb} --{option}")
            for inner in verbs(verb):
                self.assertIn(f"\\fBrawi {verb} {inner}\\fR", page)

    def test_the_configuration_page_has_every_key_with_its_default_and_meaning(self):
        page = re.sub(r"\\f[BR]|\\(?=-)", "", rawi("docs", "config-man"))
        keys = re.findall(r"^\| `([\w.]+)` \| (.*?) \| `(.*?)` \| (.*) \|$", rawi("check", "--reference"), re.M)
        self.assertGreater(len(keys), 40)
        for key, kind, default, meaning in keys:
            self.assertIn(f"{key} ({kind}; default: {default})", page)
            self.assertIn(meaning.replace("`", ""), page)

    def test_both_pages_are_clean_roff(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        for page in ("man", "config-man"):
            run = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-Kutf8", "-z", "-rCHECKSTYLE=3"], input=rawi("docs", page),
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            self.assertEqual((run.returncode, run.stdout), (0, ""), page)

    def test_a_reader_sees_the_words_and_no_roff(self):
        if not shutil.which("man"):
            self.skipTest("man-db is not installed")
        for page, word in (("man", "rawi extract"), ("config-man", "kafka.bootstrap_servers")):
            text = rendered(page)
            self.assertIn(word, text)
            self.assertNotIn("\\", text)


class Completion(unittest.TestCase):
    def test_verbs_are_offered_and_narrowed(self):
        self.assertEqual(sorted(completed("")), sorted(verbs()))
        self.assertEqual(completed("che"), ["check"])
        self.assertEqual(completed("--config", "/etc/rawi/rawi.yaml", "che"), ["check"])

    def test_the_verbs_of_a_verb_are_offered(self):
        self.assertEqual(sorted(completed("ledger", "")), sorted(verbs("ledger")))

    def test_every_option_of_a_verb_is_offered_with_the_global_ones(self):
        for verb in verbs():
            self.assertIn("--config", completed(verb, "--"))
            for option in re.findall(r"--[a-z][\w-]+", rawi(verb, "--help").split("Options:", 1)[1].split("Subcommands:")[0]):
                self.assertIn(option, completed(verb, "--"), verb)

    def test_files_are_left_to_bash_where_a_value_stands(self):
        self.assertEqual(completed("run", "--config", "-"), [])
        self.assertEqual(completed("extract", "pa"), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
