"""Which lines a portal shows: those that their owner shows there, and of them those that obey a rule of their own."""

from __future__ import annotations

from generator.expressions.tree import All, Fixed, Get, Holds, Node, Some, Variable
from generator.problems import Problem, Text
from generator.resolve.grants import ALWAYS, Place

EVERYTHING = "everything"
"""Instead of a rule: every record is shown."""


def by_owner(place: Place) -> Text:
    """The rule as one would type it."""
    rows, seen = place.block.access.rows, "sees(parent)"
    whole = seen if rows is None or rows in ALWAYS else f"{seen} and ({rows})"
    return Text(whole, place.block.access.at)


def rows_of_lines(place: Place) -> str | None:
    """The name of the rule; None where no line is shown."""
    rows = place.block.access.rows
    if rows == "none" or not place.parent:
        return None
    if rows == "all" and not place.portal.inside:
        hint = "leave 'rows' out: lines are seen with the record that they belong to"
        place.report("S220", f"'rows: all' cannot stand in {place.title}, which is not inside", rows, hint)
    own = None if rows in ALWAYS else rows
    found = place.book.both(Text("sees(parent)", place.block.access.at), own, place.names)
    if found is None:
        return None
    if _is_never(found.tree):
        _report_unseen(place)
        return None
    return EVERYTHING if _is_always(found.tree, place.parent) else place.book.keep(found, f"{place.prefix}_rows")


def _report_unseen(place: Place) -> None:
    """The block would have no effect. Lines can be entered all the same, with an owner that is not seen afterwards."""
    block = place.block.access
    if not (block.rows or block.see or block.edit or block.delete):
        return
    owner = place.vocabulary.records[place.record.fields[Text(place.parent or "", block.at)].to or ""]
    lines = next(
        name for name, back in owner.backs.items() if (back.record, back.field) == (place.record.key, place.parent)
    )
    message = f"{place.title} shows no '{place.record.key}': of '{owner.key}', it shows no '{lines}'"
    hint = f"list '{lines}' under 'see' of '{owner.key}' for it, or remove what is said of '{place.record.key}'"
    place.problems.append(Problem("S318", message, block.at, hint))


def _is_never(node: Node) -> bool:
    """Whether the condition holds of nothing, as far as its parts say so themselves."""
    match node:
        case Fixed():
            return not node.holds
        case Holds():
            return _is_never(node.condition)
        case All():
            return any(map(_is_never, node.parts))
        case Some():
            return all(map(_is_never, node.parts))
    return False


def _is_always(node: Node, link: str | None) -> bool:
    """Whether it holds of every line; `link` is the one that all lines have."""
    match node:
        case Fixed():
            return node.holds
        case Holds(record=Get(owner=Variable(name="this"), field=field)):
            return field.name == link and _is_always(node.condition, None)
        case All():
            return all(_is_always(part, link) for part in node.parts)
        case Some():
            return any(_is_always(part, link) for part in node.parts)
    return False
