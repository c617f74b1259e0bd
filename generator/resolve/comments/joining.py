"""Puts the record types of comments in, before anything is resolved, and takes the names of comments out of blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.problems import Problem, Text
from generator.resolve.blocks import Blocks, Roles, resolve_blocks
from generator.resolve.comments.names import COMMENTS, FILES, NAMES, NEED, SORTS, key_of, mixed_in
from generator.resolve.comments.records import Discussed, record_of
from generator.resolve.comments.showing import problems_of, showing_of, without_names
from generator.resolve.people import roles_of
from generator.resolve.workflow.actors import actors_of
from generator.spec import Move, Record, Spec


def with_comments(records: Mapping[str, Record], spec: Spec, problems: list[Problem]) -> Mapping[str, Record]:
    """All record types, those of comments among them. `records` have their mixins."""
    asking = {key: name for key, record in records.items() if (name := mixed_in(record, spec)) is not None}
    if not asking:
        return records
    roles = {key: roles_of(portal, records, spec.choices) for key, portal in sorted(spec.portals.items())}
    found = dict(records)
    for key, name in asking.items():
        blocks = resolve_blocks(records[key], roles, spec.unread, [])
        about = Discussed(
            records[key], name.at, blocks, _rules(records[key], blocks, spec), spec.portals, roles, spec.unread, records
        )
        problems += problems_of(records[key], spec.portals)
        problems += _taken(records[key], name, records)
        problems += _unseen(records[key], blocks, roles, spec)
        for sort in SORTS:
            made = record_of(about, sort)
            if made is not None and made.key not in records:
                found[str(made.key)] = made
        found[key] = _plain(records[key], about.rules)
    return dict(sorted(found.items()))


def _rules(record: Record, blocks: Blocks, spec: Spec) -> Mapping[Text, str]:
    """The conditions under which comments are shown, as their record type knows them: by a name that the specs give, or
    one that nobody else can give."""
    found: dict[Text, str] = {}
    for (portal, _), block in blocks.items():
        for sort in SORTS:
            showing = showing_of(block.access, spec.portals[portal], sort)
            for when in showing.whens if showing is not None else ():
                has_name = when in record.rules or when in record.fields
                if when is not None and when not in found:
                    found[when] = str(when) if has_name else _unnamed(len(found))
    return found


def _unnamed(number: int) -> str:
    return f"_shows_comments_{number + 1}"


def _plain(record: Record, rules: Mapping[Text, str]) -> Record:
    """Without the names of comments, and with the rules that say when they are shown: a place that names something is
    one of the record type's, whatever it is called."""
    own = {Text(_unnamed(number), when.at): when for number, when in enumerate(rules)}
    workflow = record.workflow
    if workflow is not None:
        moves = {name: _without_need(move, record) for name, move in workflow.moves.items()}
        workflow = replace(workflow, moves=moves)
    return replace(
        record,
        rules={**record.rules, **own},
        portals={portal: without_names(block) for portal, block in record.portals.items()},
        workflow=workflow,
    )


def _without_need(move: Move, record: Record) -> Move:
    if NEED not in move.needs:
        return move
    needs = tuple(name for name in move.needs if name != NEED)
    return replace(move, needs=needs, comment=key_of(record.key, COMMENTS))


def _taken(record: Record, at: Text, records: Mapping[str, Record]) -> Iterator[Problem]:
    fields = (field for each in records.values() for field in each.fields.values())
    if any(field.kind == "lines" and field.of == record.key for field in fields):
        hint = "use comments at the record that the lines belong to"
        yield Problem("S384", f"'{record.key}' are lines, which have no comments of their own", at.at, hint)
    for sort in SORTS:
        key = key_of(record.key, sort)
        if key in records:
            message = f"'{key}' is the record type of {sort.noun}s on '{record.key}', so there cannot be another one"
            yield Problem("S380", message, records[key].key.at, "choose another name")
    for name in record.fields:
        if name in (*NAMES, NEED, FILES):
            message = f"'{name}' means the comments of '{record.key}', so no field can be called so"
            yield Problem("S380", message, name.at, "choose another name")


def _unseen(record: Record, blocks: Blocks, roles: Roles, spec: Spec) -> Iterator[Problem]:
    """Whoever makes a move that asks for a comment is one of those who see comments."""
    for move in record.workflow.moves.values() if record.workflow is not None else ():
        need = next((name for name in move.needs if name == NEED), None)
        if need is None:
            continue
        for portal, role in actors_of(move, roles, spec.unread, []):
            block = blocks.get((portal, role)) or blocks.get((portal, ""))
            if block is not None and showing_of(block.access, spec.portals[portal], COMMENTS) is None:
                who = f"portal {portal}, role {role}" if role else f"portal {portal}"
                message = f"move '{move.name}' asks for a comment, and {who} sees no comments of '{record.key}'"
                yield Problem("S383", message, need.at, "list 'comments' under 'see' there")
