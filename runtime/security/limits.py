"""Limits on guessing: counters per network address, per account and per both, kept as rows, so that they hold for all
processes together.

An attempt is counted before the password is looked at and given back when it was right. The addresses and names
themselves are not stored, only keyed hashes of them.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Table, case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from runtime import tables
from runtime.engine import Engines

QUARTER = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=30)
Insert = sqlite.Insert | postgresql.Insert
_INSERTS: Mapping[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """Up to `limit` attempts in a `window`, which begins with the first one."""

    key: Key
    limit: int
    window: timedelta = QUARTER


def login_counters(address: str, portal: str, email: str) -> list[Counter]:
    """The account's own limit is the widest: others must not be able to lock somebody out with a few attempts."""
    network = _network(address)
    return [
        Counter(("login", network), 20),
        Counter(("login", network, portal, email), 5),
        Counter(("login", "account", portal, email), 50),
    ]


def reset_counters(address: str, portal: str, email: str) -> list[Counter]:
    return [
        Counter(("reset", _network(address)), 20),
        Counter(("reset", "account", portal, email), 3),
    ]


def link_counters(address: str) -> list[Counter]:
    """For tries of one-time links and for forms kept for somebody who is not logged in."""
    return [Counter(("link", _network(address)), 30)]


def _network(address: str) -> str:
    """What one subscriber has: an IPv4 address, the first half of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))


class Limiter:
    """The counters of one site; `secret` keys their hashes."""

    def __init__(self, engines: Engines, secret: str) -> None:
        self._engines = engines.made_by("security")
        self._secret = secret.encode()

    def take(self, counters: Sequence[Counter]) -> timedelta | None:
        """Count an attempt. None: go on; else how long to wait, and then nothing may be tried."""
        moment = datetime.now(UTC)
        wait = self._full(counters, moment)  # a flood of refused attempts costs reads only
        if wait is None:
            with self._engines.write.begin() as connection:
                wait = self._count(connection, counters, moment)
        return wait

    def give_back(self, counters: Sequence[Counter]) -> None:
        """The attempt was right: it does not count."""
        keys = [self._hash(each.key) for each in counters]
        attempt = tables.attempt
        with self._engines.write.begin() as connection:
            fewer = update(attempt).where(attempt.c.key.in_(keys), attempt.c.count > 0)
            connection.execute(fewer.values(count=attempt.c.count - 1))

    def remember(self, address: str, portal: str, email: str) -> None:
        """Somebody logged in from here: the account's limit does not bind this address for a while."""
        moment = datetime.now(UTC)
        key = self._hash(_known(address, portal, email))
        row = {"key": key, "count": 0, "until": moment + KNOWN_FOR}
        with self._engines.write.begin() as connection:
            insert = _INSERTS[connection.dialect.name](tables.attempt).values(row)
            later = {"until": insert.excluded.until}
            connection.execute(insert.on_conflict_do_update(index_elements=[tables.attempt.c.key], set_=later))

    def knows(self, address: str, portal: str, email: str) -> bool:
        attempt = tables.attempt.c
        key = self._hash(_known(address, portal, email))
        with self._engines.read.connect() as connection:
            wanted = select(attempt.key).where(attempt.key == key, attempt.until > datetime.now(UTC))
            return connection.execute(wanted).first() is not None

    def _full(self, counters: Sequence[Counter], moment: datetime) -> timedelta | None:
        limits = {self._hash(each.key): each.limit for each in counters}
        attempt = tables.attempt.c
        wanted = select(attempt.key, attempt.count, attempt.until).where(
            attempt.key.in_(limits), attempt.until > moment
        )
        with self._engines.read.connect() as connection:
            rows = connection.execute(wanted).all()
        return max((until - moment for key, count, until in rows if count >= limits[key]), default=None)

    def _count(self, connection: Connection, counters: Sequence[Counter], moment: datetime) -> timedelta | None:
        """In their order, up to the first that is full: what that one stops does not count for the others."""
        for each in counters:
            count, until = self._add(connection, each, moment)
            if count > each.limit:
                return until - moment
        return None

    def _add(self, connection: Connection, counter: Counter, moment: datetime) -> tuple[int, datetime]:
        attempt = tables.attempt.c
        over = attempt.until <= moment
        fresh = moment + counter.window
        insert = _INSERTS[connection.dialect.name](tables.attempt)
        upsert = insert.values(key=self._hash(counter.key), count=1, until=fresh).on_conflict_do_update(
            index_elements=[attempt.key],
            set_={
                "count": case((over, 1), else_=attempt.count + 1),
                "until": case((over, fresh), else_=attempt.until),
            },
        )
        count, until = connection.execute(upsert.returning(attempt.count, attempt.until)).one()
        return count, until

    def _hash(self, key: Key) -> str:
        return hmac.new(self._secret, "\0".join(key).encode(), "sha256").hexdigest()


def _known(address: str, portal: str, email: str) -> Key:
    return ("known", _network(address), portal, email)
