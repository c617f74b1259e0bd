"""One to eight workers at a fixed mix: requests a second while clients never rest.

python -m bench.workers
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable

from bench.day import Day, Plan, filled, spend

COUNTS = (1, 2, 4, 8)
SECONDS = 20.0


def table(days: Iterable[tuple[int, Day]]) -> str:
    lines = [f"{os.cpu_count()} cores", "", "| workers | requests/s | p50 of a list | MB of all | errors |"]
    lines.append("|---|---|---|---|---|")
    for count, day in days:
        lists = sorted(each.seconds * 1000 for each in day.requests if each.kind == "list")
        held = sum(max(seen) for seen in day.memory.values())
        rate = len(day.requests) / day.seconds
        lines.append(f"| {count} | {rate:.0f} | {lists[len(lists) // 2]:.0f} ms | {held:.0f} | {len(day.wrong)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    seconds = parser.parse_args().seconds
    with filled() as suite:
        days = [(count, spend(suite, Plan(seconds, workers=count, pause=0))) for count in COUNTS]
    wrong = [line for _, day in days for line in day.wrong]
    sys.stdout.write("\n".join([table(days), *wrong, ""]))


if __name__ == "__main__":
    main()
