"""Guessing is slow: few tries reach the hash, others are not locked out by them, and all processes count together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import select, update
from werkzeug.security import check_password_hash

from runtime import tables
from runtime.engine import open_engines
from runtime.security.limits import Counter, Limiter, _network, login_counters
from runtime.site import make_application
from tests.security.conftest import PASSWORD, Harbour, Visitor
from tests.security.harbour import SITE

HASH = "runtime.security.manager.check_password_hash"


def guess(visitor: Visitor, times: int, email: str = "ann@sea.example", portal: str = "sailors") -> list[int]:
    token = visitor.token(f"/{portal}/login")
    return [
        visitor.post(
            f"/{portal}/login", {"csrf_token": token, "email": email, "password": f"wrong {number}"}
        ).status_code
        for number in range(times)
    ]


def test_a_thousand_wrong_logins_reach_the_hash_at_most_twenty_times(harbour: Harbour) -> None:
    visitor = harbour.visitor("198.51.100.7")
    with patch(HASH, wraps=check_password_hash) as hashing:
        token = visitor.token("/sailors/login")
        for number in range(1000):
            email = f"guess{number}@sea.example" if number % 2 else "ann@sea.example"
            given = {"csrf_token": token, "email": email, "password": "wrong wrong wrong"}
            response = visitor.post("/sailors/login", given, headers={"X-Forwarded-For": f"10.0.0.{number % 250}"})
        assert 0 < hashing.call_count <= 20
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert "Too many tries" in response.text
    assert harbour.visitor("203.0.113.5").login("sailors", "ann@sea.example").status_code == 303


def test_the_right_password_does_not_help_who_is_over_the_limit(harbour: Harbour) -> None:
    visitor = harbour.visitor("198.51.100.7")
    assert guess(visitor, 7) == [422] * 5 + [429] * 2
    assert visitor.login("sailors", "ann@sea.example").status_code == 429
    assert visitor.login("sailors", "ben@sea.example").status_code == 303, "the limit was that account's, from there"


def test_every_portal_counts_for_the_address(harbour: Harbour) -> None:
    visitor = harbour.visitor("198.51.100.7")
    with patch(HASH, return_value=False):
        for number in range(10):
            guess(visitor, 1, f"a{number}@sea.example", "sailors")
            guess(visitor, 1, f"a{number}@sea.example", "office")
    assert guess(visitor, 1, "fresh@sea.example", "office") == [429]


def test_many_addresses_share_the_account_s_limit_but_not_with_its_owner(harbour: Harbour) -> None:
    owner = harbour.visitor("203.0.113.5")
    assert owner.login("sailors", "ann@sea.example").status_code == 303
    with patch(HASH, return_value=False) as hashing:
        answers = [status for number in range(20) for status in guess(harbour.visitor(f"198.51.100.{number}"), 5)]
        assert hashing.call_count == 50
    assert answers[-1] == 429
    assert harbour.visitor("198.51.100.200").login("sailors", "ann@sea.example").status_code == 429
    assert harbour.visitor("203.0.113.5").login("sailors", "ann@sea.example").status_code == 303


def test_logins_that_succeed_do_not_count(harbour: Harbour) -> None:
    with patch(HASH, return_value=True):
        for _ in range(25):
            visitor = harbour.visitor("198.51.100.7")
            assert visitor.login("sailors", "ann@sea.example").status_code == 303


def test_after_the_window_it_counts_anew(harbour: Harbour) -> None:
    visitor = harbour.visitor("198.51.100.7")
    guess(visitor, 6)
    harbour.change(update(tables.attempt).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    assert visitor.login("sailors", "ann@sea.example").status_code == 303


def test_processes_count_together(harbour: Harbour, tmp_path: Path) -> None:
    other = Visitor(make_application(harbour.settings, SITE, tmp_path), "198.51.100.7")
    assert guess(harbour.visitor("198.51.100.7"), 3) == [422] * 3
    assert guess(other, 3) == [422, 422, 429]


def test_attempts_at_once_cannot_pass_the_limit(database_url: str) -> None:
    engines = open_engines(database_url).made_by("operator")
    with engines.write.begin() as connection:
        tables.attempt.create(connection)
    limiter = Limiter(engines, "key")
    counters = [Counter(("door",), 5)]
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: limiter.take(counters), range(40)))
    assert sum(wait is None for wait in waits) == 5
    limiter.give_back(counters)
    engines.dispose()


def test_what_the_first_limit_stops_does_not_count_for_the_second(harbour: Harbour) -> None:
    limiter = Limiter(harbour.engines, "key")
    counters = [Counter(("a",), 2), Counter(("b",), 100)]
    for _ in range(10):
        limiter.take(counters)
    counts = sorted(row.count for row in harbour.read(select(tables.attempt.c.count)))
    assert counts == [2, 2]


def test_addresses_and_names_are_not_stored(harbour: Harbour) -> None:
    guess(harbour.visitor("198.51.100.7"), 2)
    stored = str(harbour.read(tables.attempt.select()))
    assert "198.51" not in stored
    assert "ann" not in stored


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9%eth0", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", ""),
    ],
)
def test_an_address_counts_as_its_subscriber(address: str, network: str) -> None:
    assert _network(address) == network
    assert login_counters(address, "p", "e")[0].key == ("login", network)


def test_passwords_that_are_right_and_wrong_take_the_same_way(harbour: Harbour) -> None:
    """One look at the hash for whoever asks: a stranger, a member, a deactivated one."""
    harbour.change(update(tables.account).where(tables.account.c.email == "ben@sea.example").values(active=False))
    for email in ("nobody@sea.example", "ann@sea.example", "ben@sea.example"):
        with patch(HASH, wraps=check_password_hash) as hashing:
            guess(harbour.visitor("198.51.100.9"), 1, email)
            assert hashing.call_count == 1
            assert hashing.call_args.args[0].startswith("scrypt:32768:8:1$")
    assert PASSWORD
