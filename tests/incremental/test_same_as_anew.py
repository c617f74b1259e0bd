"""Whatever is edited in whatever order: what is generated from what was kept is what is generated from nothing."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from generator.incremental.store import Store
from generator.pipeline import Generation, generate
from generator.problems import errors
from generator.report import PLAIN, draw
from generator.traces import Lazy
from tests.changes.bench import SITE
from tests.changes.editing import Specs
from tests.incremental.editing import Hand
from tests.incremental.web import Web

ROOT = Path(__file__).resolve().parents[2]
SITES = ("tests/stateful/nursery/specs", "tests/keys/specs", "tests/generation/toolshed", "tests/notices/specs")
MORE_SITES = (
    *("tests/api/depot/specs", "tests/fixtures/language/specs", "tests/visibility/specs", "tests/renaming/harbour"),
    *("tests/stock/specs", "tests/attacks/specs", "tests/businesses/observatory/specs", "specs"),
    "tests/timers/specs",
)
Edit = tuple[str, str, str]
"""A file, and what in it becomes what."""
STEPS = int(os.environ.get("PORTAL_EDITS", "15"))
SEED = os.environ.get("PORTAL_SEED", "1")


def test_what_one_file_says_is_looked_at_in_others(tmp_path: Path) -> None:
    random = Random(SEED)
    web, both = Web(tmp_path / "specs"), Both(tmp_path / "specs", tmp_path / "cache")
    web.write()
    both.generate("nothing yet")
    both.apply()
    for _ in range(4 * STEPS):
        words = web.change(random)
        web.write()
        both.generate(words)
        if random.random() < 0.7:
            both.apply()
    assert both.renewed > STEPS


SEES = ("records/boat.yaml", "rows: ours", "rows: sees(owner)")
KNOWN = ("records/boat.yaml", "rows: ours", "rows: known")
OWNER, CLERK, TRIP_FILE = "records/owner.yaml", "records/clerk.yaml", "records/trip.yaml"
OTHER_ELSEWHERE = (
    (SEES, (OWNER, "rows: mine", "rows: public"), "rules/boat.py"),
    (KNOWN, (OWNER, "label: Late", "label: In arrears"), "access.txt"),
    (None, (OWNER, "paying: not late", "paying: level > 2"), "rules/trip.py"),
    (None, (CLERK, "boss: Boss,", "boss: Boss, chief: Chief,"), "site.py"),
    (None, (TRIP_FILE, "boat.name, boat.level", "boat.name, boat.sell.at"), "models/boat.py"),
    (
        (TRIP_FILE, "boat.name, boat.level", "boat.name, boat.sell.at"),
        (TRIP_FILE, "boat.name, boat.sell.at", "boat.name"),
        "models/boat.py",
    ),
)


@pytest.mark.parametrize(("first", "then", "path"), OTHER_ELSEWHERE)
def test_what_changes_elsewhere(first: Edit | None, then: Edit, path: str, tmp_path: Path) -> None:
    """One file is edited, and what is generated for another record type, or for all, is different."""
    web, both = Web(tmp_path / "specs"), Both(tmp_path / "specs", tmp_path / "cache")
    web.write()
    if first is not None:
        replace_in(tmp_path / "specs", first)
    before = both.generate("nothing yet")
    both.apply()
    replace_in(tmp_path / "specs", then)
    after = both.generate(then[2])
    assert after.files[path] != before.files[path]


TRIP = """record: trip
fields:
  note: { type: text }
  a: { type: link, to: boat, back: a_trips }
  b: { type: link, to: boat, back: b_trips }
