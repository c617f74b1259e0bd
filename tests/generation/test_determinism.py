"""The same specs give the same bytes, a second apply touches nothing, a small change is a small difference."""

from __future__ import annotations

import difflib
import subprocess
import sys
from pathlib import Path

from generator.pipeline import generate
from tests.generation.conftest import TOOLSHED, change
from tests.sites.place import ROOT, Place

DIGEST = """
import hashlib, pathlib, sys
from generator.pipeline import generate
from generator.write import digests_of, manifest
print(hashlib.sha256(manifest(digests_of(generate(pathlib.Path(sys.argv[1])).files))).hexdigest())
"""


def digest(specs: Path, seed: str) -> str:
    environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", DIGEST, str(specs)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_the_same_specs_give_the_same_bytes_whatever_the_hash_seed() -> None:
    for specs in (TOOLSHED, ROOT / "specs"):
        assert digest(specs, "1") == digest(specs, "2")


def test_a_second_apply_touches_no_file(place: Place) -> None:
    place.build()
    files = {path: path.stat() for path in place.folder.rglob("*") if path.is_file() and path.suffix != ".db-shm"}
    again = place.portal("apply")
    assert (again.returncode, again.stderr) == (0, "No changes.\n")
    assert {path: (old.st_mtime_ns, old.st_ino) for path, old in files.items()} == {
        path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files
    }


def test_a_second_apply_imports_neither_sqlalchemy_nor_the_generator(place: Place) -> None:
    place.build(demo=False)
    environment = place._environment() | {"PYTHONPROFILEIMPORTTIME": "1"}  # not forked: there all is imported before
    done = subprocess.run(
        place._command("apply"), cwd=place.folder, env=environment, capture_output=True, text=True, check=True
    )
    imported = done.stderr
    assert "No changes." in imported and " runtime.settings\n" in imported
    for name in ("sqlalchemy", "flask", "jsonschema", "yaml", "generator"):
        assert f" {name}\n" not in imported, name


def test_a_word_in_a_label_changes_one_line(place: Place) -> None:
    before = generate(place.specs).files
    change(place, "records/tool.yaml", "{ type: money }", "{ type: money, label: Price }")
    first = generate(place.specs).files
    change(place, "records/tool.yaml", "label: Price", "label: Worth")
    second = generate(place.specs).files
    assert changed_lines(first, second) == [
        '-    value = F.money("Price", places=2)',
        '+    value = F.money("Worth", places=2)',
    ]
    assert len(changed_lines(before, first)) == 2


def test_an_added_field_changes_only_files_of_its_record_type_and_what_tells_who_sees_it(place: Place) -> None:
    before = generate(place.specs).files
    change(place, "records/tool.yaml", "  value: ", "  weight:    { type: integer }\n  value: ")
    after = generate(place.specs).files
    assert {path for path in after if after[path] != before.get(path)} == {
        "access.json",
        "access.txt",
        "forms/tool.py",
        "models/tool.py",
        "portals/tool.py",
        "rules/tool.py",  # its rules carry the numbers of their lines
    }


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    assert before.keys() == after.keys()
    lines = []
    for path, text in before.items():
        pair = (text.decode().splitlines(), after[path].decode().splitlines())
        diff = difflib.unified_diff(*pair, lineterm="", n=0)
        lines += [line for line in diff if not line.startswith(("---", "+++", "@@"))]
    return lines
