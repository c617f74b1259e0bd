"""What is wrong with fields of lines, with the record types that they name, and where such types stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.fields import KINDS
from generator.problems import Problem, Text
from generator.resolve.lines import Owners, lines_of, links_back
from generator.resolve.problems import missing
from generator.spec import Field, Portal, Record, Spec


def lines_problems(spec: Spec, records: Mapping[str, Record], owners: Owners) -> Iterator[Problem]:
    claimed: dict[str, str] = {}
    inner = {str(field.of) for record in records.values() for _, field in lines_of(record)}
    for key, record in records.items():
        for name, field in lines_of(record):
            yield from _keys(field)
            if key in inner:
                hint = "put both kinds of lines at the owner, or make one of them a record type of its own with a link"
                yield Problem("S253", f"records of '{key}' are lines, and lines cannot have lines", field.at, hint)
            elif isinstance(field.of, Text) and claimed.setdefault(field.of, title := f"'{name}' of '{key}'") != title:
                message = f"'{field.of}' already is the record type of the lines {claimed[field.of]}"
                yield Problem("S252", message, field.of.at, "lines belong to one record type: give each its own")
            elif isinstance(field.of, Text):
                yield from _target(field, field.of, spec, records)
    for line, owner in owners.items():
        yield from _link(records[line].fields[_name(records[line], owner.link)], line)
        yield from _files(records[line])
    for portal in spec.portals.values():
        yield from _portal(portal, owners)


def _keys(field: Field) -> Iterator[Problem]:
    if field.of is not None and not isinstance(field.of, Text):
        message = f"'{field.name}' is of lines, and 'of' lists choices: lines are records of a type of their own"
        yield Problem("S250", message, field.of.at, "name the record type: of: order_item")
    if field.show is not None:
        hint = "leave 'show' out, and say 'when' in the groups of 'see' and 'edit' in the portals"
        yield Problem("S212", "a field of type 'lines' has no 'show'", field.show.at, hint)


def _target(field: Field, of: Text, spec: Spec, records: Mapping[str, Record]) -> Iterator[Problem]:
    line = records.get(of)
    if line is None:
        if of not in spec.unread:
            yield missing(f"lines '{field.name}'", "record type", of, sorted(records))
    elif not any(lines_of(line)):
        yield from _link_back(field, of, line, records)


def _link_back(field: Field, of: Text, line: Record, records: Mapping[str, Record]) -> Iterator[Problem]:
    owner = next(str(key) for key, record in records.items() if any(each is field for each in record.fields.values()))
    links = links_back(line, owner, str(field.name))
    if len(links) == 1:
        return
    near = [str(each.name) for each in line.fields.values() if each.kind == "link" and each.to == owner]
    name = near[0] if near else owner
    message = f"'{of}' has no link to '{owner}' with 'back: {field.name}', by which its records would be lines of one"
    if links:
        message = f"'{of}' has {len(links)} links to '{owner}' with 'back: {field.name}'; its lines belong by one"
    wanted = f"{name}: {{ type: link, to: {owner}, required: true, back: {field.name} }}"
    yield Problem("S251", message, of.at, f"write in {of}.yaml: {wanted}")


def _link(link: Field, line: str) -> Iterator[Problem]:
    """The link to the owner is set by the product, and of every line."""
    if not link.required or link.from_now:
        message = f"'{link.name}' leads from a line to its owner, which every line has"
        yield Problem("S251", message, link.at, "write 'required: true', and leave 'from_now' out")
    for key, text in (("where", link.where), ("default", link.default), ("show", link.show)):
        if text is not None:
            message = (
                f"'{link.name}' leads from a line of '{line}' to its owner: nobody enters it, so it has no '{key}'"
            )
            yield Problem("S217", message, text.at, "remove it")
    if link.unique:
        message = f"'{link.name}' leads from a line to its owner: 'unique' would allow one line only"
        yield Problem("S217", message, link.at, f"remove it, or write 'max: 1' at '{link.back}'")


def _files(line: Record) -> Iterator[Problem]:
    for name, field in line.fields.items():
        if KINDS[field.kind].base == "file":
            hint = "put the files at the owner"
            yield Problem("S255", f"'{name}' holds files, which lines cannot have yet", field.at, hint)


def _portal(portal: Portal, owners: Owners) -> Iterator[Problem]:
    if portal.who in owners:
        message = f"people cannot be lines: '{portal.who}' is a record type of lines of '{owners[portal.who].record}'"
        yield Problem("S230", message, portal.who.at, "log in by a record type that stands by itself")
    for entry in portal.menu.values():
        then = entry.then.removesuffix(".create") if entry.then is not None else ""
        if entry.then is not None and then in owners:
            message = f"a new '{then}' is made in the form of its '{owners[then].record}', not by itself"
            yield Problem("S235", message, entry.then.at, f"write 'then: {owners[then].record}.create'")


def _name(record: Record, name: str) -> Text:
    return next(each for each in record.fields if each == name)
