"""What people are told: everybody watches everything, each notice of each record is told, and all that comes is looked
through: mails as they are stored, and the pages of notices.

Nothing is sent. That it was told is undone afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from leaks.asker import Asker
from leaks.inspection import Watch
from leaks.letters import Letter, letters_to
from leaks.plan import Turn
from leaks.report import Leak, leak_of
from leaks.requests import Answer, Request
from leaks.walk import Walk
from runtime import tables
from runtime.engine import Engines, open_engines
from runtime.jobs import GiveUpError
from runtime.notices.means import Means, make_means
from runtime.notices.rows import Occasion
from runtime.notices.telling import Telling
from runtime.service.watching import begin_watching

SECRET = "of a scratch site, by which nobody ends any mail"  # noqa: S105
EVENT = "told/1"
PAGES = 3
"""Of notices, the newest."""


def tell_all(walk: Walk) -> None:
    """Adds what leaked to the report of the walk."""
    if not any(record.notices for record in walk.site.site.records.values()):
        return
    engines = open_engines(walk.site.settings.database_url)
    try:
        _forget_mails(walk.site.engines)
        _watch_all(walk)
        _tell(walk, make_means(walk.site.site, engines, walk.site.settings, SECRET))
        walk.report.leaks += _read_mails(walk)
        turns = [Turn(asker, _page(number)) for asker in walk.askers for number in range(1, PAGES + 1)]
        walk.run(turns, len(turns), lambda: False)
    finally:
        engines.dispose()
        walk.snapshot.restore(walk.snapshot.changes())


def _forget_mails(engines: Engines) -> None:
    with engines.write.begin() as connection:
        connection.execute(sa.delete(tables.mail))


def _watch_all(walk: Walk) -> None:
    accounts = [asker.person.account_id for asker in walk.askers]
    records, moment = walk.site.site.records, datetime.now(UTC)
    with walk.site.engines.write.begin() as connection:
        for record in records.values():
            about = walk.world.app.records[record.key].fields if record.thread is not None else ()
            for field in about:
                if record.thread is not None and field.name == record.thread.about:
                    for row in walk.world.rows[field.target or ""]:
                        begin_watching(connection, records[field.target or ""].table, row, accounts, moment)


def _tell(walk: Walk, means: Means) -> None:
    moment = datetime.now(UTC)
    for record in means.site.records.values():
        for notice in record.notices:
            for row in walk.world.rows[record.key]:
                occasion = Occasion(record.table, row, notice.name, EVENT)
                try:
                    Telling(means, record, notice, occasion, moment).tell()
                except GiveUpError:  # an address that is none
                    continue


def _read_mails(walk: Walk) -> Iterator[Leak]:
    for address, hidden in _hidden(walk).items():
        watch, asker = Watch(hidden), next(each for each in walk.askers if each.person.email.lower() == address)
        with walk.site.engines.read.connect() as connection:
            letters = list(letters_to(connection, address))
        walk.report.letters += len(letters)
        for letter in letters:
            yield from _looked_through(walk, asker, watch, letter)


def _looked_through(walk: Walk, asker: Asker, watch: Watch, letter: Letter) -> Iterator[Leak]:
    answer = Answer("200 OK", (), "\n".join(letter.texts).encode())
    for sighting in watch.find(answer, ""):
        record, record_id, name = walk.world.canaries[sighting.canary]
        of, words = f"{record} {record_id}, field {name}", "a value that may not be seen"
        request = Request("mail", f" “{letter.texts[0][:80]}”")
        yield leak_of(asker.person, request, sighting.where, words, canary=sighting.canary, of=of)


def _hidden(walk: Walk) -> Mapping[str, frozenset[str]]:
    """By address: what none of those who read there may see."""
    found: dict[str, frozenset[str]] = {}
    for asker in walk.askers:
        address, theirs = asker.person.email.lower(), asker.expectation.hidden()
        found[address] = found.get(address, theirs) & theirs
    return found


def _page(number: int) -> Request:
    return Request("notices", "/my-notices", query=(("_page", str(number)),))
