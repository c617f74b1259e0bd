"""What becomes of words for states: who can tell states apart that were one to them, and who no longer can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.access.audience import audience
from generator.access.difference import Kind
from generator.access.labels import lowered, quoted
from generator.access.matrix import STATE
from generator.access.phrases import article, listed
from generator.access.rights import access_of, record_rights, roles_of
from generator.access.sentences import Sentence, Statement
from generator.app import App, Record
from generator.words import AS_EVERYWHERE, Word, Words

_PATTERNS: Mapping[Kind, str] = {
    "gain": "can now tell {} apart.",
    "loss": "can no longer tell {} apart: they are one state to them.",
}


def find_rewordings(before: App, after: App) -> list[Sentence]:
    """Of people who saw the state before and see it now, for states that there were and are."""
    roles: dict[Statement, list[str]] = {}
    for portal in sorted(before.portals.keys() & after.portals.keys()):
        for key in sorted(before.records.keys() & after.records.keys()):
            for role in _roles(portal, before, after):
                for statement in _changes(portal, role, before, after, key):
                    roles.setdefault(statement, []).append(role)
    return [_sentence(statement, held, before, after) for statement, held in roles.items()]


def _roles(portal: str, before: App, after: App) -> list[str]:
    known = roles_of(before.portals[portal], before)
    return [role for role in roles_of(after.portals[portal], after) if role in known]


def _changes(portal: str, role: str, before: App, after: App, key: str) -> Iterator[Statement]:
    then, now = _words(portal, role, before, key), _words(portal, role, after, key)
    if then is None or now is None:
        return
    there = before.records[key].choices_of(STATE).keys() & after.records[key].choices_of(STATE).keys()
    for word in now.joined:
        states = tuple(state for state in word.states if state in there)
        if len({then.word_of(state) for state in states}) > 1:
            yield _statement("loss", portal, key, states, word)
    for word in then.joined:
        states = tuple(state for state in word.states if state in there)
        if len({now.word_of(state) for state in states}) > 1:
            yield _statement("gain", portal, key, states, word)


def _words(portal: str, role: str, app: App, key: str) -> Words | None:
    """None for people who do not see the state."""
    record = app.records[key]
    if (key, "see", STATE) not in record_rights(record, app.portals[portal], role):
        return None
    access = access_of(record, portal, role)
    return access.words if access is not None else AS_EVERYWHERE


def _statement(kind: Kind, portal: str, record: str, states: tuple[str, ...], word: Word) -> Statement:
    at = f"{word.at.file}:{word.at.line}"
    return Statement(
        kind=kind,
        portal=portal,
        record=record,
        operation="tell",
        pattern=_PATTERNS[kind],
        at=at if kind == "loss" else None,
        at_before=at if kind == "gain" else None,
        before=None,
        after=None,
        states=states,
    )


def _sentence(statement: Statement, roles: list[str], before: App, after: App) -> Sentence:
    record = after.records[statement.record]
    labels = _labels(before.records[statement.record], record)
    states = listed([quoted(labels[state]) for state in statement.states], "and")
    deed = statement.pattern.format(f"{states} of {article(lowered(record.label))}")
    who = audience(after.portals[statement.portal], roles, after)
    return Sentence(statement, tuple(roles), (), f"{who} {deed}")


def _labels(before: Record, after: Record) -> Mapping[str, str]:
    return {**before.choices_of(STATE), **after.choices_of(STATE)}
