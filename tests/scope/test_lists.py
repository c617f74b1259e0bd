"""Filters, order, search, paging, related lists and what a list may not be asked."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import QueuePool, update
from sqlalchemy.orm import Session

from runtime.scope import BadQuery, Linked, ListQuery, Scopes, Sights
from runtime.scope.shape import Shapes
from tests.scope.conftest import NOON, Marina
from tests.scope.marina import MARINA, Booking


def numbers(marina: Marina, who: str, **query: Any) -> list[object]:
    page = marina.reader(who).page(ListQuery("booking", **query))
    assert page.count == len(page.rows)
    return [row.values["number"] for row in page.rows]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "over"}, ["B-4", "B-2"]),
        ({"number": "B-1"}, ["B-1"]),
        ({"number": "b-1"}, []),
        ({"price": "60.5"}, ["B-1"]),
        ({"price_from": "60.50"}, ["B-3", "B-1"]),
        ({"price_from": "40", "price_to": "60.5"}, ["B-4", "B-1"]),
        ({"arrives": "2026-06-01"}, ["B-1"]),
        ({"arrives_to": "2026-06-01"}, ["B-2", "B-1"]),
        ({"arrives_from": "2026-06-02"}, ["B-3"]),
        ({"state": "over", "number": "B-2"}, ["B-2"]),
        ({"state": " ", "number": ""}, ["B-5", "B-4", "B-3", "B-2", "B-1"]),
        ({"boat": "7"}, []),
        ({"boat": "x"}, []),
    ],
)
def test_filters(marina: Marina, filters: dict[str, str], expected: list[str]) -> None:
    assert numbers(marina, "wes", filters=filters) == expected


def test_filters_of_links_yesno_and_choices(marina: Marina) -> None:
    wes, ids = marina.reader("wes"), marina.ids
    assert numbers(marina, "wes", filters={"boat": str(ids["gull"])}) == ["B-2", "B-1"]
    boats = {"crew": str(ids["bob"])}, {"insured": "false"}, {"crew": str(ids["gus"])}
    found = [[row.values["name"] for row in wes.page(ListQuery("boat", filters=each)).rows] for each in boats]
    assert found == [["Gull"], ["Tern"], []]
    berths = wes.page(ListQuery("berth", filters={"gear": "power"})).rows
    assert [row.values["name"] for row in berths] == ["A2", "A1"]


def test_filters_see_only_what_their_reader_sees(marina: Marina) -> None:
    assert numbers(marina, "ada", filters={"price": "60.5"}) == []  # B-1 costs that, while the price is hidden
    assert numbers(marina, "ada", filters={"remark": "zebra"}) == []
    assert numbers(marina, "ada", filters={"warden": str(marina.ids["wes"])}) == []
    crew = marina.reader("ada").page(ListQuery("boat", filters={"crew": str(marina.ids["bob"])}))
    assert crew.rows == ()


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"notes": "x"}, "This list has no filter called “notes”."),  # seen by wes, not by ada
        ({"nonsense": "x"}, "This list has no filter called “nonsense”."),
        ({"warden.name": "Wes"}, "This list has no filter called “warden.name”."),
        ({"number_from": "B"}, "This list has no filter called “number_from”."),
        ({"state": "sunk"}, "“sunk” is not one of the choices of State."),
        ({"price": "much"}, "“much” is not a number that Price can be."),
        ({"price": "NaN"}, "“NaN” is not a number that Price can be."),
        ({"price": "1e400"}, "“1e400” is not a number that Price can be."),
        ({"price": "1.005"}, "Price has at most 2 digits after the point."),
        ({"arrives": "soon"}, "“soon” is not a date for Arrives. Write it as year-month-day, such as 2026-01-31."),
        ({"arrives": "0001-01-01"}, "“0001-01-01” is not a date for Arrives."),
        ({"number": "a\0b"}, "There are characters in it that cannot be searched for."),
        ({f"f{place}": "x" for place in range(21)}, "A list takes at most 20 filters at once."),
    ],
)
def test_filters_refused(marina: Marina, filters: dict[str, str], words: str) -> None:
    with pytest.raises(BadQuery) as refused:
        marina.reader("ada").page(ListQuery("booking", filters=filters))
    assert str(refused.value).startswith(words)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["B-5", "B-4", "B-3", "B-2", "B-1"]),
        ("number", ["B-1", "B-2", "B-3", "B-4", "B-5"]),
        ("-number", ["B-5", "B-4", "B-3", "B-2", "B-1"]),
        ("price", ["B-2", "B-4", "B-1", "B-3", "B-5"]),
        ("-price", ["B-3", "B-1", "B-4", "B-2", "B-5"]),  # what is missing stands last either way
        ("state", ["B-1", "B-5", "B-3", "B-2", "B-4"]),  # as the choices stand in their list
        ("boat", ["B-4", "B-1", "B-2", "B-3", "B-5"]),  # by the title shown: Crab, Gull, Gull, Tern
        ("arrives", ["B-2", "B-1", "B-3", "B-4", "B-5"]),
        ("-stay", ["B-1", "B-5", "B-4", "B-3", "B-2"]),
        ("-id", ["B-5", "B-4", "B-3", "B-2", "B-1"]),
    ],
)
def test_order(marina: Marina, sort: str, expected: list[str]) -> None:
    assert numbers(marina, "wes", sort=sort) == expected
    assert through_marks(marina, sort, size=2) == expected


def through_marks(marina: Marina, sort: str, size: int) -> list[object]:
    found: list[object] = []
    after = None
    while True:
        page = marina.reader("wes").page(ListQuery("booking", sort=sort, size=size, after=after))
        found += [row.values["number"] for row in page.rows]
        assert page.count == 5
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("sort", ["notes", "nonsense", "warden.name", "-crew", "--number", "number,price", "id"])
def test_order_refused(marina: Marina, sort: str) -> None:
    with pytest.raises(BadQuery, match="cannot be sorted by"):
        marina.reader("ada").page(ListQuery("booking", sort=sort))


def test_order_by_a_hidden_value_tells_nothing(marina: Marina) -> None:
    assert numbers(marina, "ada", sort="remark") == ["B-2", "B-1", "B-3"]  # not "apple" of B-3 before "zebra" of B-1


@pytest.mark.parametrize(
    ("who", "q", "expected"),
    [
        ("wes", "b-1", ["B-1"]),
        ("wes", "gull", ["B-2", "B-1"]),  # the title of the boat stands in the list
        ("wes", "GULL b-2", ["B-2"]),
        ("wes", "100%", []),  # remarks are not in this list
        ("ada", "100%", ["B-2"]),
        ("ada", "GRÄSSLICH_LAUT", []),
        ("ada", "gräßlich_laut", ["B-2"]),
        ("ada", "h_laut", ["B-2"]),
        ("ada", "h_lauT%", []),
        ("ada", "_", ["B-2"]),
        ("ada", "%", ["B-2"]),
        ("ada", "\\", []),
        ("ada", "zebra", []),  # hidden until the stay is over
        ("ada", "crab", []),
        ("ada", "wes", []),
    ],
)
def test_search(marina: Marina, who: str, q: str, expected: list[str]) -> None:
    assert numbers(marina, who, q=q) == expected


def test_a_title_that_is_not_shown_is_not_searched(marina: Marina) -> None:
    """The agent sees the boat of a firm that it acts for, and not the firm."""
    assert [row.title for row in marina.reader("gus").page(ListQuery("boat", q="crab")).rows] == ["Crab"]
    assert marina.reader("gus").page(ListQuery("boat", q="south")).rows == ()
    assert [row.title for row in marina.reader("wes").page(ListQuery("boat", q="south")).rows] == ["Crab · South"]


def test_titles_are_searched_without_a_join_so_that_rows_are_counted_until_there_are_enough(marina: Marina) -> None:
    marina.statements.clear()
    assert marina.reader("wes").page(ListQuery("booking", size=1, q="a")).count > 1
    rows, count = marina.statements
    assert "EXISTS (SELECT boat" in rows and "EXISTS (SELECT boat" in count
    assert " JOIN " in rows  # for the titles that are shown
    assert " JOIN " not in count


def test_the_count_comes_with_rows_that_are_planned_once(marina: Marina) -> None:
    reader = marina.reader("wes")
    for query, statements in (
        (ListQuery("booking", size=2), 1),
        (ListQuery("booking", size=2, page=2), 1),
        (ListQuery("booking", size=2, q="a"), 2),
        (ListQuery("booking", size=2, page=9), 2),  # no rows that it could come with
    ):
        total = len(numbers(marina, "wes", q=query.q))
        marina.statements.clear()
        assert reader.page(query).count == total
        assert len(marina.statements) == statements, query


@pytest.mark.parametrize("q", ["a b c d e f g h i", "x" * 201, "a\0", "\ud800"])
def test_search_refused(marina: Marina, q: str) -> None:
    with pytest.raises(BadQuery):
        marina.reader("ada").page(ListQuery("booking", q=q))


def test_views_of_the_menu(marina: Marina) -> None:
    assert numbers(marina, "ada", view="coming") == ["B-2", "B-1"]  # before noon tomorrow
    assert len(numbers(marina, "ada", view="bookings")) == 3
    for view in ("nonsense", "", "quay.coming"):
        with pytest.raises(BadQuery, match="no list called"):
            marina.reader("ada").page(ListQuery("booking", view=view))
    with pytest.raises(BadQuery, match="no list called"):
        marina.reader("wes").page(ListQuery("booking", view="coming"))  # a filter, but no menu entry there


def test_pages(marina: Marina) -> None:
    first = marina.reader("wes").page(ListQuery("booking", size=2))
    assert (first.count, first.capped, first.pages, first.page, len(first.rows)) == (5, False, 3, 1, 2)
    last = marina.reader("wes").page(ListQuery("booking", size=2, page=3))
    assert ([row.values["number"] for row in last.rows], last.count, last.next) == (["B-1"], 5, None)
    beyond = marina.reader("wes").page(ListQuery("booking", size=2, page=9))
    assert (beyond.rows, beyond.count, beyond.pages) == ((), 5, 3)


@pytest.mark.parametrize("query", [{"size": 101}, {"size": 0}, {"page": 0}, {"page": 41}, {"columns": ("notes",)}])
def test_pages_refused(marina: Marina, query: dict[str, Any]) -> None:
    with pytest.raises(BadQuery):
        marina.reader("ada").page(ListQuery("booking", **query))


def test_marks_refused(marina: Marina) -> None:
    def mark(*parts: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()

    good = marina.reader("wes").page(ListQuery("booking", sort="price", size=2)).next
    assert good is not None
    bad = [
        *("", "x", "é", "A" * 9, mark(), mark(1), mark("price", "Decimal", "NaN", "1"), good + "A"),
        *(mark("price", "Decimal", "1e99", "1"), mark("price", "Decimal", "x", "1"), mark("price", "int", "1", "1")),
        *(mark("number", "str", "B-1", "1"), mark("price", "str", "1", "1"), mark("price", "Decimal", 5, "1")),
        *(mark("price", [], "1", "1"), mark("price", "eval", "1", "1"), mark("price", "Decimal", "1", [])),
    ]
    refused = []
    for after in bad:
        try:
            marina.reader("wes").page(ListQuery("booking", sort="price", after=after))
        except BadQuery:
            refused.append(after)
    assert set(bad) - set(refused) <= {good + "A", mark("price", "Decimal", "1", [])}  # these go on from somewhere
    with pytest.raises(BadQuery):
        marina.reader("wes").page(ListQuery("booking", sort="-price", after=good))


def test_other_columns_of_a_list(marina: Marina) -> None:
    page = marina.reader("ada").page(ListQuery("booking", columns=("warden.name", "berth", "number")))
    assert [column.label for column in page.columns] == ["Kept by", "Place", "Number"]
    assert [column.sortable for column in page.columns] == [False, True, True]
    assert page.rows[-1].values == {
        "warden.name": "Wes",
        "berth": Linked(marina.ids["a2"], "A2"),
        "number": "B-1",
    }


def test_lists_of_sets_and_files(marina: Marina) -> None:
    rows = {row.values["name"]: row.values for row in marina.reader("wes").page(ListQuery("boat")).rows}
    assert [linked.title for linked in rows["Gull"]["crew"]] == ["Ada (Sailor)", "Bob (Sailor)"]
    assert [file.name for file in rows["Gull"]["papers"]] == ["Papers ‘26.pdf"]
    assert rows["Crab"]["crew"] == rows["Crab"]["papers"] == ()


def test_related_lists(marina: Marina) -> None:
    related = marina.reader("wes").related("boat", marina.ids["gull"])
    assert [(each.record, each.field, each.label) for each in related] == [("booking", "boat", "Bookings")]
    (bookings,) = related
    assert [row.values["number"] for row in bookings.page.rows] == ["B-2", "B-1"]
    assert "boat" not in [column.name for column in bookings.page.columns]
    assert marina.reader("ada").related("boat", marina.ids["crab"])[0].page.rows == ()
    firm = {(each.record, each.field): each for each in marina.reader("wes").related("firm", marina.ids["south"])}
    assert {key: len(each.page.rows) for key, each in firm.items()} == {
        ("boat", "firm"): 1,
        ("firm", "agent"): 0,
        ("skipper", "firm"): 1,
    }
    crews = {each.record: each.page for each in marina.reader("wes").related("skipper", marina.ids["bob"])}
    assert [row.values["name"] for row in crews["boat"].rows] == ["Gull"]


def test_an_export_has_all_rows(marina: Marina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.reader.EXPORTED_AT_ONCE", 2)
    rows = marina.reader("wes").export(ListQuery("booking", sort="price", size=1, page=2))
    assert [row.values["number"] for row in rows] == ["B-2", "B-4", "B-1", "B-3", "B-5"]
    with pytest.raises(BadQuery):
        marina.reader("ada").export(ListQuery("booking", sort="notes"))  # at once, not at the first row


def test_a_whole_list_is_one_statement(marina: Marina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 2)
    for who, record, sort in (("wes", "booking", "price"), ("ada", "booking", "-number"), ("wes", "boat", "")):
        reader, query = marina.reader(who), ListQuery(record, sort=sort)
        names = [field.name for field in reader.listed(record)]
        rows = [tuple(row.values.get(name) for name in names) for row in reader.export(query)]
        marina.statements.clear()
        parts = list(reader.whole(query))
        assert [row for part in parts for row in zip(*part, strict=True)] == rows
        assert {len(part[0]) for part in parts[:-1]} <= {2}
        assert sum(text.startswith("SELECT") for text in marina.statements) == 1
    with pytest.raises(BadQuery):
        marina.reader("ada").whole(ListQuery("booking", sort="notes"))


def test_a_whole_list_notes_what_each_row_showed(marina: Marina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 2)
    for who in ("ada", "bob", "gus", "wes"):
        whole, paged = Sights(), Sights()
        query = ListQuery("booking")
        list(marina.scopes.reader(marina.people[who], moment=NOON, sights=whole).whole(query))
        list(marina.scopes.reader(marina.people[who], moment=NOON, sights=paged).export(query))
        assert {(each.fields, *each.rows.items()) for each in whole} == {
            (each.fields, *each.rows.items()) for each in paged
        }


def test_a_whole_list_is_as_it_was_at_its_beginning(marina: Marina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 2)
    parts = marina.reader("wes").whole(ListQuery("booking", sort="number"))
    count = len(next(parts)[0])
    with marina.engines.write.begin() as connection:
        number = update(Booking).where(Booking.number == "B-5").values(number="B-0")
        connection.execute(number)
    try:
        count += sum(len(part[0]) for part in parts)
    finally:
        with marina.engines.write.begin() as connection:
            connection.execute(update(Booking).where(Booking.number == "B-0").values(number="B-5"))
    assert count == 5


def test_who_stops_gives_the_connection_back(marina: Marina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 2)
    pool = cast("QueuePool", marina.engines.read.pool)
    before = pool.checkedout()
    parts = marina.reader("wes").whole(ListQuery("booking"))
    next(parts)
    assert pool.checkedout() == before + 1
    del parts
    assert pool.checkedout() == before
    assert marina.reader("wes").page(ListQuery("booking")).rows  # nothing of the transaction is left on it


def test_statements_at_the_driver(marina: Marina) -> None:
    def counted(ask: Any) -> int:
        marina.statements.clear()
        ask()
        return len(marina.statements)

    wes, ids = marina.reader("wes"), marina.ids
    assert counted(lambda: wes.page(ListQuery("booking", size=2, q="b", sort="boat", filters={"price_from": "1"}))) == 2
    assert counted(lambda: wes.page(ListQuery("booking"))) == 1  # all on one page: counted by looking at it
    assert counted(lambda: wes.page(ListQuery("boat"))) == 1  # sets and files included
    assert counted(lambda: wes.record("boat", ids["gull"])) == 1
    assert counted(lambda: wes.related("firm", ids["south"])) == 3
    assert counted(lambda: wes.permits("boat", ids["gull"])) == 1
    assert counted(lambda: wes.file("boat", ids["gull"], 77)) == 1
    assert counted(lambda: wes.options("booking", "berth", {})) == 1
    assert counted(lambda: wes.allowed("booking", {}, {"berth": [ids["a1"], ids["a2"]], "boat": [ids["gull"]]})) == 1
    assert counted(lambda: wes.record("boat", "x")) == 0


def test_a_shape_is_compiled_once_and_the_store_is_bounded(marina: Marina) -> None:
    shapes = Shapes(capacity=2)
    scopes = Scopes(MARINA, marina.engines, shapes)
    for filters in ({"number": "B-1"}, {"number": "B-2"}):
        scopes.reader(marina.people["wes"]).page(ListQuery("booking", filters=filters))
    assert len(shapes) == 1
    for name in ("number", "price", "state", "arrives"):
        scopes.reader(marina.people["wes"]).page(ListQuery("booking", sort=name))
    assert len(shapes) == 2


def test_counts_are_capped(marina: Marina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.lists.COUNTED", 3)
    marina.scopes.shapes._kept.clear()
    page = marina.reader("wes").page(ListQuery("booking", size=1))
    marina.scopes.shapes._kept.clear()
    assert (page.count, page.capped, page.pages) == (3, True, 4)


def test_marks_go_through_equal_values(marina: Marina) -> None:
    now = datetime.now(UTC)
    with Session(marina.engines.write) as session:
        many = [
            Booking(number=f"C-{place}", price=place // 3, arrives=now + timedelta(days=place // 2))
            for place in range(12)
        ]
        session.add_all(many)
        session.commit()
        try:
            for sort in ("price", "-price", "arrives", "-arrives", "state", "-updated", "created", "boat"):
                asked = ListQuery("booking", sort=sort, size=100)
                whole = [row.id for row in marina.reader("wes").page(asked).rows]
                parts: list[int] = []
                after = None
                while after or not parts:
                    page = marina.reader("wes").page(replace(asked, size=2, after=after))
                    parts += [row.id for row in page.rows]
                    after = page.next
                assert parts == whole, sort
        finally:
            for one in many:
                session.delete(one)
            session.commit()
