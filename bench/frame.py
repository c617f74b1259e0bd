"""Measures child processes by what the kernel accounts to them, and prints figures beside their goals."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Of what is measured: it keeps what it compiled, as Python does where nobody tells it otherwise."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process used, imports and children included."""

    cpu_seconds: float
    peak_megabytes: float


@dataclass(frozen=True, slots=True)
class Figure:
    """`goal` is an upper bound; None where there is none to hold."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """Above 1 the goal is missed."""
        return None if self.goal is None else self.value / self.goal


def cost_of(arguments: Sequence[str], *, accept: frozenset[int] = frozenset({0})) -> Cost:
    """Runs Python with these arguments in the repository. Raises RuntimeError on an exit code that is not accepted."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}:\n{words[-2000:]}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def best_cost_of(arguments: Sequence[str], *, runs: int = 3, accept: frozenset[int] = frozenset({0})) -> Cost:
    """The cheapest of some runs: what the machine did besides only ever adds."""
    return min((cost_of(arguments, accept=accept) for _ in range(runs)), key=lambda cost: cost.cpu_seconds)


def table(figures: Iterable[Figure]) -> str:
    """One line a figure, and how many goals were met."""
    rows = list(figures)
    width = max(len(row.name) for row in rows)
    lines = [f"{'':{width}}  {'value':>9}       {'goal':>8}  ratio"]
    lines += [_line(row, width) for row in rows]
    ratios = [row.ratio for row in rows if row.ratio is not None]
    return "\n".join([*lines, f"{sum(ratio <= 1 for ratio in ratios)} of {len(ratios)} goals met"])


def _line(figure: Figure, width: int) -> str:
    goal = "" if figure.goal is None else f"{figure.goal:.2f}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return f"{figure.name:{width}}  {figure.value:9.2f} {figure.unit:5} {goal:>8}  {ratio:>5}"
