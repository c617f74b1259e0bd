"""Notices and mails are generated again where an edit touches them, also one of another file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.problems import errors
from tests.incremental.test_same_as_anew import Both
from tests.notices.conftest import SPECS

EDITS = (
    ("records/skipper.yaml", "see: [name]", "see: [debts]", ["S369"]),
    ("records/stay.yaml", "fields: [fee]", "fields: [notes]", ["S369"]),
    ("records/stay.yaml", 'state in ["agreed", "left"]', 'state == "left"', ["S370"]),
    ("mails/stay_ends.md", "Your stay ends", "It ends", []),
    ("mails/stay_ends.md", "{link}", "{notes}", ["S369"]),
    ("records/stay.yaml", "by: 2d, to: skipper", "by: 3d, to: skipper", []),
)


@pytest.mark.parametrize(("file", "old", "new", "codes"), EDITS, ids=[f"{file} {new}" for file, _, new, _ in EDITS])
def test_an_edit_is_looked_at_in_notices(file: str, old: str, new: str, codes: list[str], tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    shutil.copytree(SPECS, specs)
    both = Both(specs, tmp_path / "cache")
    both.generate("nothing yet")
    path = specs / file
    sound = path.read_text("utf-8")
    assert old in sound
    path.write_text(sound.replace(old, new, 1), "utf-8")
    generation = both.generate("edited")
    assert [each.code for each in errors(generation.problems)] == codes
    path.write_text(sound, "utf-8")
    assert not both.generate("mended").problems
