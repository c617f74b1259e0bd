"""The mail of the morning: all that waited for it, in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtime import mail
from runtime.declarations.notices import DIGEST, Mail
from runtime.declarations.site import Portal
from runtime.jobs import Job, store
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.notices import rows
from runtime.notices.feet import foot_of
from runtime.notices.letters import letter, sent_to
from runtime.notices.means import Means
from runtime.notices.rows import Kept
from runtime.notices.saying import Said, say
from runtime.notices.told import Told
from runtime.notices.wording import printable
from runtime.scope import Principal, Sights
from runtime.touches import Act, Door, Way
from runtime.touches.log import write_sights

MORNING = time(7)
MOST = 200
"""Notices in one mail."""
DAY = timedelta(days=1)


def morning_after(moment: datetime, zone: ZoneInfo) -> datetime:
    """The next morning on the wall there."""
    local = moment.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + DAY
    return datetime.combine(day, MORNING, zone)


def await_morning(connection: Connection, who: Principal, zone: ZoneInfo) -> None:
    """One job for each person and morning."""
    due = morning_after(now(connection), zone)
    key = f"{who.account_id}/{due.date().isoformat()}"
    store(connection, Job(DIGEST, key, {"portal": who.portal, "account": who.account_id}, due))


def send_digest(means: Means, arguments: Arguments) -> None:
    """What is no longer theirs to see is left out; who may no longer log in gets nothing."""
    account, portal = arguments["account"], means.site.portals.get(arguments["portal"])
    who = means.account(portal.key, account) if portal is not None else None
    while portal is not None and who is not None:
        with means.engines.read.connect() as connection:
            kept = rows.waiting(connection, account, MOST)
        if not kept:
            break
        _send(means, who, portal, kept)


def _send(means: Means, who: Principal, portal: Portal, kept: Sequence[Kept]) -> None:
    sights = Sights()
    reader = means.scopes.reader(who, sights=sights)
    said = say(means.site, reader, means.formats_in(portal), kept, printable(who.name))
    with means.engines.write.begin() as connection:
        if rows.end_waiting(connection, [each.id for each in kept]) and said:
            sent = _mail(means, who, portal, said)
            mail.store(connection, sent)
            door = Door(who.account_id, None, who.portal, who.role, Way.MAIL)
            write_sights(connection, means.site, Act.MAIL, door, sights, words=sent.subject)


def _mail(means: Means, who: Principal, portal: Portal, said: Sequence[Said]) -> mail.Mail:
    words = {f"{part}_{number}": text for number, each in enumerate(said) for part, text in _parts(each)}
    pages = [means.page_of(portal, each.record, each.record_id) for each in said]
    lines = [f"- {{words_{number}}}: [{{title_{number}}}]({page})" for number, page in enumerate(pages)]
    subject = f"{portal.label}: {len(said)} {'notice' if len(said) == 1 else 'notices'}"
    found = letter(Mail("", "", subject, tuple(lines)), Told(0, "", {}), means.formats_in(portal), words)
    return sent_to(who.email, found, foot_of(means, portal, None), portal.languages[0], None)


def _parts(said: Said) -> Sequence[tuple[str, str]]:
    return ("words", said.words), ("title", said.title)
