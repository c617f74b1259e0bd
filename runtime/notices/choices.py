"""What people have chosen: which mails they get at once, in the morning or not at all, and of which records they want
to hear no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select, update

from runtime import tables
from runtime.seam import passed
from runtime.storing import insert_new, insert_or_set

MAIL, DIGEST, OFF = "mail", "digest", "off"
CHOICES: Mapping[str, str] = {MAIL: "At once", DIGEST: "Together, each morning", OFF: "Not by mail"}
"""In words; without a choice it is the first."""

MORNING = "_morning"
"""Stands for all mails that come together each morning, where they are ended at once."""

_choice, _mute = tables.notice_choice.c, tables.notice_mute.c


@dataclass(frozen=True, slots=True)
class Wishes:
    """Of one person: choices by mail, and whether they want to hear no more of the record that is asked about."""

    choices: Mapping[str, str] = field(default_factory=dict)
    is_muted: bool = False

    def of(self, mail: str) -> str:
        return self.choices.get(mail, MAIL)


def wishes_of(connection: Connection, accounts: Collection[int], table: str, record_id: int) -> Mapping[int, Wishes]:
    """By account, of all of them; two statements."""
    chosen: dict[int, dict[str, str]] = {account: {} for account in accounts}
    theirs = select(tables.notice_choice).where(_choice.account_id.in_(accounts))
    for row in connection.execute(passed(theirs, "notices")):
        chosen[row.account_id][row.mail] = row.choice
    of_record = (_mute.record == table) & (_mute.record_id == record_id)
    muting = select(_mute.account_id).where(_mute.account_id.in_(accounts), of_record)
    muted = set(connection.scalars(passed(muting, "notices")))
    return {account: Wishes(chosen[account], account in muted) for account in accounts}


def choices_of(connection: Connection, account: int) -> Mapping[str, str]:
    wanted = select(_choice.mail, _choice.choice).where(_choice.account_id == account)
    return {row.mail: row.choice for row in connection.execute(passed(wanted, "notices"))}


def choose(connection: Connection, account: int, mail: str, choice: str) -> None:
    """Whatever it was before."""
    row = {"account_id": account, "mail": mail, "choice": choice}
    connection.execute(passed(insert_or_set(connection, tables.notice_choice, row), "notices"))


def end_mornings(connection: Connection, account: int) -> None:
    """What came together each morning is not sent any more."""
    together = update(tables.notice_choice).where(_choice.account_id == account, _choice.choice == DIGEST)
    connection.execute(passed(together.values(choice=OFF), "notices"))


def mute(connection: Connection, account: int, table: str, record_id: int) -> None:
    row = {"account_id": account, "record": table, "record_id": record_id}
    connection.execute(passed(insert_new(connection, tables.notice_mute).values(row), "notices"))


def unmute(connection: Connection, account: int, table: str, record_id: int) -> None:
    of_record = (_mute.record == table) & (_mute.record_id == record_id)
    connection.execute(passed(delete(tables.notice_mute).where(_mute.account_id == account, of_record), "notices"))


def mutes_of(connection: Connection, account: int) -> frozenset[tuple[str, int]]:
    """All of them, as tables and ids."""
    wanted = select(_mute.record, _mute.record_id).where(_mute.account_id == account)
    return frozenset((row.record, row.record_id) for row in connection.execute(passed(wanted, "notices")))
