"""The generator: CPU seconds and peak memory for 10 to 1,000 record types, after one edit, and the second apply."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.frame import Cost, Figure, best_cost_of, cost_of
from bench.specs import make_specs

FEWEST, FEW, MANY = 10, 100, 1000
OUT_OF_DATE = frozenset({0, 1})  # `portal check` also tells that nothing was generated yet; the work is the same
GENERATE = """
import sys
from pathlib import Path
from generator.pipeline import generate
from generator.write import write
generation = generate(Path(sys.argv[1]))
assert generation.files, generation.problems
write(Path(sys.argv[2]), generation.files)
"""
DRAFT = """
import sys
from pathlib import Path
from generator.changes.lock import FILE
from generator.write import write
from portal.draft import make_draft
from portal.folders import Folders
site = Path(sys.argv[1])
folders = Folders(site / "specs", site / "generated", site / "extensions", site / "var")
draft = make_draft(folders, site / "var")
assert not draft.edits
write(folders.out, draft.generation.files)
(folders.specs / FILE).write_text(draft.generation.lock.text(), encoding="utf-8")
"""
"""The part of an apply that is the generator's: from reading to writing, and what differs. No database is asked."""
EDITS = 3
LABEL = re.compile("(?m)^(label: .*)$"), r"\1 again"
FIELD = re.compile("(?m)^fields:$"), "fields:\n  colour: { type: text, max: 20 }"


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        fewest, few, many = Path(name, "fewest"), Path(name, "few"), Path(name, "many")
        for folder, count in ((fewest, FEWEST), (few, FEW), (many, MANY)):
            make_specs(folder / "specs", count)
        yield Figure(f"check {FEWEST} record types", _check(fewest, runs=3).cpu_seconds, "CPU s", 1.0)
        yield Figure(f"generate {FEWEST} record types", _generate(fewest, runs=3).cpu_seconds, "CPU s", 1.5)
        yield from _speed_figures(few, many)
        yield from _edit_figures(many)
        yield from _apply_figures(few)


def _speed_figures(few: Path, many: Path) -> Iterator[Figure]:
    checked, generated = _check(few, runs=3), _generate(few, runs=3)
    yield Figure(f"check {FEW} record types", checked.cpu_seconds, "CPU s", 1.0)
    yield Figure(f"generate {FEW} record types", generated.cpu_seconds, "CPU s", 1.5)
    yield Figure(f"generate {FEW} record types, peak memory", generated.peak_megabytes, "MB", 120)
    all_checked, all_generated = _check(many, runs=1), _generate(many, runs=1)
    growth = MANY / FEW
    yield Figure(f"check {MANY} record types", all_checked.cpu_seconds, "CPU s", growth * checked.cpu_seconds)
    yield Figure(f"generate {MANY} record types", all_generated.cpu_seconds, "CPU s", 15)
    yield Figure(f"generate {MANY} record types, peak memory", all_generated.peak_megabytes, "MB", 400)


def _edit_figures(site: Path) -> Iterator[Figure]:
    """One file of a thousand is edited: another record type's each time."""
    draft = ["-c", DRAFT, str(site)]
    (site / "var").mkdir()
    first = cost_of(draft)
    yield Figure(f"draft {MANY} record types, kept for the next time", first.cpu_seconds, "CPU s", 15)
    yield Figure(f"draft {MANY} record types, peak memory", first.peak_megabytes, "MB", 400)
    yield Figure("draft again, nothing changed", best_cost_of(draft).cpu_seconds, "CPU s", 1)
    several = [f"record_{number:04}" for number in range(MANY // 2, MANY, 10)]
    for words, keys, edit in (
        (f"one label in one record type of {MANY}", several, LABEL),
        (f"one field more in one record type of {MANY}", several, FIELD),
        ("one field more in the one that all link to", ["person"], FIELD),
    ):
        costs = []
        for key in keys[:EDITS]:
            file = site / "specs" / "records" / f"{key}.yaml"
            file.write_text(edit[0].sub(edit[1], file.read_text(encoding="utf-8"), count=1), encoding="utf-8")
            costs.append(cost_of(draft).cpu_seconds)
        yield Figure(f"draft again, {words}", min(costs), "CPU s", 1.5)


def _apply_figures(site: Path) -> Iterator[Figure]:
    apply = [*_portal(site), "apply"]
    yield Figure(f"first apply of {FEW} record types, database included", cost_of(apply).cpu_seconds, "CPU s")
    yield Figure("second apply, nothing changed", best_cost_of(apply).cpu_seconds, "CPU s", 0.4)


def _check(site: Path, *, runs: int) -> Cost:
    return best_cost_of([*_portal(site), "check"], runs=runs, accept=OUT_OF_DATE)


def _generate(site: Path, *, runs: int) -> Cost:
    return best_cost_of(["-c", GENERATE, str(site / "specs"), str(site / "generated")], runs=runs)


def _portal(site: Path) -> list[str]:
    folders = [
        f"--{option}={site / name}" for option, name in (("specs", "specs"), ("out", "generated"), ("var", "var"))
    ]
    return ["-m", "portal", *folders]
