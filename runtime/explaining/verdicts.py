"""What a reason comes to in words: "visible while …", "not visible; visible once …". Knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runtime.explaining.words import Ground
from runtime.scope.system import Judgement

Judged = tuple[Ground, Judgement | None]
"""A ground and whether its rule holds; None where it has no rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`words` say it whole; `at` are the lines of the specs that say so."""

    allowed: bool
    words: str
    at: tuple[str, ...] = ()


def allowed(words: str, *at: str) -> Verdict:
    return Verdict(allowed=True, words=words, at=_each(at))


def refused(words: str, *at: str) -> Verdict:
    return Verdict(allowed=False, words=words, at=_each(at))


def verdict(able: str, grounds: Sequence[Judged]) -> Verdict:
    """`able` is "visible", "editable" …; one of the grounds suffices, and there is at least one."""
    held = [ground for ground, judgement in grounds if judgement is None or judgement.holds]
    always = [ground for ground in held if ground.rule is None]
    if always:
        return allowed(able, *_places(always))
    if held:
        return allowed(f"{able} {_either('while', held)}", *_places(held))
    failing = [ground for ground, _judgement in grounds]
    return refused(f"not {able}; {able} {_either('once', failing)}{_which(grounds)}", *_places(failing))


def _either(when: str, grounds: Sequence[Ground]) -> str:
    return ", or ".join(dict.fromkeys(f"{when} {ground.words}" for ground in grounds))


def _which(grounds: Sequence[Judged]) -> str:
    """Which part of an `and` fails, where there is one ground and it can be told."""
    [(ground, judgement), *others] = grounds
    if others or judgement is None or len(ground.parts) != len(judgement.parts) or len(ground.parts) < 2:
        return ""
    failing = [words for words, holds in zip(ground.parts, judgement.parts, strict=True) if not holds]
    if len(failing) == len(ground.parts):
        return "; nothing of this holds"
    return f"; of this, what does not hold: {'; '.join(failing)}"


def _places(grounds: Sequence[Ground]) -> list[str]:
    return [ground.at for ground in grounds]


def _each(places: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, places)))