"""
BOAT = "record: boat\nfields:\n  name: { type: text }\n"
OLD = "record: old\nfields:\n  x: { type: text }\n  y: { type: text }\n"


def test_two_links_change_places(tmp_path: Path) -> None:
    """The sets that they make in another record type do so, too."""
    specs, both = tmp_path / "specs", Both(tmp_path / "specs", tmp_path / "cache")
    write(specs, {"portal.yaml": SITE, "records/boat.yaml": BOAT, "records/trip.yaml": TRIP})
    before = both.generate("nothing yet")
    both.apply()
    head, a, b = TRIP.rpartition("  a:")[0], *TRIP.splitlines(keepends=True)[-2:]
    (specs / "records" / "trip.yaml").write_text(head + b + a)
    after = both.generate("changed places")
    assert both.renewed and after.files["models/boat.py"] != before.files["models/boat.py"]


@pytest.mark.parametrize("status", [" retired", " purged", ""])
def test_lines_of_the_lock_about_what_is_gone(status: str, tmp_path: Path) -> None:
    """As a merge of two branches may leave them: a line twice."""
    specs, both = tmp_path / "specs", Both(tmp_path / "specs", tmp_path / "cache")
    write(specs, {"portal.yaml": SITE, "records/boat.yaml": BOAT, "records/old.yaml": OLD})
    both.generate("nothing yet")
    both.apply()
    (specs / "records" / "old.yaml").unlink()
    for words in ("a record type is gone", "applied"):
        both.generate(words)
        both.apply()
    lock = specs / "spec.lock.yaml"
    (line,) = [line for line in lock.read_text().splitlines(keepends=True) if line.startswith("records.old.x:")]
    lock.write_text(lock.read_text().replace(line, line + line.replace(" retired", status)))
    both.generate("a line twice")


def replace_in(specs: Path, edit: Edit) -> None:
    file, old, new = edit
    text = (specs / file).read_text("utf-8")
    assert text.count(old) == 1
    (specs / file).write_text(text.replace(old, new), "utf-8")


WRONG_ELSEWHERE = (
    ("records/trip.yaml", "label: Trip", "label: Trip\nplural: Owners", "S206"),
    ("records/trip.yaml", "back: trips", "back: name", "S206"),
    ("records/trip.yaml", "mate: { type: link, to: owner,", "mate: { type: link, to: owner, back: boats,", "S206"),
    ("records/boat.yaml", "  desk:\n    rows: all", "  desk:\n    rows: none", "S303"),
    ("records/boat.yaml", "is: owner.level + 1", "is: owner.fees + 1", "S307"),
    ("records/owner.yaml", "  level:", "  created:", "S203"),
    ("records/owner.yaml", "late: { type: yesno, default: true,", "late: { type: text, max: 9,", "E127"),
    ("records/owner.yaml", "  level: { type: integer, required: true }\n", "", "S210"),
    ("records/clerk.yaml", "  active: { type: yesno, default: true }\n", "", "E110"),
    ("records/clerk.yaml", "hand: Hand", "arm: Arm", "S210"),
    ("records/berth.yaml", "deep: { type: yesno, default: true,", "deep: { type: text,", "E127"),
    ("records/boat.yaml", "  price: { type: money, min: 0 }\n", "", "S210"),
    ("records/boat.yaml", "    launch:", "    let_go:", "S210"),
    (
        "records/boat.yaml",
        "launch: { from: ashore,",
        "launch: { from: ashore, then: [{ do: cast_off, on: trips }],",
        "S325",
    ),
    ("records/boat.yaml", "fields:\n", "fields:\n  name: { type: text }\n", "S011"),
    ("records/boat.yaml", "record: boat", "record: ship", "S109"),
    ("records/boat.yaml", "title:", "titel:", "S1"),
)


@pytest.mark.parametrize(("file", "old", "new", "code"), WRONG_ELSEWHERE)
def test_what_is_wrong_is_told_as_ever(file: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    """One file is edited, and something is wrong in it, or in others; then it is mended."""
    web, both = Web(tmp_path / "specs"), Both(tmp_path / "specs", tmp_path / "cache")
    web.write()
    both.generate("nothing yet")
    both.apply()
    replace_in(tmp_path / "specs", (file, old, new))
    generation = both.generate(new)
    assert [each.code for each in errors(generation.problems) if each.code.startswith(code)], generation.problems
    assert both.renewed == 0
    web.write()
    both.generate("mended")
    assert both.renewed == 1


@pytest.mark.parametrize("site", [*SITES, *(pytest.param(each, marks=pytest.mark.soak) for each in MORE_SITES)])
def test_edits_by_hand(site: str, tmp_path: Path) -> None:
    random = Random(f"{site} {SEED}")
    specs = tmp_path / "specs"
    shutil.copytree(ROOT / site, specs)
    hand, both = Hand(specs, random), Both(specs, tmp_path / "cache")
    both.generate("nothing yet")
    for _ in range(STEPS):
        words = hand.edit()
        generation = both.generate(words)
        if errors(generation.problems):
            if random.random() < 0.8:
                hand.mend()
                both.generate(f"mended after {words}")
        elif random.random() < 0.6:
            hand.keep()
        if random.random() < 0.4:
            both.apply()
    assert both.renewed, "nothing was taken from what was kept"


def test_edits_that_rename_and_convert(tmp_path: Path) -> None:
    """The lock goes along: former names, lists that become others, fields that get another kind."""
    random = Random(SEED)
    specs, folder = Specs(), tmp_path / "specs"
    both = Both(folder, tmp_path / "cache")
    for _ in range(2 * STEPS):
        edited = specs.edited(random)
        write(folder, {"portal.yaml": SITE, **edited.files()})
        generation = both.generate("an edit")
        if not errors(generation.problems):
            specs = edited
            if random.random() < 0.8:
                both.apply()
    assert both.renewed


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    for path in folder.glob("*/*.yaml"):
        path.unlink()
    for path, text in files.items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")


class Both:
    """Generates the same specs in both ways, and compares all that comes of them."""

    def __init__(self, specs: Path, cache: Path) -> None:
        self._specs = specs
        self._store = Store(cache)
        self._last: Generation | None = None
        self._history: dict[str, bytes] = {}
        self.renewed = 0

    def generate(self, words: str) -> Generation:
        before = {path: path.read_bytes() for path in self._specs.rglob("*") if path.is_file()}
        kept = generate(self._specs, self._history, store=self._store)
        anew = generate(self._specs, self._history)
        assert {path: path.read_bytes() for path in before} == before
        self.renewed += isinstance(kept.sources.files, Lazy)
        compare(kept, anew, words)
        self._last = anew
        return anew

    def apply(self) -> None:
        if self._last is not None and self._last.files:
            (self._specs / "spec.lock.yaml").write_text(self._last.lock.text(), "utf-8")
            self._history = {path: text for path, text in self._last.files.items() if path.startswith("migrations/")}


def compare(kept: Generation, anew: Generation, words: str) -> None:
    assert kept.problems == anew.problems, words
    assert draw(kept.problems, kept.sources, PLAIN) == draw(anew.problems, anew.sources, PLAIN), words
    assert kept.files.keys() == anew.files.keys(), words
    assert list(kept.files) == list(anew.files), words
    assert [path for path, text in anew.files.items() if kept.files[path] != text] == [], words
    assert kept.lock == anew.lock, words
    assert kept.operations == anew.operations, words
    assert (kept.app is None) == (anew.app is None), words
    if kept.app is not None and anew.app is not None:
        assert dict(kept.app.records) == dict(anew.app.records), words
        assert kept.app.portals == anew.app.portals, words
        assert kept.app.demo == anew.app.demo, words
        assert (kept.app.site, kept.app.retired, kept.app.purged) == (
            anew.app.site,
            anew.app.retired,
            anew.app.purged,
        ), words
