"""Two branches of specs, merged by git itself: the lock merges by union, and still says one thing of each thing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.changes import diff, read_lock
from generator.changes.lock import ATTRIBUTES, Entry
from tests.changes.bench import Bench, record, told, words

GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=trunk")
FIELDS = ("amber", "beryl", "coral", "dunes", "ebony", "fjord", "grove")
Files = Mapping[str, str | None]


def note(*fields: str) -> dict[str, str | None]:
    """A record type whose fields stand far enough apart that git merges edits of neighbours."""
    return record(
        "note", *(f"{each if ':' in each else f'{each}: {{ type: text }}'}\n  #\n  #\n  #" for each in fields)
    )


class Repository:
    """Specs under version control; an apply writes the lock and `.gitattributes` beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bench = Bench(folder)
        self.merged = ""  # the lock as git left it
        self._git("init", "--quiet", str(folder))

    def commit(self, files: Files) -> None:
        self.bench.lock = read_lock(self.folder / "specs")
        self.bench.apply(files)
        self._write_lock()
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", "apply")

    def branch(self, name: str, base: str, files: Files) -> None:
        self._git("checkout", "--quiet", "-b", name, base)
        self.commit(files)

    def merge(self, name: str) -> list[str]:
        """Merges the branch into the present one; the operations that are left to do, or what is wrong."""
        self._git("merge", "--quiet", "--no-edit", name)
        self.merged = (self.folder / "specs" / "spec.lock.yaml").read_text()
        self.bench.lock = read_lock(self.folder / "specs")
        changes = diff(self.bench.lock, self.bench.app())
        if changes.problems:
            return told(changes.problems)
        found = words(changes.operations)
        assert self.bench.apply({}) == changes.operations
        self._write_lock()
        return found

    def _write_lock(self) -> None:
        (self.folder / "specs" / "spec.lock.yaml").write_text(self.bench.lock.text())
        (self.folder / "specs" / ".gitattributes").write_text(ATTRIBUTES)

    def _git(self, *words: str) -> None:
        done = subprocess.run([*GIT, *words], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def repository_of_specs(tmp_path: Path) -> Repository:
    if shutil.which("git") is None:
        pytest.fail("git is needed")
    found = Repository(tmp_path)
    found.commit({**note(*FIELDS), **record("firm", "name"), "choices/rank.yaml": "low: Low\nhigh: High\n"})
    return found


def test_both_add(repository_of_specs: Repository) -> None:
    specs = repository_of_specs
    specs.branch("one", "trunk", {**record("firm", "name", "phone"), **record("ship", "name")})
    specs.branch("two", "trunk", {**record("sail", "name"), **note("azure", *FIELDS)})
    assert specs.merge("one") == []
    present = {entry.path for entry in specs.bench.lock.entries}
    assert {"records.firm.phone", "records.ship", "records.sail", "records.note.azure"} <= present


def test_both_add_the_same(repository_of_specs: Repository) -> None:
    specs = repository_of_specs
    added = record("ship", "name", "tons: { type: integer }")
    specs.branch("one", "trunk", added)
    specs.branch("two", "trunk", added)
    assert specs.merge("one") == []
    assert specs.bench.lock.text().count("records.ship.tons") == 1


@pytest.mark.parametrize("renamed", [FIELDS[0], FIELDS[3], FIELDS[6]])
def test_one_renames_next_to_what_the_other_adds(repository_of_specs: Repository, renamed: str) -> None:
    """Git keeps the line of before, beside the new one, where the other branch has touched the neighbour."""
    specs = repository_of_specs
    before = _entry(specs, f"records.note.{renamed}")
    lines = [f"{name}x: {{ type: text, was: {name} }}" if name == renamed else name for name in FIELDS]
    specs.branch("one", "trunk", note(*lines))
    specs.branch("two", "trunk", note(*FIELDS, f"{renamed}s"))
    assert specs.merge("one") == []
    assert specs.merged.count(before.id) == 2
    after = _entry(specs, f"records.note.{renamed}x")
    assert (after.id, after.stored) == (before.id, renamed)
    assert specs.bench.lock.active(f"records.note.{renamed}") is None


def test_one_retires_next_to_what_the_other_adds(repository_of_specs: Repository) -> None:
    specs = repository_of_specs
    specs.branch("one", "trunk", note(*FIELDS[1:]))
    specs.branch("two", "trunk", note(*FIELDS, "ambers"))
    assert specs.merge("one") == []
    assert [entry.status for entry in specs.bench.lock.entries if entry.path == "records.note.amber"] == ["retired"]
    assert _entry(specs, "records.note.ambers").status == "active"


def test_one_demands_and_the_other_allows_more(repository_of_specs: Repository) -> None:
    """What one of them promised is looked at again, which does no harm."""
    specs = repository_of_specs
    specs.branch("one", "trunk", note(*FIELDS[:6], "grove: { type: text, required: true, default: none }"))
    specs.branch("two", "trunk", note(*FIELDS[:5], "fjord: { type: longtext }", FIELDS[6]))
    assert specs.merge("one") == ["Field grove of note is required"]


def test_both_rename_one_thing(repository_of_specs: Repository) -> None:
    specs = repository_of_specs
    specs.branch("one", "trunk", record("firm", "title: { type: text, was: name }"))
    specs.branch("two", "trunk", record("firm", "label: { type: text, was: name }"))
    specs._git("merge", "--quiet", "--no-edit", "--strategy-option", "ours", "one")
    both = record("firm", "title: { type: text, was: name }", "label: { type: text, was: name }")
    specs.bench.lock = read_lock(specs.folder / "specs")
    number = next(entry.line for entry in specs.bench.lock.entries if entry.path == "records.firm.title")
    assert specs.bench.problems(both) == [
        f"S922 spec.lock.yaml {number}:1 'firm.label' and 'firm.title' are one thing, renamed on two branches (keep "
        "one of the two names in the specs, and remove the other's line from spec.lock.yaml)"
    ]
    assert specs.bench.apply(record("firm", "label")) == ()


def test_both_make_a_thing_of_one_name(repository_of_specs: Repository) -> None:
    specs = repository_of_specs
    specs.branch("one", "trunk", record("firm", "name", "since: { type: date }"))
    specs.branch("two", "trunk", record("firm", "name", "since: { type: integer }"))
    specs._git("merge", "--quiet", "--no-edit", "--strategy-option", "ours", "one")
    specs.bench.lock = read_lock(specs.folder / "specs")
    (line,) = specs.bench.problems({})
    assert line.startswith("S922 spec.lock.yaml ") and line.endswith(
        ":1 'firm.since' was made on two branches, as integer and as date (remove the line from spec.lock.yaml that no "
        "database has; or give one of them another name)"
    )


def _entry(specs: Repository, path: str) -> Entry:
    entry = specs.bench.lock.active(path)
    assert entry is not None, specs.bench.lock.text()
    return entry
