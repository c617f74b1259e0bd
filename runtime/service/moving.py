"""A move with all that follows from it, in the transaction of the person who makes it: all of it, or nothing.

What follows is done whatever the person may see or do; so what speaks against it is told in words that tell nothing of
what they do not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from runtime.declarations.rules import Formula
from runtime.service import history
from runtime.service.attaching import Attachments
from runtime.service.change import Change, forget_links
from runtime.service.computing import Computing
from runtime.service.following import MOST, NOT_READY, TOO_MANY, changes_that_follow
from runtime.service.judging import told
from runtime.service.outcomes import GENERAL, Refused
from runtime.service.writing import find_late_faults, store, store_routed

Telling = Callable[[Sequence[Change], Mapping[str, Sequence[str]]], dict[str, list[str]]]
"""What speaks against changes of one record type, in the words that whoever causes them is told."""


def make_move(
    change: Change, computing: Computing, attachments: Attachments, token: str | None, tell: Telling
) -> Sequence[Change]:
    """All changes that were made, that of the record first. Raises Refused.

    Records are judged as they are when everything has followed.
    """
    made = _Made(computing, attachments, tell)
    made.take([change], token)
    forget_links(change.session)
    errors: dict[str, list[str]] = {}
    for each in made.changes:
        for name, words in tell([each], told(find_late_faults(each))).items():
            errors.setdefault(name, []).extend(text for text in words if text not in errors[name])
    if errors:
        raise Refused(errors)
    return made.changes


@dataclass(frozen=True, slots=True)
class _Made:
    computing: Computing
    attachments: Attachments
    tell: Telling
    changes: list[Change] = field(default_factory=list)

    def take(self, changes: Sequence[Change], token: str | None = None) -> None:
        """Writes changes of one record type, then whatever follows from them."""
        if len(self.changes) + len(changes) > MOST:
            raise Refused({GENERAL: [TOO_MANY]})
        try:
            written = store(changes, self.computing, self.attachments)
            store_routed(written, self.computing, self.attachments)
        except Refused as reason:
            raise Refused(self.tell(changes, reason.errors)) from None
        for change in written:
            self.changes.append(change)
            _remember(change, token)
        for change in written:
            for consequence in change.move.then if change.move else ():
                following = changes_that_follow(change, consequence)
                if following:
                    self.take(following)


def _remember(change: Change, token: str | None) -> None:
    if change.move is not None:
        history.add_moved(change, token)
    elif change.fresh:
        history.complete_created(change)
    else:
        history.add_edited(change)


def discreetly(changes: Sequence[Change], errors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """At fields of the form only. Of others the person is told where they may see them, of hidden ones nothing."""
    found: dict[str, list[str]] = {}
    for name, words in errors.items():
        if name in changes[0].form:
            found.setdefault(name, []).extend(words)
        elif all(_may_be_told(each, name) for each in changes):
            found.setdefault(GENERAL, []).extend(words)
        else:
            found[GENERAL] = [*found.get(GENERAL, ()), NOT_READY]
    return found


def plainly(_changes: Sequence[Change], errors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """As it is."""
    return {name: list(words) for name, words in errors.items()}


def _may_be_told(change: Change, name: str) -> bool:
    """Words about a limit name it, and it may come from what the person does not see."""
    limits = (change.record.minimum.get(name), change.record.maximum.get(name))
    if any(isinstance(limit, Formula) for limit in limits):
        return False
    row = change.reader.record(change.record.key, change.entity.id)
    return row is not None and (name == GENERAL or name in row.values)
