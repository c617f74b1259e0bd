"""A diff that looks at a few record types says what the whole one says, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from generator.app import App
from generator.changes import Lock, diff, parse_lock
from generator.changes.partial import diff_of
from generator.incremental.digests import of_value
from generator.reading import read_spec
from generator.resolve import resolve
from tests.changes.bench import SITE
from tests.changes.editing import Specs
from tests.incremental.test_same_as_anew import write

CHAINS, LENGTH = 12, 20


def test_chains_of_edits(tmp_path: Path) -> None:
    answered = [each for seed in range(CHAINS) for each in follow(tmp_path / str(seed), Random(seed))]
    assert answered.count(True) > len(answered) // 4 > 10


def follow(folder: Path, random: Random) -> Iterator[bool]:
    """Whether there was an answer, for each edit that leaves the same record types."""
    specs, lock = Specs(), Lock()
    before: App | None = None
    for _ in range(LENGTH):
        edited = specs.edited(random)
        write(folder, {"portal.yaml": SITE, **edited.files()})
        spec, _problems, _sources = read_spec(folder)
        app = resolve(spec)[0] if spec else None
        if app is None:
            continue
        whole = diff(lock, app)
        if before is not None and before.records.keys() == app.records.keys():
            anew = {key for key in app.records if of_value(app.records[key]) != of_value(before.records[key])}
            anew |= {key for key in app.records if random.random() < 0.2}
            some = diff_of(lock, app, anew, {key: record.was for key, record in app.records.items()})
            assert some is None or some == whole
            yield some is not None
        if not whole.problems:
            lock, before, specs = parse_lock(whole.lock.text()), app, edited
