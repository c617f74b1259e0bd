"""The job that tells people of what happened: a row for each in the portal, and their mail, in one transaction.

It may run again: who was told already is not told twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from runtime import mail
from runtime.declarations.access import RecordType
from runtime.declarations.notices import Notice
from runtime.jobs import GiveUpError
from runtime.notices import rows
from runtime.notices.choices import DIGEST, MAIL, Wishes, wishes_of
from runtime.notices.digesting import await_morning
from runtime.notices.feet import end_of, foot_of, foot_of_address
from runtime.notices.given import read_given
from runtime.notices.letters import letter, sent_to
from runtime.notices.means import Means
from runtime.notices.recipients import holds, people_of
from runtime.notices.rows import Occasion
from runtime.notices.told import Told, page_of, read_told
from runtime.notices.wording import LINK, ME, names_of, printable
from runtime.scope import Principal, Sights
from runtime.touches import Act, Door, Way
from runtime.touches.log import write_sights

log = logging.getLogger(__name__)

AT_ONCE = 50
"""People in a transaction, so that on SQLite no writer waits for long."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One notice of one record, on one occasion."""

    means: Means
    record: RecordType
    notice: Notice
    occasion: Occasion
    moment: datetime

    def tell(self) -> None:
        if self.notice.email:
            self._tell_address()
        else:
            self._tell_people()

    # People

    def _tell_people(self) -> None:
        mailed: set[str] = set()
        for some in batched(self._messages(), AT_ONCE):
            self._hand_over(some, mailed)

    def _readers(self) -> Iterable[Principal]:
        """By all accounts by which they may log in now; of a comment, those who watch or are named."""
        table, record_id = self.occasion.table, self.occasion.record_id
        if self.record.thread is not None:
            return self.means.audience.take(table, record_id)
        found = people_of(self.means, self.record, self.notice, record_id, self.moment)
        return self.means.accounts_of(self.notice.people, found)

    def _messages(self) -> Iterator[Message]:
        """To all who see the record."""
        for who in self._readers():
            sights = Sights()
            reader = self.means.scopes.reader(who, moment=self.moment, sights=sights)
            told = read_told(reader, self.means.site, self.record.key, [self.occasion.record_id], names_of(self.notice))
            if told:
                yield Message(who, told[self.occasion.record_id], sights)

    def _hand_over(self, messages: Sequence[Message], mailed: set[str]) -> None:
        """A mail goes to one account of each person only, whose address is among `mailed` from then on."""
        accounts = [message.account for message in messages]
        record, record_id = page_of(self.means.site, self.record, messages[0].told)
        with self.means.engines.write.begin() as connection:
            wishes = wishes_of(connection, accounts, record.table, record_id)
            for message in messages:
                choice = self._tell(connection, message, wishes[message.account], message.who.email not in mailed)
                mailed |= {message.who.email} if choice in (DIGEST, MAIL) else set()

    def _tell(self, connection: Connection, message: Message, wishes: Wishes, may_mail: bool) -> str:  # noqa: FBT001
        """How the mail is sent, if there is one."""
        if wishes.is_muted and not self.notice.always:
            return ""
        choice = self._choice(wishes) if may_mail else ""
        is_new = rows.keep(connection, message.account, self.occasion, waits=choice == DIGEST)
        if is_new and choice == DIGEST:
            await_morning(connection, message.who, self.means.zone)
        if is_new and choice == MAIL:
            self._send(connection, message)
        return choice

    def _choice(self, wishes: Wishes) -> str:
        """How the mail is sent, if there is one."""
        words = self.notice.mail
        return "" if words is None else MAIL if self.notice.always else wishes.of(words.key)

    def _send(self, connection: Connection, message: Message) -> None:
        """The log has in the same transaction what it tells."""
        assert self.notice.mail is not None
        portal, who = self.means.site.portals[message.who.portal], message.who
        page = self.means.page_of(portal, *page_of(self.means.site, self.record, message.told))
        specials = {LINK: page, ME: printable(who.name)}
        found = letter(self.notice.mail, message.told, self.means.formats_in(portal), specials)
        ending = None if self.notice.always else end_of(self.means, who, self.notice.mail.key)
        sent = sent_to(who.email, found, foot_of(self.means, portal, ending), portal.languages[0], ending)
        try:
            mail.store(connection, sent)
        except ValueError:
            log.warning("%s is told in the portal only: “%s” is no address for mails.", who.name, who.email)
            return
        door = Door(message.account, None, who.portal, who.role, Way.MAIL)
        words = self.notice.mail.label  # the subject has values, and the log tells of fields
        write_sights(connection, self.means.site, Act.MAIL, door, message.sights, words=words)

    # Addresses

    def _tell_address(self) -> None:
        words = self.notice.mail
        if words is None or not holds(self.means, self.record, self.notice, self.occasion.record_id, self.moment):
            return
        with self.means.engines.read.connect() as connection:
            found = read_given(connection, self.means.site, self.record, self.occasion.record_id, self.notice)
        if found is None:
            return
        address, portal, told = found
        text = letter(words, told, self.means.formats_in(portal), {})
        sent = sent_to(address, text, foot_of_address(self.means, portal), portal.languages[0], None)
        with self.means.engines.write.begin() as connection:
            try:
                mail.store(connection, replace(sent, key=self.occasion.key))
            except ValueError as error:
                raise GiveUpError(f"“{address}” is no address: {error}.") from error


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody is told."""

    who: Principal
    told: Told
    sights: Sights

    @property
    def account(self) -> int:
        assert self.who.account_id is not None  # whoever is told has one
        return self.who.account_id


def batched(messages: Iterable[Message], size: int) -> Iterator[Sequence[Message]]:
    left = iter(messages)
    while some := tuple(islice(left, size)):
        yield some
