"""The generator: CPU seconds and peak memory for 100 and 1,000 record types, and the second apply."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.frame import Cost, Figure, best_cost_of, cost_of
from bench.specs import make_specs

FEW, MANY = 100, 1000
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


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        few, many = Path(name, "few"), Path(name, "many")
        for folder, count in ((few, FEW), (many, MANY)):
            make_specs(folder / "specs", count)
        yield from _speed_figures(few, many)
        yield from _apply_figures(few)


def _speed_figures(few: Path, many: Path) -> Iterator[Figure]:
    checked, generated = _check(few, runs=3), _generate(few, runs=3)
    yield Figure(f"check {FEW} record types", checked.cpu_seconds, "CPU s", 1.0)
    yield Figure(f"generate {FEW} record types", generated.cpu_seconds, "CPU s", 1.5)
    yield Figure(f"generate {FEW} record types, peak memory", generated.peak_megabytes, "MB", 120)
    all_checked, all_generated = _check(many, runs=1), _generate(many, runs=1)
    growth = MANY / FEW
    yield Figure(f"check {MANY} record types", all_checked.cpu_seconds, "CPU s", growth * checked.cpu_seconds)
    yield Figure(f"generate {MANY} record types", all_generated.cpu_seconds, "CPU s", growth * generated.cpu_seconds)
    yield Figure(f"generate {MANY} record types, peak memory", all_generated.peak_megabytes, "MB")


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
