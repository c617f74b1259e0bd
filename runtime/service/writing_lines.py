"""Writes the lines of a record within its change: removed ones go first, so that what they held is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from runtime.service import history
from runtime.service.attaching import Attachments
from runtime.service.change import Change
from runtime.service.computing import Computing, Owners, Touched, links_in
from runtime.service.judging import Fault
from runtime.service.line import place_of_line
from runtime.service.outcomes import Refused
from runtime.service.reacting import Notice, notice_of_deleted, notice_of_saved, tell_deleted
from runtime.service.removing import refuse_while_linked, remove

Store = Callable[[Change], Owners]


def faults_in_lines(owner: Change, find: Callable[[Change], Iterator[Fault]]) -> Iterator[Fault]:
    """What is found to be wrong with the lines that change, by their places."""
    for name, changes in owner.lines.items():
        for place, line in changes.kept:
            if line.differs:
                yield from ((place_of_line(name, place, field), words) for field, words in find(line))


def store_lines(owner: Change, store: Store, computing: Computing, attachments: Attachments) -> Owners:
    """Removes, changes and adds lines; the computed values that this is about. Raises Refused with all their faults."""
    owners: Owners = frozenset()
    errors: dict[str, list[str]] = {}
    for name, changes in owner.lines.items():
        for line in changes.removed:
            try:
                owners |= remove_line(line, computing, attachments)
            except Refused as reason:
                errors[name] = [words for found in reason.errors.values() for words in found]
        for place, line in changes.kept:
            try:
                owners |= store(line) if line.differs else frozenset()
            except Refused as reason:
                errors |= {place_of_line(name, place, field): words for field, words in reason.errors.items()}
    if errors:
        raise Refused(errors)
    return owners


def remove_line(line: Change, computing: Computing, attachments: Attachments) -> Owners:
    """Deletes a line; the computed values that depended on it. Raises Refused where another record points to it."""
    refuse_while_linked(line)
    tell_deleted(line)
    touched = Touched(line.record.key, line.entity.id, frozenset(), links_in(line.entity), whole=True)
    owners = computing.owners(line.session, touched)
    history.add_deleted(line)
    remove(line, attachments)
    return owners


def keep_history(owner: Change) -> None:
    """Of the lines that were added or changed; of removed ones it was kept when they were."""
    for line in _changed(owner):
        if line.fresh:
            history.complete_created(line)
        else:
            history.add_edited(line)


def notices_of_lines(owner: Change) -> tuple[Notice, ...]:
    """To be taken when everything is written."""
    return tuple(map(notice_of_saved, _changed(owner)))


def notices_of_removed(owner: Change) -> tuple[Notice, ...]:
    """To be taken while the lines are there."""
    return tuple(notice_of_deleted(line) for changes in owner.lines.values() for line in changes.removed)


def _changed(owner: Change) -> Iterator[Change]:
    return (line for changes in owner.lines.values() for _, line in changes.kept if line.changed)
