"""An explanation as text for a terminal, and as data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.explaining.explanation import Explanation
from runtime.explaining.verdicts import Verdict

YOU = re.compile(r"\byour?\b")
WIDTH = 4
NO_FIELDS = "No field is visible or editable, because the record is not among their rows."
"""Said once, instead of field by field."""


def as_lines(found: Explanation) -> Iterator[str]:
    """One line for each answer: what it is about, yes or no, why, and the lines of the specs that say so."""
    who = found.who
    role = f", {who.role}" if who.role else ""
    yield f"{found.record.key}/{found.record_id} as {who.name} <{who.email}>, {found.portal.key}{role}"
    if speaks_of_you(found):
        yield f"“you” and “your” stand for {who.name}."
    yield ""
    yield from _block([("record", found.rows), ("create", found.create), ("delete", found.delete)])
    if found.moves:
        yield ""
        yield "moves"
        yield from _block([(f"  {each.name}", each.open) for each in found.moves])
    if not found.rows.allowed:
        yield ""
        yield NO_FIELDS
        return
    for each in found.fields:
        yield ""
        yield each.name
        yield from _block([("  see", each.see), ("  edit", each.edit)])


def speaks_of_you(found: Explanation) -> bool:
    """Whether some reason is worded for the person whom it is about."""
    verdicts = [found.rows, found.delete, *(each.open for each in found.moves)]
    verdicts += [*(each for field in found.fields for each in (field.see, field.edit))]
    return any(YOU.search(each.words) for each in verdicts)


def as_data(found: Explanation) -> dict[str, object]:
    """For programs: the same answers."""
    return {
        "record": found.record.key,
        "id": str(found.record_id),
        "portal": found.portal.key,
        "email": found.who.email,
        "role": found.who.role,
        "rows": _data(found.rows),
        "create": _data(found.create),
        "delete": _data(found.delete),
        "moves": [{"name": each.name, "label": each.label, "open": _data(each.open)} for each in found.moves],
        "fields": [
            {"name": each.name, "label": each.label, "see": _data(each.see), "edit": _data(each.edit)}
            for each in found.fields
        ],
    }


def _block(verdicts: list[tuple[str, Verdict]]) -> Iterator[str]:
    for about, each in verdicts:
        where = f"  ({', '.join(each.at)})" if each.at else ""
        yield f"{about:8} {'yes' if each.allowed else 'no':{WIDTH}} {each.words}{where}"


def _data(each: Verdict) -> dict[str, object]:
    return {"allowed": each.allowed, "words": each.words, "at": list(each.at)}
