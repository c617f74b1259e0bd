"""Which record types need not be tried at length: only those of which all is as it is served, by the same program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.write import write
from portal.fingerprint import CODE, state_of_program
from portal.generations import folder_of
from portal.unchanged import FILE, find_unchanged, note_program

FILES = {
    **{f"{folder}/{key}.py": b"" for folder in ("models", "portals", "rules") for key in ("boat", "trip", "__init__")},
    "site.py": b"SITE = 1\n",
    "choices/rank.py": b"",
    "access.json": b"{}",
    "api/office.json": b"{}",
}


def unchanged(tmp_path: Path, edits: Mapping[str, bytes], *, noted: str = "first") -> frozenset[str]:
    for name, files in (("first", FILES), ("second", {**FILES, **edits})):
        write(folder_of(tmp_path, name) / "generated", files)
    note_program(tmp_path, noted)
    return find_unchanged(tmp_path, folder_of(tmp_path, "second"), folder_of(tmp_path, "first"))


@pytest.mark.parametrize(
    ("edits", "known"),
    [
        ({}, {"boat", "trip"}),
        ({"rules/boat.py": b"RULE = 1\n", "access.json": b"{1}", "api/office.json": b"{1}"}, {"trip"}),
        ({"workflows/boat.py": b"", "migrations/0002_x.py": b""}, {"trip"}),
        ({"models/boat.py": b"X = 1\n", "models/trip.py": b"X = 1\n"}, set()),
        ({"models/boat.py": b"X = 1\n", "site.py": b"SITE = 2\n"}, set()),
        ({"choices/rank.py": b"RANK = 1\n"}, set()),
        ({"models/__init__.py": b"X = 1\n"}, set()),
    ],
)
def test_what_is_as_it_was(edits: Mapping[str, bytes], known: set[str], tmp_path: Path) -> None:
    assert unchanged(tmp_path, edits) == known


def test_nothing_is_known_of_another_generation(tmp_path: Path) -> None:
    assert unchanged(tmp_path, {}, noted="zeroth") == frozenset()


def test_nothing_is_known_where_nothing_was_noted(tmp_path: Path) -> None:
    assert unchanged(tmp_path, {})
    (tmp_path / FILE).write_text("{")
    assert find_unchanged(tmp_path, folder_of(tmp_path, "second"), folder_of(tmp_path, "first")) == frozenset()
    (tmp_path / FILE).unlink()
    assert find_unchanged(tmp_path, folder_of(tmp_path, "second"), folder_of(tmp_path, "first")) == frozenset()


def test_another_program_or_extension_may_break_any_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unchanged(tmp_path, {})
    folders = folder_of(tmp_path, "second"), folder_of(tmp_path, "first")
    with monkeypatch.context() as patched:
        patched.setattr("portal.unchanged.state_of_program", lambda: "another")
        assert find_unchanged(tmp_path, *folders) == frozenset()
    (folders[0] / "extensions").mkdir()
    (folders[0] / "extensions/boat.py").write_text("")
    assert find_unchanged(tmp_path, *folders) == frozenset()


def test_the_state_of_the_program_is_that_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state_of_program()
    assert state_of_program() == before
    monkeypatch.setattr("portal.fingerprint.CODE", tmp_path)
    assert state_of_program() != before
    monkeypatch.setattr("portal.fingerprint.CODE", CODE)
    monkeypatch.setattr("sys.version", "3.99")
    assert state_of_program() != before
