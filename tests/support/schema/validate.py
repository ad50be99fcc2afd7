#!/usr/bin/env python3
"""validate.py [--lines] SCHEMA FILE…: every line of every FILE (JSON Lines) against a JSON Schema.

Prints what is wrong and exits 1 where anything is. --lines: one line out for each line in, empty where it is valid.
"""
import json
import sys

import jsonschema


def complaints(validator, record):
    for error in validator.iter_errors(record):
        where = "/".join(str(part) for part in error.absolute_path) or "(record)"
        yield f"{where}: {error.message[:300]}".replace("\n", " ")


def main(arguments):
    by_line = arguments[0] == "--lines"
    schema_file, *files = arguments[1:] if by_line else arguments
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)
    bad = 0
    for path in files:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                found = list(complaints(validator, json.loads(line)))
                bad += bool(found)
                if by_line:
                    print("; ".join(found))
                elif found:
                    print(f"{path}:{number}: {'; '.join(found)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
