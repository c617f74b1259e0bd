"""Who sees comments: a portal that lists them under `see`, under the conditions of those groups; inside, `all` too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.problems import Position, Problem, Text
from generator.resolve.comments.names import NAMES, NOTES, Sort
from generator.spec import Access, Group, Portal, Record

NOBODY = ("none",)


@dataclass(frozen=True, slots=True)
class Showing:
    """`whens`: any of them suffices, None always holds; without any nothing is shown."""

    at: Position
    whens: tuple[Text | None, ...]

    @property
    def always(self) -> bool:
        return None in self.whens


def showing_of(block: Access, portal: Portal, sort: Sort) -> Showing | None:
    """None where the block shows no record or no comment. `block` has its `like` and its role applied."""
    if block.rows is None or block.rows in NOBODY or (sort.internal and not portal.inside):
        return None
    hidden = sort.name in (block.hide or ())
    groups = [group for group in block.see or () if _names_it(group, portal, sort, hidden=hidden)]
    whens = tuple(dict.fromkeys(group.when for group in groups))
    return Showing(groups[0].at, whens) if groups else None


def _names_it(group: Group, portal: Portal, sort: Sort, *, hidden: bool) -> bool:
    return any(name == sort.name or (name == "all" and portal.inside and not hidden) for name in group.fields)


def without_names(block: Access) -> Access:
    """The block of a portal or a role without them: they are no fields."""
    return replace(
        block,
        see=_without(block.see),
        edit=_without(block.edit),
        create=_rest(block.create),
        list=_rest(block.list),
        hide=_rest(block.hide) or None,
        roles={role: without_names(inner) for role, inner in block.roles.items()},
    )


def _without(groups: tuple[Group, ...] | None) -> tuple[Group, ...] | None:
    if groups is None:
        return None
    found = (replace(group, fields=tuple(name for name in group.fields if name not in NAMES)) for group in groups)
    return tuple(group for group in found if group.fields)


def _rest(names: tuple[Text, ...] | None) -> tuple[Text, ...] | None:
    return None if names is None else tuple(name for name in names if name not in NAMES)


def problems_of(record: Record, portals: Mapping[str, Portal]) -> Iterator[Problem]:
    """What blocks say of comments that cannot be."""
    for key, block in record.portals.items():
        portal = portals.get(key)
        for each in (block, *block.roles.values()):
            yield from _entered(each)
            if portal is not None and not portal.inside:
                yield from _outside(each, portal)


def _entered(block: Access) -> Iterator[Problem]:
    lists = {"create": [block.create or ()], "edit": [group.fields for group in block.edit or ()]}
    for key, found in lists.items():
        for name in (name for names in found for name in names if name in NAMES):
            message = f"'{name}' cannot stand in '{key}': whoever sees {_words(name)} may add one"
            yield Problem("S382", message, name.at, f"list it under 'see', and take it out of '{key}'")
    for name in block.list or ():
        if name in NAMES:
            message = f"'{name}' cannot be a column: {_words(name)} are records of their own"
            yield Problem("S382", message, name.at, "take it out of 'list': they stand on the page of their record")


def _outside(block: Access, portal: Portal) -> Iterator[Problem]:
    for name in (name for group in block.see or () for name in group.fields if name == NOTES.name):
        message = f"portal {portal.key} lists '{name}', and it is not inside: nobody outside sees internal notes"
        yield Problem("S381", message, name.at, "write 'comments' for what everybody may read")


def _words(name: str) -> str:
    return name.replace("_", " ")
