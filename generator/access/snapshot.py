"""Access as `generated/access.json`: per portal, role and record type each grant with its rule, words and place.

For programs, which read it with the generation that it belongs to. A role without a block of its own is left out:
what holds for it stands under "".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.access.moving import by_in, origin_of, told_at
from generator.access.phrases import duration
from generator.access.rights import EVERYTHING
from generator.access.words import clause, parts
from generator.app import Access, App, Grant, Origin, Record
from generator.workflow import Move

Entry = Mapping[str, str | Sequence[str]]
Group = Mapping[str, str | Sequence[str]]
PART_DEPTH = 3
"""Below a portal, a role and a record type."""
Granted = Mapping[str, Entry | Group | Sequence[Group] | None]
"""`rows`, `see`, `create`, `edit` and `delete` of a record type, its `moves` with the roles that may do them, and the
`words` under which there are other states than of that name."""


@dataclass(frozen=True, slots=True)
class Written:
    """JSON that is text already."""

    text: str


Reader = tuple[str, str]
"""A portal and a role of it, "" for the portal's own block."""


def render_access(app: App, parts: Mapping[str, Mapping[Reader, str]]) -> str:
    """The file's text, one grant a line. `parts`: of each record type what `access_of` says."""
    portals: dict[str, dict[str, dict[str, Written]]] = {portal: {} for portal in app.portals}
    for key, of_record in parts.items():
        for (portal, role), text in of_record.items():
            portals[portal].setdefault(role, {})[key] = Written(text)
    return f"{_nested({portal: dict(sorted(roles.items())) for portal, roles in portals.items()}, 0)}\n"


def access_of(record: Record, app: App) -> dict[Reader, str]:
    """The part of one record type: what is granted, by portal and role."""
    return {
        (access.portal, access.role): _nested(_granted(access, record, app), PART_DEPTH) for access in record.accesses
    }


def _granted(access: Access, record: Record, app: App) -> Granted:
    def entry(rule: str | None, origin: Origin | None) -> Entry:
        return _entry(rule, origin or Origin(access.at), record, access.portal, app)

    def groups(grants: Iterable[Grant]) -> list[Group]:
        return [{**entry(grant.when, grant.origin), "fields": grant.fields} for grant in grants]

    created = access.create is not None and {**entry(None, access.origins.get("create")), "fields": access.create}
    moves = [
        {**entry(move.when, origin_of(move, record)), **_move(move, access.portal)} for move in told_at(access, record)
    ]
    return {
        "rows": entry(access.rows, access.origins.get("rows")) if access.rows else None,
        "see": groups(access.see),
        "create": created or None,
        "edit": groups(access.edit),
        "delete": entry(access.delete, access.origins.get("delete")) if access.delete else None,
        **({"moves": moves} if moves else {}),
        **({"words": words} if (words := _words(access)) else {}),
    }


def _words(access: Access) -> list[Entry]:
    """The words of the portal for states, with those that are one there."""
    return [
        {"rule": "", "words": word.label, "at": f"{word.at.file}:{word.at.line}", "word": word.name, "of": word.states}
        for word in access.words.states
        if word.states != (word.name,)
    ]


def _move(move: Move, portal: str) -> Entry:
    """Whose, from where and to where; what is entered with it."""
    said = {
        "move": move.name,
        "by": by_in(move, portal),
        "not_by": move.not_by,
        "from": move.source,
        "to": move.target,
        "within": duration(int(move.within.total_seconds())) if move.within is not None else "",
        "fields": move.entered,
    }
    return {key: value for key, value in said.items() if value}


def _entry(name: str | None, origin: Origin, record: Record, portal: str, app: App) -> Entry:
    at = f"{origin.at.file}:{origin.at.line}"
    if name is None or name == EVERYTHING:
        return {"rule": "", "words": "", "at": at}
    rule = next(each for each in record.rules if each.name == name)
    entry: Entry = {"rule": origin.rule, "words": clause(rule.expression, app, record.key, portal), "at": at}
    joined = parts(rule.expression, app, record.key, portal)
    return {**entry, "parts": joined} if joined else entry


def _nested(value: object, depth: int) -> str:
    """JSON with a line for each grant: what holds only texts, or nothing, stands in one line."""
    if isinstance(value, Written):
        return value.text
    indent = " " * (depth + 1)
    if isinstance(value, Mapping) and not _is_line(value):
        parts = [f"{indent}{json.dumps(key)}: {_nested(part, depth + 1)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{' ' * depth}}}" if parts else "{}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"{indent}{_nested(part, depth + 1)}" for part in value) + f"\n{' ' * depth}]"
    return json.dumps(value, ensure_ascii=False)


def _is_line(value: Mapping[str, object]) -> bool:
    return "rule" in value
