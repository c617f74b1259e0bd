"""The mail of the morning: all that waited for it, in one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtime import mail
from runtime.declarations.notices import DIGEST, Mail
from runtime.declarations.site import Portal
from runtime.jobs import Job, store
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.notices import choices, rows
from runtime.notices.choices import OFF, choices_of, mutes_of
from runtime.notices.feet import end_of, foot_of
from runtime.notices.letters import letter, sent_to
from runtime.notices.means import Means, notice_of
from runtime.notices.rows import Kept
from runtime.notices.saying import Said, say
from runtime.notices.told import Told
from runtime.notices.wording import printable
from runtime.scope import Principal, Sights
from runtime.service.noticing import MORNING
from runtime.touches import Act, Door, Way
from runtime.touches.log import write_sights

AHEAD = timedelta(minutes=1)
"""How long before a morning its mail is settled: what is written just then may come too late to be in it."""
MOST = 200
"""Notices in one mail."""
DAY = timedelta(days=1)


def morning_after(moment: datetime, zone: ZoneInfo) -> datetime:
    """The next morning on the wall there whose mail is not settled yet."""
    local = (moment + AHEAD).astimezone(zone)
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
            off = {mail for mail, choice in choices_of(connection, account).items() if choice == OFF}
            muted = mutes_of(connection, account)
        if not kept:
            break
        _send(means, who, portal, kept, Unwanted(off, muted))


@dataclass(frozen=True, slots=True)
class Unwanted:
    """What somebody has turned off since it was kept for the morning: kinds of mails, and records."""

    mails: Collection[str]
    records: Collection[tuple[str, int]]

    def has(self, means: Means, kept: Kept, said: Said) -> bool:
        record = means.record_of(kept.occasion.table)
        notice = notice_of(record, kept.occasion.name) if record is not None else None
        mail = notice.mail.key if notice is not None and notice.mail is not None else ""
        is_muted = (said.record.table, said.record_id) in self.records
        return mail in self.mails or (is_muted and not (notice is not None and notice.always))


def _send(means: Means, who: Principal, portal: Portal, kept: Sequence[Kept], unwanted: Unwanted) -> None:
    sights = Sights()
    reader = means.scopes.reader(who, sights=sights)
    found = say(means.site, reader, means.formats_in(portal), kept, printable(who.name))
    by_id = {each.id: each for each in kept}
    said = [each for each in found if not unwanted.has(means, by_id[each.id], each)]
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
    ending = end_of(means, who, choices.MORNING)
    return sent_to(who.email, found, foot_of(means, portal, ending), portal.languages[0], ending)


def _parts(said: Said) -> Sequence[tuple[str, str]]:
    return ("words", said.words), ("title", said.title)
