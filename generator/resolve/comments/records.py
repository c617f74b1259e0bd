"""The record type of the comments on another one, as somebody could have written it: from there on it is ordinary.

A comment stays as it was written: no portal has an `edit` for it. Those inside who may delete records of the type that
it is about may delete comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from generator.naming import label
from generator.problems import Position, Text
from generator.resolve.blocks import Blocks, Roles, resolve_blocks
from generator.resolve.comments.names import ABOUT, Sort, key_of
from generator.resolve.comments.showing import NOBODY, Showing, showing_of
from generator.spec import Access, Field, Group, Override, Portal, Record
from generator.thread import Thread

WRITTEN_IN = "written_in"
BY, TELL = "by", "tell"


@dataclass(frozen=True, slots=True)
class Discussed:
    """A record type with comments: where it asks for them, its blocks, and the names of the rules that say when they
    are shown."""

    record: Record
    at: Position
    blocks: Blocks
    rules: Mapping[Text, str]
    portals: Mapping[str, Portal]
    roles: Roles
    unread: Set[str]
    records: Mapping[str, Record]

    def text(self, words: str) -> Text:
        return Text(words, self.at)


def record_of(about: Discussed, sort: Sort) -> Record | None:
    """None where nobody sees such comments."""
    portals = {about.text(key): block for key, block in _portals(about, sort) if block is not None}
    if not portals:
        return None
    words = str(about.record.label or label(about.record.key))
    return Record(
        key=about.text(key_of(about.record.key, sort)),
        at=about.at,
        label=about.text(f"{words}: {sort.noun}"),
        plural=about.text(f"{words}: {sort.noun}s"),
        title=about.text(f"{sort.label} of {{created}}"),
        number=None,
        uses=(),
        fields={field.name: field for field in _fields(about, sort)},
        rules={},
        unique=(),
        checks={},
        portals=portals,
        was=about.text(key_of(about.record.was, sort)) if about.record.was is not None else None,
        thread=Thread(ABOUT, sort.internal),
    )


def _fields(about: Discussed, sort: Sort) -> Iterator[Field]:
    text, at = about.text, about.at
    words = str(about.record.label or label(about.record.key))
    yield Field(
        text(ABOUT), text("link"), at, label=text(words), required=True, to=about.record.key, back=text(sort.name)
    )
    yield Field(text("text"), text("richtext"), at, label=text(sort.label), required=True)
    yield Field(text("attachments"), text("files"), at, label=text("Files"))
    yield Field(text(WRITTEN_IN), text("text"), at, label=text("Written in"), required=True)
    for person in _people(about, sort):
        words, was = str(about.records[person].label or label(person)), about.records[person].was
        for name, kind, verb in ((BY, "link", "By"), (TELL, "links", "Tell")):
            before = text(f"{name}_{was}") if was is not None else None
            called = text(f"{verb} ({words})")
            yield Field(text(f"{name}_{person}"), text(kind), at, label=called, to=text(person), was=before)


def _people(about: Discussed, sort: Sort) -> list[str]:
    """The record types of those who may come to write such comments, in the order of their portals: a record type that
    is renamed keeps its place."""
    portals = (about.portals[portal] for portal in sorted({portal for portal, _ in about.blocks}))
    whose = dict.fromkeys(str(portal.who) for portal in portals if portal.inside or not sort.internal)
    return [each for each in whose if each in about.records]


def _portals(about: Discussed, sort: Sort) -> Iterator[tuple[str, Access | None]]:
    """The block of each portal with those of its roles; None where nobody there sees them."""
    for portal, role in about.blocks:
        if role:
            continue
        roles = {each: _block(about, sort, portal, each) for whose, each in about.blocks if whose == portal and each}
        whole = _block(about, sort, portal, "")
        if whole is None and not any(roles.values()):
            yield portal, None
            continue
        found = {about.text(each): block or _nothing(about) for each, block in roles.items()}
        yield portal, _with_roles(whole or _nothing(about), found)


def _with_roles(block: Access, roles: Mapping[Text, Access]) -> Access:
    return Access(
        at=block.at, rows=block.rows, create=block.create, preset=block.preset, see=block.see, delete=block.delete,
        list=block.list, fields=block.fields, roles=roles,
    )  # fmt: skip


def _nothing(about: Discussed) -> Access:
    return Access(at=about.at, rows=about.text("none"), create=(), see=())


def _block(about: Discussed, sort: Sort, portal: str, role: str) -> Access | None:
    block, text = about.blocks[portal, role].access, about.text
    showing = showing_of(block, about.portals[portal], sort)
    if showing is None:
        return None
    people = [each for each in _people(about, sort) if _shows(about, each, portal, role)]
    told = [f"{TELL}_{each}" for each in people if not _shows_only_oneself(about, each, portal, role)]
    entered = [ABOUT, "text", "attachments", *told]
    seen = [*entered, WRITTEN_IN, *(f"{BY}_{each}" for each in people), "created"]
    may_delete = about.portals[portal].inside and block.delete is not None and block.delete not in NOBODY
    return Access(
        at=showing.at,
        rows=_rows(about, showing),
        create=tuple(map(text, entered)),
        preset=_preset(about, about.portals[portal]),
        see=(Group(showing.at, tuple(map(text, seen))),),
        delete=text("all") if may_delete else text("none"),
        list=tuple(map(text, (WRITTEN_IN, "text", ABOUT, "created"))),
        fields={text(name): Override(about.at, where=text("it != me")) for name in told if name == _own(about, portal)},
    )


def _rows(about: Discussed, showing: Showing) -> Text:
    """Its parts have places of their own, by which they are told apart."""
    words = f"sees({ABOUT})"
    if not showing.always:
        found = " or ".join(f"{ABOUT}.{about.rules[when]}" for when in showing.whens if when is not None)
        words += f" and ({found})" if len(showing.whens) > 1 else f" and {found}"
    return Text(words, replace(showing.at, length=len(words)))


def _preset(about: Discussed, portal: Portal) -> dict[Text, Text]:
    found = {about.text(WRITTEN_IN): about.text(quoted(portal.label))}
    if portal.who in about.records:
        found[about.text(f"{BY}_{portal.who}")] = about.text("me")
    return found


def quoted(words: str) -> str:
    """As a text in an expression, where no backslash may stand."""
    plain = words.replace("\\", "/")
    return f'"{plain}"' if '"' not in plain else "'" + plain.replace("'", '"') + "'"  # noqa: RUF100


def _own(about: Discussed, portal: str) -> str:
    """The field by which people of the portal tell each other."""
    return f"{TELL}_{about.portals[portal].who}"


def _shows(about: Discussed, person: str, portal: str, role: str) -> bool:
    """Whether somebody of that role may see the record of some such person."""
    rows = _rows_of(about, person, portal, role)
    return rows is not None and rows not in NOBODY


def _shows_only_oneself(about: Discussed, person: str, portal: str, role: str) -> bool:
    rows = _rows_of(about, person, portal, role)
    return rows is not None and "".join(rows.split()) in ("this==me", "me==this")


def _rows_of(about: Discussed, person: str, portal: str, role: str) -> Text | None:
    found = resolve_blocks(about.records[person], about.roles, about.unread, [])
    block = found.get((portal, role)) or found.get((portal, ""))
    return None if block is None else block.access.rows
