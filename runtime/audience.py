"""Who is to be told of a comment: those who watch what it is about and those whom it names, if they see it.

Nobody is told here. A job asks once the comment is committed, so that what people may see by then decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from runtime.declarations.access import RecordType
from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.jobs.clock import now
from runtime.records import fields_of, links_table
from runtime.scope import Principal, Scopes
from runtime.scope.saying import target_of
from runtime.security.membership import Membership
from runtime.service.watching import begin_watching
from runtime.tables import account, watch

AT = re.compile(r"(?<![\w.@])@([\w.+-]{1,64})")
"""A name in a text: that of the address before its own @, or the whole name without spaces."""
MOST_NAMES = 20
"""In one comment; each is a statement."""


@dataclass(frozen=True, slots=True)
class Comment:
    """As it is stored: `about` is the id of the record that it is about."""

    type: RecordType
    id: int
    about: int
    author: int | None
    text: str


class Audience:
    """For a site; made once in each process that runs jobs."""

    def __init__(self, engines: Engines, scopes: Scopes) -> None:
        self._engines, self._scopes = engines.made_by("service"), scopes

    def take(self, table: str, comment_id: int) -> Sequence[Principal]:
        """Those who are to be told. Whom the comment names watches from now on."""
        site = self._scopes.site
        with self._engines.read.connect() as connection:
            moment = now(connection)
            comment = find_comment(connection, site, table, comment_id)
            if comment is None:
                return ()
            found = audience(connection, self._scopes, comment, moment)
        about = site.records[target_of(comment.type) or ""].table
        with self._engines.write.begin() as connection:
            begin_watching(connection, about, comment.about, map(_account, found), moment)
        return found


def find_comment(connection: sa.Connection, site: Site, table: str, comment_id: int) -> Comment | None:
    """None where it is gone, or the specs know no such comments any more."""
    record = next((each for each in site.records.values() if each.table == table and each.thread is not None), None)
    if record is None or record.thread is None:
        return None
    rows, link = record.model.__table__, fields_of(record.model)[record.thread.about].column
    wanted = sa.select(rows.c[link], rows.c.created_by, rows.c.text).where(rows.c.id == comment_id)
    found = connection.execute(wanted).first()
    return None if found is None else Comment(record, comment_id, *found)


def audience(connection: sa.Connection, scopes: Scopes, comment: Comment, moment: datetime) -> tuple[Principal, ...]:
    """Each person once, as somebody of a portal in which they see the comment; its author is not among them."""
    told: dict[tuple[str, int], Principal] = {}
    found = list(_principals(connection, scopes.site, _accounts(connection, scopes.site, comment), moment))
    authors = {(each.record, each.person_id) for each in found if each.account_id == comment.author}
    for each in found:
        person = each.record, each.person_id
        is_new = person not in authors and person not in told
        if is_new and scopes.reader(each, connection, moment).sees(comment.type.key, comment.id):
            told[person] = each
    return tuple(told.values())


def _accounts(connection: sa.Connection, site: Site, comment: Comment) -> set[int]:
    """All that may be meant, the author's own among them."""
    watching = sa.select(watch.c.account_id).where(watch.c.record_id == comment.about)
    own = () if comment.author is None else (comment.author,)
    told = _told(connection, site, comment)
    return {*own, *connection.scalars(watching), *told, *_named(connection, site, comment)}


def _told(connection: sa.Connection, site: Site, comment: Comment) -> Iterator[int]:
    """Whom the author chose."""
    for name, field in fields_of(comment.type.model).items():
        if field.kind == "links" and field.target is not None:
            pairs = links_table(comment.type.model.__name__, name)
            chosen = sa.select(pairs.c.target_id).where(pairs.c.owner_id == comment.id)
            people = site.records[field.target].table
            wanted = sa.select(account.c.id).where(account.c.record == people, account.c.person_id.in_(chosen))
            yield from connection.scalars(wanted)


def _named(connection: sa.Connection, site: Site, comment: Comment) -> Iterator[int]:
    """Whom the text names, where somebody inside wrote it. A name that several have is nobody's."""
    names = {name.rstrip(".-").lower() for name in AT.findall(comment.text)}
    inside = [key for key, portal in site.portals.items() if portal.inside]
    if not names or comment.author is None or not _is_of(connection, comment.author, inside):
        return
    for name in sorted(names)[:MOST_NAMES]:
        address = sa.func.lower(account.c.email).startswith(f"{name}@", autoescape=True)
        spelled = sa.func.lower(sa.func.replace(account.c.name, " ", "")) == name
        wanted = sa.select(account.c.id, account.c.person_id).where(account.c.portal.in_(inside), address | spelled)
        found = connection.execute(wanted).all()
        if len({each.person_id for each in found}) == 1:
            yield from (each.id for each in found)


def _is_of(connection: sa.Connection, account_id: int, portals: Iterable[str]) -> bool:
    own = sa.select(account.c.id).where(account.c.id == account_id, account.c.portal.in_(portals))
    return connection.scalar(own) is not None


def _principals(
    connection: sa.Connection, site: Site, accounts: Iterable[int], moment: datetime
) -> Iterator[Principal]:
    """Of those of the accounts whose people may log in; one statement for each portal."""
    ids = sorted(accounts)
    for portal in site.portals.values():
        members = Membership(site, portal)
        wanted = members.select().where(account.c.id.in_(ids)).order_by(account.c.id)
        rows: Any = connection.execute(wanted, members.at(moment))
        yield from (members.read(row).principal for row in rows)


def _account(principal: Principal) -> int:
    assert principal.account_id is not None
    return principal.account_id
