"""Rules written again and again, which want a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.expressions.types import Use
from generator.names import shown
from generator.problems import Position, Problem, Text

OFTEN = 3
CONDITIONS = (Use.ROWS, Use.GUARD, Use.CONDITION, Use.FILTER)


def judge(record: str, texts: Iterable[tuple[Text, Use]]) -> Iterator[Problem]:
    """`texts` are all expressions of the record type."""
    for words, places in _places(texts).items():
        if len(places) >= OFTEN:
            message = f"the rule '{shown(words)}' stands {len(places)} times in '{record}'"
            hint = "give it a name under 'rules' and use the name"
            yield Problem("S309", message, places[OFTEN - 1], hint, "warning")


def _places(texts: Iterable[tuple[Text, Use]]) -> Mapping[str, list[Position]]:
    """Where each rule stands; a name alone, or a name with `not`, is short enough."""
    places: dict[str, set[Position]] = {}
    for text, use in texts:
        words = " ".join(text.split())
        if use in CONDITIONS and not re.fullmatch(r"(not )?[\w.]+|sees\([\w.]+\)", words):
            places.setdefault(words, set()).add(text.at)
    return {words: sorted(found) for words, found in places.items()}
