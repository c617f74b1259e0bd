"""Requests that change something, or try to: creating, editing and deleting, with what may be and what must not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from generator.app import Field, Record
from leaks.asker import NONSENSE, Asker
from leaks.facts import Here
from leaks.requests import Filled, Guess, Pairs, Request, as_json
from leaks.requests_lists import API, searches, text_of
from leaks.wording import told

FEW = 3
FILES = frozenset({"file", "files", "image"})
LINKS = frozenset({"link", "links"})
ANYWHERE = "/logout"
"""A page whose form holds nothing but the token."""

ANOTHER = "999999"
"""The revision of a record that somebody else changed meanwhile."""

Wrong = tuple[Pairs, str, Guess | None]
"""Values that must be refused, the field that they are about, and what they guess."""


def new_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """The form of a new record, shown, filled in by the address, chosen for, and sent."""
    shown = Request(kind, f"/{record.address}/new", record=record.key, expects="new")
    creatable = asker.expectation.creatable(record.key)
    yield shown
    yield from in_address(asker, record, shown, creatable)
    yield from choosing(asker, record, shown, creatable)
    sent = replace(shown, method="POST", expects="")
    if creatable:
        yield from _form(asker, record, sent, creatable)
    else:
        yield replace(sent, body=Filled(ANYWHERE), refused=True)


def edit_posts(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """The form of a record, sent for records that may not be seen or changed, and with values that must not be."""
    for record_id in asker.ids(record):
        path = f"/{record.address}/{record_id}/edit"
        shown = Request(kind, path, record=record.key, record_id=record_id)
        sent = replace(shown, method="POST")
        editable = asker.expectation.editable(record.key, record_id)
        if editable:
            yield from in_address(asker, record, shown, editable)
            yield from choosing(asker, record, shown, editable)
            yield from _form(asker, record, sent, editable)
            yield from _removing(asker, record, sent, editable)
            yield replace(sent, body=Filled(path, (("revision", ANOTHER),)), refused=True, telling=True)
        else:
            values = (("revision", revision_of(asker, record, record_id)), *_few(asker, record).items())
            body, guess = Filled(ANYWHERE, values), asker.guess(record.key, record_id)
            yield replace(sent, body=body, refused=True, guess=guess)


def delete_posts(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    for record_id in asker.ids(record):
        path = f"/{record.address}/{record_id}/delete"
        sent = Request(kind, path, "POST", record=record.key, record_id=record_id)
        if asker.expectation.may_delete(record.key, record_id):
            yield replace(sent, body=Filled(path), expects="saved")
        else:
            body = Filled(ANYWHERE, (("revision", revision_of(asker, record, record_id)),))
            yield replace(sent, body=body, refused=True, guess=asker.guess(record.key, record_id))


def api_posts(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """New records by the API; none of them is complete, or else it holds what must be refused."""
    sent = Request(kind, f"{API}/{record.address}/", "POST", record=record.key, refused=True)
    creatable = asker.expectation.creatable(record.key)
    if not creatable:
        yield replace(sent, body=as_json(_few(asker, record)))
        return
    for values, field, guess in wrong_values(asker, record, creatable):
        yield replace(sent, body=as_json(nested(values)), field=field, guess=guess, telling=guess is not None)


def api_changes(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """PUT and DELETE by the API."""
    for record_id in asker.ids(record):
        path = f"{API}/{record.address}/{record_id}"
        revision = revision_of(asker, record, record_id)
        sent = Request(kind, path, "PUT", record=record.key, record_id=record_id, refused=True)
        editable = asker.expectation.editable(record.key, record_id)
        known: dict[str, object] = {"revision": int(revision)}
        for values, field, guess in wrong_values(asker, record, editable) if editable else ():
            yield replace(sent, body=as_json({**known, **nested(values)}), field=field, guess=guess)
        guess = asker.guess(record.key, record_id)
        if editable:
            yield replace(sent, body=as_json(known), refused=False, telling=True)
            yield replace(sent, body=as_json({"revision": int(ANOTHER)}))
        else:
            yield replace(sent, body=as_json({**known, **_few(asker, record)}), guess=guess)
        if not asker.expectation.may_delete(record.key, record_id):
            yield replace(sent, method="DELETE", query=(("revision", revision),), guess=guess)


def option_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """What links may point to, by the API."""
    root = f"{API}/{record.address}/options"
    for field in record.fields:
        if field.kind in LINKS:
            asked = Request(kind, f"{root}/{field.name}", record=record.key, field=field.name)
            yield asked
            yield replace(asked, query=(("q", "e"),))
            yield from _searching(asker, asked, field)
    yield Request(kind, f"{root}/nothing_like_it", record=record.key, expects="refused")


def _form(asker: Asker, record: Record, sent: Request, open_to: frozenset[str]) -> Iterator[Request]:
    """The form as it is, and with each wrong value, which is left out where its question is not asked."""
    page = sent.path
    yield replace(sent, body=Filled(page), expects="saved")
    left_out = {each.name for each in record.fields if each.name in open_to and not _is_asked(asker, sent, each)}
    for values, field, guess in wrong_values(asker, record, open_to):
        refused, telling = field not in left_out, guess is not None
        yield replace(sent, body=Filled(page, values), field=field, guess=guess, refused=refused, telling=telling)


def _is_asked(asker: Asker, sent: Request, field: Field) -> bool:
    """Whether the form of this record asks for the field; of a new one it is not known where that depends on others."""
    if field.show is None or sent.record_id is None:
        return field.show is None
    return asker.expectation.holds(sent.record, field.show, sent.record_id)


def wrong_values(asker: Asker, record: Record, open_to: frozenset[str]) -> Iterator[Wrong]:
    """Of fields that are not this person's to set, and links to what they do not see."""
    for name in ("nothing_like_it", "id", "created_by"):
        yield ((name, "1"),), name, None
    for field in record.fields:
        if field.lines is not None and field.name in open_to:
            yield from _wrong_lines(asker, field, field.lines.record)
        elif field.name in open_to:
            yield from _foreign_links(asker, field)
        elif field.kind not in FILES:
            yield ((field.name, _someones(asker, record, field)),), field.name, None


