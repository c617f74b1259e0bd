"""Renames follow comments: what they are called after, and the conditions under which they are seen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.renaming import RefusedError
from tests.renaming.renaming import apply_lock, bytes_of, load, rename

SPECS = Path(__file__).parent / "specs"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(SPECS, tmp_path / "specs"))
    apply_lock(folder)
    return folder


@pytest.mark.parametrize(
    ("path", "name", "back"),
    [
        ("repair", "job", "job"),
        ("rider", "cyclist", "cyclist"),
        ("mechanic", "fitter", "fitter"),
        ("repair.under_way", "running", "repair.running"),
        ("repair.insured", "covered", "repair.covered"),
        ("repair.state.taken", "on_stand", "repair.state.on_stand"),
    ],
)
def test_there_and_back(specs: Path, path: str, name: str, back: str) -> None:
    """Nothing but the name is another, and the database keeps its names."""
    before = bytes_of(specs)
    _, there = rename(load(specs), path, name)
    tables = {record.table for record in there.app.records.values()}
    assert {"repair", "repair_comment", "repair_note", "rider", "mechanic"} <= tables
    rename(there, back, path.rpartition(".")[2])
    assert bytes_of(specs) == before


@pytest.mark.parametrize("path", ["repair_comment", "repair_note.text", "repair.comments", "repair.internal_notes"])
def test_names_of_the_product_stay(specs: Path, path: str) -> None:
    with pytest.raises(RefusedError, match="comes with the comments of 'repair'"):
        rename(load(specs), path, "remark")


def test_by_hand_with_was(specs: Path) -> None:
    """The identity of comments comes along."""
    records = specs / "records"
    text = (records / "repair.yaml").read_text()
    (records / "repair.yaml").unlink()
    (records / "job.yaml").write_text(text.replace("record: repair", "record: job\nwas: repair", 1))
    question = records / "question.yaml"
    question.write_text(question.read_text().replace("to: repair", "to: job"))
    for end in ("", "_comment", "_note"):
        (specs / "demo" / f"repair{end}.yaml").rename(specs / "demo" / f"job{end}.yaml")
    changes = load(specs).changes
    assert not changes.problems
    entries = {entry.path: entry.id for entry in changes.lock.entries if entry.status == "active"}
    assert "records.job_comment" in entries
    assert "records.repair_comment" not in entries
