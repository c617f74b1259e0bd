"""Identity over random chains of edits: what was given once stays for ever, whatever people do to the specs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.app import App
from generator.changes import Lock, diff, parse_lock
from generator.changes.diff import present_paths
from generator.changes.lock import Entry
from generator.problems import errors
from generator.reading import read_spec
from generator.resolve import resolve
from tests.changes.bench import SITE
from tests.changes.editing import Specs

LENGTH = 12


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.reuse, Phase.generate))
@given(random=st.randoms(use_true_random=False))
def test_a_chain_of_edits(random: Random) -> None:
    follow_chain(random, LENGTH)


@pytest.mark.soak
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False))
def test_many_chains_of_edits(random: Random) -> None:
    follow_chain(random, 3 * LENGTH)


def follow_chain(random: Random, length: int) -> None:
    """Edits what can be applied, and checks the lock after each apply. What is refused is left aside."""
    folder = Path(tempfile.mkdtemp())
    try:
        specs, memory = Specs(), Memory()
        for _ in range(length):
            edited = specs.edited(random)
            app = _app(folder, edited)
            if app is None:
                continue
            changes = diff(memory.lock, app)
            assert diff(memory.lock, app) == changes
            if not changes.problems:
                memory.check(changes.lock, app)
                specs = edited
        assert memory.lock.entries
    finally:
        shutil.rmtree(folder)


class Memory:
    """The lock, with all that any lock before it said."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._born: dict[str, tuple[str, str]] = {}

    def check(self, lock: Lock, app: App) -> None:
        assert {entry.id for entry in self.lock.entries} <= {entry.id for entry in lock.entries}, "an id is gone"
        self.lock = parse_lock(lock.text())
        assert self.lock.text() == lock.text()
        assert {entry.path for entry in lock.entries if entry.status == "active"} == present_paths(app)
        assert len({entry.id for entry in lock.entries}) == len(lock.entries)
        for entry in lock.entries:
            whose = self._whose(entry)
            assert self._born.setdefault(entry.id, (entry.stored, whose)) == (entry.stored, whose), entry
        self._check_names()
        again = diff(self.lock, app)
        assert (again.operations, again.problems) == ((), ())
        assert again.lock.text() == lock.text()

    def _whose(self, entry: Entry) -> str:
        """The id of the record type that a field is in, for ever; nothing of others, which may change their list."""
        parent = [each.id for each in self.lock.entries if each.path == entry.parent and each.kind == "record"]
        return parent[0] if parent else ""

    def _check_names(self) -> None:
        """No two things that the database keeps side by side have one name, be they retired."""
        taken: set[tuple[str, str]] = set()
        for entry in self.lock.entries:
            parent = "" if entry.kind == "record" else entry.parent
            names = {entry.stored, f"{entry.stored}_id"} if entry.kind.startswith("link ") else {entry.stored}
            for name in names:
                assert (parent, name) not in taken, f"{parent} has two of {name}: {self.lock.text()}"
                taken.add((parent, name))


def _app(folder: Path, specs: Specs) -> App | None:
    """None for specs that are not right by themselves."""
    shutil.rmtree(folder / "specs", ignore_errors=True)
    for name, text in {"portal.yaml": SITE, **specs.files()}.items():
        path = folder / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or "", encoding="utf-8")
    spec, problems, _ = read_spec(folder / "specs")
    assert spec is not None and errors(problems) == [], problems
    return resolve(spec)[0]
