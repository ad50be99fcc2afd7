#!/usr/bin/env python3
"""The rules of the house that a compiler does not check: house_rules.py SOURCE_DIR. Prints every breach and exits 1 where there is one."""
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "config", "connectors", "daemon", "deploy", "tests"}
DOORS = {  # header -> folders that may include it
    r"curl/": ["connectors/fetch"],
    r"gumbo\.h": ["connectors/page"],
    r"unicode/": ["connectors/arabic", "connectors/page"],
    r"yaml-cpp/": ["connectors/settings"],
    r"libxml/": ["connectors/discover"],
    r"re2/": ["connectors/outlet"],
    r"sqlite3\.h": ["daemon/ledger"],
    r"librdkafka/": ["daemon/publish"],
    r"spdlog/": ["daemon/events"],
    r"prometheus/": ["daemon/events"],
    r"civetweb\.h": ["daemon/demo", "daemon/admin"],
    r"systemd/": ["daemon/service"],
}
MAX_LINES = 400


def tracked():
    git = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True)
    return git.stdout.split() if git.returncode == 0 else []


def breaches(files):
    for name in sorted({f.split("/")[0] for f in files}):
        if name not in TOP_LEVEL and not name.startswith("."):
            yield f"{name}: does not belong at the top level"
    for script in ("deploy/demo", "tests/run", ".ci/run"):
        if script not in files or not (ROOT / script).stat().st_mode & 0o100:
            yield f"{script}: missing or not executable"
    for name in files:
        if not name.endswith((".cc", ".h")) or not (ROOT / name).exists():
            continue
        text = (ROOT / name).read_text("utf-8")
        lines = text.count("\n")
        if name.startswith(("connectors/", "daemon/")):
            if lines > MAX_LINES:
                yield f"{name}: {lines} lines; split it"
            for header, folders in DOORS.items():
                if re.search(rf'#include <{header}', text) and not any(name.startswith(f + "/") for f in folders):
                    yield f"{name}: includes <{header}…>, whose door is {' or '.join(folders)}"
        if name.startswith("connectors/") and re.search(r'#include "daemon/', text):
            yield f"{name}: connectors/ never includes daemon/"
        if name.startswith(("connectors/", "daemon/", "tests/")):
            for word in re.findall(r"\b(?:TODO|FIXME|HACK|DISABLED_\w+|std::regex)\b", text):
                yield f"{name}: {word}"


def unformatted(files):
    tool = shutil.which("clang-format-14")
    sources = [f for f in files if f.endswith((".cc", ".h")) and (ROOT / f).exists()]
    if not tool or not sources:
        return
    run = subprocess.run([tool, "--dry-run", *sources], cwd=ROOT, capture_output=True, text=True)
    for name in sorted({line.split(":")[0] for line in run.stderr.splitlines() if "warning:" in line}):
        yield f"{name}: not as clang-format-14 writes it"


FILES = tracked()
FOUND = [*breaches(FILES), *unformatted(FILES)]
print("\n".join(FOUND) or f"{len(FILES)} files, nothing to say")
sys.exit(bool(FOUND))
