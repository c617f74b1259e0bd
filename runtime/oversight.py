"""The log of those who went past their own part: explanations, views as somebody else, jobs, changes of the site.

Rows are only added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, select

from runtime import ids, tables
from runtime.seam import passed

VIEW, VIEW_END, CHANGE, DISCLOSURES = "view", "view_end", "change", "disclosures"
_log = tables.oversight


@dataclass(frozen=True, slots=True)
class Entry:
    """`account_id` None: the operator, at the command line. `view`: what beginning and end of one view share."""

    act: str
    portal: str
    email: str
    reason: str
    account_id: int | None
    view: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ViewLine:
    """One view as somebody else; `ended` None: it was left to run out at `until`."""

    staff: str
    portal: str
    email: str
    at: datetime
    until: datetime
    ended: datetime | None


def note(connection: Connection, entry: Entry) -> None:
    row = {
        "id": ids.new_id(),
        "at": datetime.now(UTC),
        "act": entry.act,
        "account_id": entry.account_id,
        "portal": entry.portal,
        "email": entry.email,
        "reason": entry.reason,
        "view": entry.view,
        "until": entry.until,
    }
    connection.execute(passed(_log.insert().values(row), "oversight"))


def latest_views(connection: Connection, limit: int) -> Sequence[ViewLine]:
    """The last ones, newest first."""
    end = _log.alias("ending")
    ending = and_(end.c.view == _log.c.view, end.c.act == VIEW_END)
    account = tables.account
    wanted = (
        select(account.c.name, _log.c.portal, _log.c.email, _log.c.at, _log.c.until, end.c.at)
        .select_from(_log.join(account, account.c.id == _log.c.account_id).outerjoin(end, ending))
        .where(_log.c.act == VIEW)
        .order_by(_log.c.at.desc(), _log.c.id.desc())
        .limit(limit)
    )
    return [ViewLine(*row) for row in connection.execute(passed(wanted, "oversight"))]
