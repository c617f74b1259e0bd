"""Which comments somebody may add to a record: those that they would see there. Read from the specs anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.app import Record
from leaks.facts import FORM, Here

if TYPE_CHECKING:
    from leaks.expectation import Expectation

SAID = "Said by somebody"
SORTS = {"comment": False, "note": True}
"""By the end of the address where they are added: whether they are internal."""


def threads_on(who: Expectation, record: str) -> Iterator[Record]:
    """The record types of comments on records of this one."""
    for each in who.world.app.records.values():
        if each.thread is not None and about_of(each) == record:
            yield each


def about_of(thread: Record) -> str | None:
    """The record type that its comments are about."""
    field = thread.field(thread.thread.about) if thread.thread is not None else None
    return field.target if field is not None else None


def may_say(who: Expectation, record: str, key: int, *, internal: bool) -> Record | None:
    """The record type of the comments of this sort that may be added to the record now."""
    if key not in who.rows(record):
        return None
    for each in threads_on(who, record):
        access = who.access(each.key)
        if each.thread is None or each.thread.internal is not internal or access is None or access.rows is None:
            continue
        if access.create is not None and _would_see(who, each, access.rows, key):
            return each
    return None


def _would_see(who: Expectation, thread: Record, rule: str, key: int) -> bool:
    assert thread.thread is not None
    who.facts.forms = {thread.key: {thread.thread.about: key}}
    return who.meaning.holds(who.trees[thread.key, rule], this=Here(thread.key, FORM))


def said_on(who: Expectation, thread: Record, key: int) -> frozenset[int]:
    """The comments of a type on a record that the person sees."""
    assert thread.thread is not None
    found = who.facts.linking(thread.key, thread.thread.about, key)
    return who.rows(thread.key) & frozenset(found)
