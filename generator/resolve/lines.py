"""Lines: which record types are lines of which others, and under which conditions an owner shows them.

What is wrong with a field of lines is said in `lines_problems`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.problems import Text
from generator.resolve.blocks import Blocks, Roles
from generator.spec import Access, Field, Group, Portal, Record

Conditions = tuple[Text | None, ...]
"""Any of them suffices; None always holds, and without any, nothing is shown."""
Shown = Mapping[tuple[str, str], Mapping[str, Conditions]]
"""By portal and role: of a record type of lines, when its owner shows them."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Records of a type belong to one of type `record`: to its field `lines`, by their own link `link`."""

    record: str
    lines: str
    link: str


Owners = Mapping[str, Owner]
"""By the record type of the lines; of those only with which nothing is wrong."""


def find_owners(records: Mapping[str, Record]) -> Owners:
    found: dict[str, Owner] = {}
    for key, record in records.items():
        for name, field in lines_of(record):
            line = records.get(str(field.of))
            links = [] if line is None else links_back(line, key, name)
            if line is not None and len(links) == 1 and not any(lines_of(line)) and str(line.key) not in found:
                found[str(line.key)] = Owner(key, name, str(links[0].name))
    return found


def find_lost(records: Mapping[str, Record], owners: Owners) -> frozenset[str]:
    """Record types that are meant for lines, of whom or how is not known: something is wrong there."""
    meant = set()
    for key, record in records.items():
        for name, field in lines_of(record):
            meant |= {str(field.of)} & records.keys()
            meant |= {other for other, line in records.items() if links_back(line, key, name)}
    return frozenset(meant - owners.keys())


def parents_of(records: Mapping[str, Record], owners: Owners) -> Mapping[str, str]:
    """By record type of lines: the link to the record that they belong to; "" where it is not known."""
    return {**dict.fromkeys(find_lost(records, owners), ""), **{key: owner.link for key, owner in owners.items()}}


def lines_of(record: Record) -> Iterator[tuple[str, Field]]:
    """Its fields of lines by name."""
    return ((str(name), field) for name, field in record.fields.items() if field.kind == "lines")


def links_back(line: Record, owner: str, lines: str) -> list[Field]:
    return [
        field for field in line.fields.values() if field.kind == "link" and field.to == owner and field.back == lines
    ]


def shown_by_owners(
    owners: Owners,
    records: Mapping[str, Record],
    blocks: Mapping[str, Blocks],
    roles: Roles,
    portals: Mapping[str, Portal],
) -> Shown:
    """For each portal and role; a role without a block has its portal's."""
    found: dict[tuple[str, str], dict[str, Conditions]] = {}
    for portal, names in roles.items():
        for role in ("", *(names or ())):
            shown = found[portal, role] = {}
            for line, owner in owners.items():
                of_owner = blocks[owner.record]
                block = of_owner.get((portal, role)) or of_owner.get((portal, ""))
                if block is not None:
                    field = records[owner.record].fields[_key(records[owner.record], owner.lines)]
                    shown[line] = _conditions(field, block.access, inside=portals[portal].inside)
    return found


def _key(record: Record, name: str) -> Text:
    return next(each for each in record.fields if each == name)


def _conditions(field: Field, access: Access, *, inside: bool) -> Conditions:
    def named(names: Iterable[Text], entered: Iterable[Text]) -> bool:
        whole = inside and not field.private and field.name not in (access.hide or ())
        return any(
            each == field.name or (each == "all" and whole) or (each == "entered" and named(entered, ()))
            for each in names
        )

    groups: tuple[Group, ...] = (*(access.see or ()), *(access.edit or ()))
    found = [group.when for group in groups if named(group.fields, access.create or ())]
    return (None,) if None in found else tuple(dict.fromkeys(found))
