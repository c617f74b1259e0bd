"""Which of the known names somebody meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 60
SHOWN = 12


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The most similar candidate, or None where none is similar enough to be a slip of the fingers."""
    if len(name) > LONGEST:
        return None
    ranked = sorted((*_difference(name, candidate), candidate) for candidate in set(candidates))
    if not ranked:
        return None
    distance, *_, candidate = ranked[0]
    return candidate if distance <= max(1, max(len(name), len(candidate)) // 3) else None


def did_you_mean(name: str, candidates: Iterable[str], known: str) -> str:
    """A hint that names the closest candidate and the first of all: "did you mean 'total'? fields: net, total"."""
    names = list(dict.fromkeys(candidates))
    if not names:
        return f"there are no {known}"
    more = ", …" if len(names) > SHOWN else ""
    listed = f"{known}: {', '.join(names[:SHOWN])}{more}"
    best = closest(name, names)
    return f"did you mean '{best}'? {listed}" if best else listed


def _difference(name: str, candidate: str) -> tuple[int, bool, int, bool, int]:
    """Sorts candidates: edits needed, then whether the letters, the beginning or the end differ, then the lengths."""
    return (
        edits(name, candidate),
        sorted(name) != sorted(candidate),
        -_common_start(name, candidate),
        name[-1:] != candidate[-1:],
        abs(len(name) - len(candidate)),
    )


def edits(one: str, other: str) -> int:
    """Letters to insert, drop, replace or swap with their neighbour to make one name of the other."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1]


def _common_start(one: str, other: str) -> int:
    same = (a == b for a, b in zip(one, other, strict=False))
    return next((index for index, equal in enumerate(same) if not equal), min(len(one), len(other)))
