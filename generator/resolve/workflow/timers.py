"""Moves that happen by themselves: `after`, `at`, `as_soon_as`, with their names looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from generator.fields.reading import duration
from generator.problems import Problem, Text
from generator.resolve.workflow.place import Place
from generator.resolve.workflow.waiting import waiting_fields
from generator.spec import Move
from generator.workflow import Timer

KEYS = {"after": "after", "moment": "at", "as_soon_as": "as_soon_as"}
"""What can be waited for: of a move, and as specs call it."""
FOR_PEOPLE = {
    "not_by": "nobody in particular does it",
    "within": "'after' and 'at' say when it happens",
    "needs": "nobody is asked then; write when: and what must be there",
}
LONGEST = timedelta(days=100 * 366)


def resolve_timer(move: Move, place: Place) -> Timer | None:
    """None where people do it, or other moves bring it about."""
    for problem in _contradictions(move):
        place.problems.append(problem)
    if not move.by_itself:
        return None
    names = [str(field.name) for field in waiting_fields(move)]
    own = str(move.moment) if move.moment is not None and move.moment in place.record.fields else ""
    return Timer(
        after=_span(move.after, place) if move.after is not None else None,
        due=f"{move.name}_due" if move.moment is not None else "",
        field=own,
        holds=tuple(name for name in names if name != f"{move.name}_due"),
    )


def _contradictions(move: Move) -> Iterator[Problem]:
    waits = [name for name in KEYS if getattr(move, name) is not None]
    if not waits:
        return
    said = [*(["by"] if move.by else []), *(KEYS[name] for name in waits)]
    if len(said) > 1:
        message = f"move '{move.name}' has {_listed(said)}"
        yield Problem("S330", message, getattr(move, waits[-1]).at, "write two moves, one for each")
    for key, why in FOR_PEOPLE.items():
        found: Text | tuple[Text, ...] | None = getattr(move, key)
        if found:
            at = found.at if isinstance(found, Text) else found[0].at
            message = f"move '{move.name}' happens by itself, so it has no '{key}': {why}"
            yield Problem("S331", message, at, f"remove '{key}'")


def _listed(keys: Sequence[str]) -> str:
    words = [f"'{key}'" for key in keys]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _span(text: Text, place: Place) -> timedelta | None:
    try:
        span = duration(text)
    except ValueError as error:
        place.report("S215", str(error), text)
        return None
    if not timedelta() < span <= LONGEST:
        place.report("S215", f"'{text}' is no time to wait: more than none, and at most 100 years", text)
    return span