def _wrong_lines(asker: Asker, field: Field, line: str) -> Iterator[Wrong]:
    """Lines of others, lines that belong elsewhere, fields of a line that are not this person's to set."""
    place = f"{field.name}-77"
    for hidden in asker.hidden(line)[:FEW]:
        yield ((f"{place}-id", str(hidden)),), field.name, Guess(str(hidden), str(asker.missing(hidden)))
    record = asker.world.app.records[line]
    open_to = asker.expectation.creatable_in_owner(line)
    for each in record.fields:
        if each.name in open_to:
            for values, _, guess in _foreign_links(asker, each):
                yield tuple((f"{place}-{name}", value) for name, value in values), field.name, guess
        else:
            yield ((f"{place}-{each.name}", _someones(asker, record, each)),), field.name, None


def _removing(asker: Asker, record: Record, sent: Request, open_to: frozenset[str]) -> Iterator[Request]:
    """The form without a line that this person may not remove."""
    for field in record.fields:
        if field.lines is None or field.name not in open_to or sent.record_id is None:
            continue
        line, ids = asker.expectation.lines(record.key, sent.record_id, field.name)
        for place, line_id in enumerate(sorted(ids)):
            if not asker.expectation.removable_from_owner(line, line_id):
                body = Filled(sent.path, ((f"{field.name}-{place}-remove", "1"),))
                yield replace(sent, body=body, field=field.name, refused=True, telling=True)


def nested(values: Pairs) -> dict[str, object]:
    """Values of a form as the interface takes them: of a line, in the list that they belong to."""
    lines: dict[str, dict[str, str]] = {}
    for name, value in values:
        if name.count("-") > 1:
            lines.setdefault(name.partition("-")[0], {})[name.split("-", 2)[2]] = value
    return {**{name: value for name, value in values if name.count("-") < 2}, **{each: [lines[each]] for each in lines}}


def _foreign_links(asker: Asker, field: Field) -> Iterator[Wrong]:
    for target in asker.hidden(field.target)[:FEW] if field.kind in LINKS and field.target else ():
        yield ((field.name, str(target)),), field.name, Guess(str(target), str(asker.missing(target)))


def _someones(asker: Asker, record: Record, field: Field) -> str:
    """A value that would fit the field."""
    cells = reversed(list(asker.cells(record, field.name)))
    return next((text for _, cell, _ in cells if (text := text_of(field, cell))), NONSENSE)


def in_address(asker: Asker, record: Record, shown: Request, open_to: frozenset[str]) -> Iterator[Request]:
    """Values of a form given in its address."""
    for field in record.fields:
        asked = replace(shown, field=field.name)
        if field.name not in open_to:
            yield replace(asked, query=((field.name, _someones(asker, record, field)),), expects="refused")
            continue
        for values, _, guess in _foreign_links(asker, field):
            yield replace(asked, query=values, guess=guess, expects="")


def choosing(asker: Asker, record: Record, shown: Request, open_to: frozenset[str]) -> Iterator[Request]:
    """The search for what a link may point to."""
    for field in record.fields:
        if field.kind not in LINKS:
            continue
        asked = replace(shown, query=(("_choose", field.name),), field=field.name)
        if field.name in open_to:
            yield replace(asked, expects="choices")
            yield replace(asked, expects="choices", query=(*asked.query, ("q", "e")))
            yield from _searching(asker, replace(asked, expects="choices"), field)
        else:
            yield replace(asked, expects="refused")


def _searching(asker: Asker, asked: Request, field: Field) -> Iterator[Request]:
    """By words of what may be chosen that this person may not see: they find what nonsense finds."""
    target = asker.world.app.records[field.target or ""]
    for query, _, _, guess in searches(asker, target):
        if guess is not None:
            yield replace(asked, query=(*asked.query, *query), guess=guess, telling=True)


def _few(asker: Asker, record: Record) -> dict[str, str]:
    return dict.fromkeys(islice(asker.fields(record), FEW), NONSENSE)


def revision_of(asker: Asker, record: Record, record_id: int) -> str:
    return str(told(asker.expectation, Here(record.key, record_id), "revision"))
