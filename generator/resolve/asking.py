"""What can be asked about the records of a block: new ones of another type, whose link leads back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.expressions.types import FieldShape
from generator.problems import Problem, Text
from generator.resolve.grants import Place
from generator.resolve.problems import missing
from generator.suggestion import did_you_mean


def resolve_ask(place: Place) -> tuple[tuple[str, str], ...]:
    """Record types and their links, as they stand there."""
    return tuple(pair for text in place.block.access.ask or () for pair in _pair(text, place))


def _pair(text: Text, place: Place) -> Iterator[tuple[str, str]]:
    key, _, name = text.partition(".")
    known, where = place.vocabulary.records, f"'ask' of {place.title}"
    if key not in known:
        place.problems.append(missing(where, "record type", Text(key, text.at), sorted(known)))
    elif not _leads_here(known[key].fields.get(name), place):
        links = [f"{key}.{each}" for each, field in known[key].fields.items() if _leads_here(field, place)]
        message = f"{where}: '{text}' is no link to '{place.record.key}'"
        hint = did_you_mean(text, links, "links") if links else f"give '{key}' a link to '{place.record.key}' first"
        place.problems.append(Problem("S227", message, text.at, hint))
    else:
        yield key, name


def _leads_here(field: FieldShape | None, place: Place) -> bool:
    return field is not None and field.kind == "link" and field.type.record == place.record.key
