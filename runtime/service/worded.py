"""When each portal that has words of its own for states could last notice a change of a record, and how many it could.

A change within one word, of nothing that people there see, is none to them: it must not show as a new date of the last
change, nor as a revision that is not the one that they read. Written with the record, at no statement of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.declarations.access import Access
from runtime.declarations.words import Words
from runtime.declarations.workflow import STATE
from runtime.service.change import Change


def begin(change: Change) -> None:
    """Before the record gets its new date and revision: until now everybody knew these."""
    entity = change.entity
    for _, words in _worded(change):
        for name, known in ((words.updated, entity.updated), (words.revision, entity.revision)):
            if getattr(entity, name) is None:
                setattr(entity, name, known)


def keep_noticed(change: Change) -> None:
    """Of the change as far as it is known; may be asked again when it has become more."""
    entity = change.entity
    for access, words in _worded(change):
        if change.fresh:
            setattr(entity, words.updated, entity.updated)
            setattr(entity, words.revision, 1)
        elif getattr(entity, words.updated) != entity.updated and (
            _is_done_there(change, access) or _is_noticed(change, access, words)
        ):
            setattr(entity, words.updated, entity.updated)
            setattr(entity, words.revision, getattr(entity, words.revision) + 1)


def _worded(change: Change) -> Iterator[tuple[Access, Words]]:
    for access in change.record.access.values():
        if access.words.updated:
            yield access, access.words


def _is_done_there(change: Change, access: Access) -> bool:
    """Whoever makes a move knows of it, and makes it once with the revision that they saw."""
    return change.move is not None and change.access is access


def _is_noticed(change: Change, access: Access, words: Words) -> bool:
    changed = change.changed | {name for name in change.filled if change.fields[name].kind == "links"}
    if STATE in changed and words.word(change.before.values[STATE]) != words.word(getattr(change.entity, STATE)):
        return True
    seen = {name.partition(".")[0] for grant in (*access.see, *access.edit) for name in grant.fields}
    return not seen.isdisjoint(changed - {STATE})
