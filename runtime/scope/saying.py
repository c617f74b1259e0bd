"""What may be said about a record: whoever would see a comment on it may add one.

The rule by which comments are seen is asked about one that is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, select

from runtime import tables
from runtime.columns import Id
from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.rules import Rule
from runtime.declarations.site import Site
from runtime.declarations.workflow import Move
from runtime.records import fields_of
from runtime.scope.policy import Policy
from runtime.scope.sources import Sources, judged

COMMENT, COMMENT_FILES = "comment", "comment_files"
SAID = {COMMENT: "text", COMMENT_FILES: "attachments"}
"""What the form of a move calls the comment that it asks for, and the fields of comments that these are."""


def threads_on(site: Site, key: str) -> Iterator[RecordType]:
    """The record types of comments on records of this one: those for all before those for inside."""
    found = (each for each in site.records.values() if each.thread is not None and target_of(each) == key)
    return iter(sorted(found, key=lambda each: each.thread is not None and each.thread.internal))


def target_of(record: RecordType) -> str | None:
    """What comments are about."""
    return None if record.thread is None else fields_of(record.model)[record.thread.about].target


def asked_with(site: Site, move: Move) -> Mapping[str, Field]:
    """What a move asks for besides fields of the record itself, by the names of its form."""
    if not move.comment:
        return {}
    fields = fields_of(site.records[move.comment].model)
    return {name: replace(fields[theirs], name=name, column="") for name, theirs in SAID.items()}


def rules_of_saying(policy: Policy, key: str) -> Iterator[tuple[str, Rule]]:
    """By record type of comments, of those that the role may add: whether one may be added to a record now."""
    for record in threads_on(policy.site, key):
        access = policy.access(record.key)
        if access is not None and access.rows is not None and access.create is not None:
            yield record.key, _rule(record, access.rows)


def _rule(record: RecordType, rows: Rule) -> Rule:
    assert record.thread is not None
    about = fields_of(record.model)[record.thread.about].column

    def would_be_seen(this: Any, given: Any) -> ColumnElement[bool]:
        assert rows.sql is not None
        comment = SimpleNamespace(c=SimpleNamespace(**{about: this.c.id}))  # the rule asks nothing else of it
        return rows.sql(comment, given)

    return Rule(f"say {record.key}", rows.place, sql=would_be_seen)


def added_comments(sources: Sources) -> Iterator[Select[Any]]:
    """The ids in the history of comments on the record `id` that the reader sees, as they were added."""
    for record in threads_on(sources.policy.site, sources.root.record.key):
        access, rows, kept = sources.policy.access(record.key), record.model.__table__.alias(), tables.history.alias()
        if access is not None and access.rows is not None and record.thread is not None:
            link = rows.c[fields_of(record.model)[record.thread.about].column]
            added = and_(kept.c.record == record.table, kept.c.record_id == rows.c.id, kept.c.action == "create")
            seen = judged(access.rows, rows, sources.given)
            yield select(kept.c.id).join(rows, added).where(link == bindparam("id", type_=Id), seen)


def _is_watched(this: Any, _given: Any) -> ColumnElement[bool]:
    watching = tables.watch.alias()
    own = watching.c.account_id == bindparam("account", type_=Id)
    return exists().where(watching.c.record_id == this.c.id, own).correlate(this)


IS_WATCHED = Rule("watched", "", sql=_is_watched)
"""Whether the reader watches the record."""
