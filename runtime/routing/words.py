"""Why a record was given to whom it was, in words that name nobody: who it is stands in the field itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from runtime.declarations.routing import LEAST_BUSY, ROUND_ROBIN
from runtime.words import counted, joined, sentence


@dataclass(frozen=True, slots=True)
class Picked:
    """The field that was filled, as people call it, and among how many candidates."""

    label: str
    pick: str
    among: int


def reason_of(occasion: str, rule: int | None, because: str, picked: Picked | None, empty: Sequence[int]) -> str:
    """`rule` is the one that came about, None if none did; `empty` are those before it that found nobody."""
    parts = [occasion] if occasion else []
    if rule is not None:
        what = f"{picked.label} by rule {rule}" if picked else f"by rule {rule}"
        why = f", since {because}" if because else ""
        parts.append(f"{what}{why}{f': {_how(picked)}' if picked else ''}")
    if empty:
        parts.append(f"{_listed(empty)} found nobody")
    return " ".join(f"{sentence(part)}." for part in parts)


def after_move(label: str) -> str:
    return f"after “{label}”" if label else ""


def passed_on(span: timedelta) -> str:
    return f"passed on, since nothing had happened for {_span(span)}"


def _how(picked: Picked) -> str:
    if picked.among == 1:
        return "the only one"
    if picked.pick == LEAST_BUSY:
        return f"the least busy of {picked.among}"
    if picked.pick == ROUND_ROBIN:
        return f"whose turn it was, of {picked.among}"
    return f"the first of {picked.among}"


def _listed(rules: Sequence[int]) -> str:
    return f"rule{'s' if len(rules) > 1 else ''} {joined([str(each) for each in rules])}"


def _span(span: timedelta) -> str:
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        number, rest = divmod(round(span.total_seconds()), seconds)
        if number and not rest:
            return counted(number, unit, f"{unit}s")
    return counted(round(span.total_seconds()), "second", "seconds")
