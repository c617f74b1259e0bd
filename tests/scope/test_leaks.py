"""Whatever a person does not see may change, and no answer changes: not by a row, a count, an order or an option."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Table, insert, update

from runtime import tables
from runtime.scope import BadQuery, ListQuery, Reader
from tests.scope.conftest import NOON, Marina
from tests.scope.marina import MARINA

PROBES = ("zebra", "apple", "crab", "wes", "555", "north", "60.5", "99", "500", "b-", "%", "over", "true", "2026-06-01")


def answers(reader: Reader, ids: dict[str, int]) -> Iterator[object]:
    """All that can be asked, by a person who guesses well."""
    for key in MARINA.records:
        yield from _lists(reader, key, ids)
        for record_id in (*ids.values(), 77):
            yield reader.record(key, record_id), reader.permits(key, record_id), reader.related(key, record_id)
            yield reader.file(key, record_id, 77), reader.file(key, record_id, 78)
    for boat in ids.values():
        for field in ("boat", "berth"):
            yield reader.options("booking", field, {"boat_id": boat})
            yield reader.few_options("booking", [field], {"boat_id": boat}, limit=9)[field]


def _lists(reader: Reader, key: str, ids: dict[str, int]) -> Iterator[object]:
    yield list(reader.export(ListQuery(key)))
    for field in reader.readable(key):
        for sort in (field.name, f"-{field.name}"):
            yield _asked(reader, ListQuery(key, sort=sort, size=1, page=2))
            yield _asked(reader, ListQuery(key, columns=tuple(each.name for each in reader.readable(key)), sort=sort))
        for probe in (*PROBES, *map(str, ids.values())):
            yield _asked(reader, ListQuery(key, filters={field.name: probe}))
            yield _asked(reader, ListQuery(key, filters={f"{field.name}_from": probe}))
    for probe in PROBES:
        yield _asked(reader, ListQuery(key, q=probe))


def _asked(reader: Reader, query: ListQuery) -> object:
    try:
        return reader.page(query)
    except BadQuery as refused:
        return str(refused)


def change_what_ada_does_not_see(connection: Connection, ids: dict[str, int]) -> None:
    def change(table: str, which: str, **values: object) -> None:
        of = _table(table)
        connection.execute(update(of).where(of.c.id == ids[which]).values(values))

    change("booking", "b1", remark="apple", price=99, notes="x", created_by=None)  # neither over nor dear
    change("booking", "b3", remark="aardvark", notes="y")  # dear, so its price is seen
    change("booking", "b2", notes="z")
    change("booking", "b4", number="B-0", state="asked", boat_id=None, price=60)  # all of South's
    change("boat", "crab", name="Alpha", firm_id=ids["agency"], length=11)
    change("boat", "tern", valuation=7)  # not insured
    change("skipper", "ada", email="new", role="agent")
    change("skipper", "bob", name="Aaron", firm_id=ids["agency"])
    change("firm", "north", credit=99)
    change("firm", "south", name="Zed", agent_id=None)
    change("warden", "wes", home_phone="1", email="w")
    file = {"id": 78, "record": "boat", "record_id": ids["tern"], "field": "papers", "name": "zebra", "size": 1}
    rest = {"media_type": "x/y", "sha256": "", "stored": "s", "created": NOON}
    connection.execute(insert(tables.file), {**file, **rest})


def _table(name: str) -> Table:
    table = MARINA.records[name].model.__table__
    assert isinstance(table, Table)
    return table


def test_nothing_hidden_shows_in_any_answer(marina: Marina) -> None:
    with marina.engines.write.connect() as connection, connection.begin() as transaction:
        reader = marina.scopes.reader(marina.people["ada"], connection, NOON)
        before = list(answers(reader, marina.ids))
        change_what_ada_does_not_see(connection, marina.ids)
        after = list(answers(reader, marina.ids))
        transaction.rollback()
    assert len(before) > 2000
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize("column", ["state", "boat_id", "number"])
def test_what_is_seen_does_show(marina: Marina, column: str) -> None:
    """The test above can fail."""
    value = {"state": "over", "boat_id": marina.ids["crab"], "number": "B-9"}[column]
    with marina.engines.write.connect() as connection, connection.begin() as transaction:
        reader = marina.scopes.reader(marina.people["ada"], connection, NOON)
        before = list(_lists(reader, "booking", {}))
        booking = _table("booking")
        connection.execute(update(booking).where(booking.c.id == marina.ids["b1"]).values({column: value}))
        after = list(_lists(reader, "booking", {}))
        transaction.rollback()
    assert before != after


def test_many_at_once_get_each_their_own(marina: Marina) -> None:
    marina.scopes.shapes._kept.clear()

    def ask(turn: int) -> bool:
        who = ("ada", "bob", "gus", "wes")[turn % 4]
        numbers = {row.values["number"] for row in marina.reader(who).page(ListQuery("booking")).rows}
        return (
            numbers
            == {
                "ada": {"B-1", "B-2", "B-3"},
                "bob": {"B-4"},
                "gus": {"B-4"},
                "wes": {"B-1", "B-2", "B-3", "B-4", "B-5"},
            }[who]
        )

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(ask, range(400)))
