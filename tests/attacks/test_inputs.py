"""Input that no browser sends: every answer is a page that says so, and it comes at once."""

from __future__ import annotations

import base64
import json
import time

import pytest

from tests.attacks.attacker import File
from tests.attacks.conftest import Marina, moor, ship_of

AT_ONCE = 8.0
"""Seconds, on a busy machine too; what was mended here took from fourteen to minutes."""

ASKED = ("ship", "others", "subject", "arrives", "leaves", "stays", "draught", "crew", "fee", "papers", "notes")
PARTS = ("-day", "-month", "-year", "-time", "-kept", "-remove")
NASTY = (
    "²", "١٢٣", "\0", "\ud800", "-1", "9" * 30, "9" * 5000, "1e999999999", "sNaN", "0e999999999", "1" * 40 + ".1234",
    "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "9999-12-31", "24:00", "keep", "{0.__class__}",
    "http://[", "javascript:alert(1)", "a@[127.0.0.1]", "+" * 300, "\r\nX: y", "\u202e", "99999999999w",
)  # fmt: skip


@pytest.mark.parametrize("value", NASTY, ids=ascii)
def test_no_value_breaks_a_form(marina: Marina, value: str) -> None:
    names = [f"{name}{part}" for name in ASKED for part in ("", *PARTS)]
    for path in ("/moorings/new", f"{moor(marina.mira, ship_of(marina.mira))}/edit"):
        for more in ([], [("_refresh", "1")], [("_choose", "ship")]):
            answer = marina.mira.post(path, [*((name, value) for name in names), *more])
            assert answer.status < 500
        if len(value) < 1000:
            assert marina.mira.get(path, dict.fromkeys(ASKED, value)).status < 500


@pytest.mark.parametrize("value", NASTY, ids=ascii)
def test_no_value_breaks_a_list(marina: Marina, value: str) -> None:
    for name in (*ASKED, "arrives_from", "crew_to", "q", "_after", "_page", "_size", "_view", "_sort"):
        if len(value) < 1000:
            assert marina.mira.get("/moorings/", {name: value}).status < 500


def mark(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    "after",
    [
        mark("subject", "Decimal", "sNaN", "5"),
        mark("subject", "int", "9" * 400, "5"),
        mark("arrives", "datetime", "0001-01-01T00:00:00+14:00", "5"),
        mark("arrives", "datetime", "9999-12-31T23:59:59-14:00", "5"),
        mark("arrives", [], "x", "5"),
        mark("arrives", "str", {"a": 1}, "5"),
        base64.urlsafe_b64encode(b"[" * 6000).decode(),
        base64.urlsafe_b64encode(b'{"a":' * 1000).decode(),
    ],
    ids=range(8),
)
def test_no_mark_breaks_a_list(marina: Marina, after: str) -> None:
    for sort in ("subject", "arrives", ""):
        assert marina.mira.get("/moorings/", {"_after": after, "_sort": sort}).status == 400


@pytest.mark.parametrize(
    "pairs",
    [
        [("stays", "1" * 50_000)],
        [("crew", "1" * 1_000_000)],
        [("draught", "1" * 1_000_000)],
        [("ship", "1")] * 100_000,
        [("others", str(each)) for each in range(1, 50_000)],
        [("papers-kept", str(each)) for each in range(50_000)],
        [(f"f{each}", "1") for each in range(10_000)],
    ],
    ids=["duration", "integer", "decimal", "one link often", "many links", "many kept files", "many fields"],
)
def test_nothing_takes_long(marina: Marina, pairs: list[tuple[str, str]]) -> None:
    start = time.monotonic()
    answer = marina.mira.post("/moorings/new", pairs)
    assert answer.status == 422
    assert time.monotonic() - start < AT_ONCE


@pytest.mark.parametrize("name", [*ASKED, *(f"papers{part}" for part in PARTS), "arrives-day", "_choose", "form_token"])
def test_a_file_instead_of_a_text_is_no_answer(marina: Marina, name: str) -> None:
    assert marina.mira.upload("/moorings/new", [], [File(name, "x.txt", b"x")]).status in {400, 422}


def test_parts_without_a_name_are_refused(marina: Marina) -> None:
    token = b'Content-Disposition: form-data; name="csrf_token"\r\n\r\n' + marina.mira.token.encode()
    nameless = b"Content-Disposition: form-data\r\n\r\nx"
    assert marina.mira.send_parts("/moorings/new", [token, nameless]).status == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(marina: Marina, method: str) -> None:
    for path in ("/", "/moorings/", "/moorings/new", "/moorings.csv", "/login"):
        assert marina.mira.send(method, path).status in {400, 405}


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**63, 2**64, 10**18, 10**30, -(10**30)])
def test_no_number_is_too_large_to_be_answered(marina_on_postgresql: Marina, number: int) -> None:
    """Numbers go to PostgreSQL as those of eight bytes, which larger ones are not."""
    mira, text = marina_on_postgresql.mira, str(number)
    ship = ship_of(mira)
    for name in ("crew", "crew_from", "crew_to", "stays", "fee", "ship", "_page", "_size", "_after"):
        assert mira.get("/moorings/", {name: text}).status < 500, name
    for path in (f"/moorings/{number}", f"/moorings/{number}/edit", f"{moor(mira, ship)}/files/{number}/x"):
        assert mira.get(path).status == 404
    for name in ("crew", "fee", "ship"):
        assert mira.post("/moorings/new", [("ship", ship), ("subject", "One night"), (name, text)]).status in (303, 422)
    assert mira.post(f"{moor(mira, ship)}/edit", [("revision", text)]).status < 500
    mark_of = mark("crew", "int", text, "5")
    assert mira.get("/moorings/", {"_sort": "crew", "_after": mark_of}).status < 500
