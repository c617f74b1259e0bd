"""Choices that the database keeps under other names: whatever SQL does with them, it means those of today."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from runtime import sql
from runtime.columns import ChoiceColumn, ChoicesColumn, Id, PlainText
from runtime.declarations.stored import AS_NAMED, StoredChoices
from runtime.scope.gathered import gather

TURNED = StoredChoices({"low": "high", "high": "low"})
LATER = StoredChoices({"high": "urgent"})
"""`urgent` became `high`; another `high`, long gone, was kept as such."""


class Base(DeclarativeBase):
    pass


class Buoy(Base):
    """A mark in the fairway, with lights."""

    __tablename__ = "buoy"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    plain: Mapped[str | None] = mapped_column(ChoiceColumn())
    turned: Mapped[str | None] = mapped_column(ChoiceColumn(TURNED))
    later: Mapped[str | None] = mapped_column("sooner", ChoiceColumn(LATER), key="later")
    several: Mapped[tuple[str, ...]] = mapped_column(ChoicesColumn(LATER), nullable=True)
    words: Mapped[str | None] = mapped_column(PlainText())


TABLE = Buoy.__table__
NAMES = ("plain", "turned", "later")
CHOICES = ("low", "high", None)


@pytest.fixture(scope="module")
def connection(database_url: str) -> Iterator[sa.Connection]:
    """A buoy for each combination of choices, and one with what nobody knows today."""
    engine = sa.create_engine(database_url)
    Base.metadata.create_all(engine)
    every = itertools.product(CHOICES, repeat=3)
    with Session(engine) as session:
        for place, (plain, turned, later) in enumerate(every, start=1):
            several = tuple(filter(None, (plain, later)))
            session.add(Buoy(id=place, plain=plain, turned=turned, later=later, several=several, words=turned))
        session.commit()
    with engine.begin() as connection:
        gone = "INSERT INTO buoy (id, plain, turned, sooner, several) VALUES (90, 'gone', 'gone', 'high', '|high|low|')"
        connection.exec_driver_sql(gone)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def buoys(connection: sa.Connection) -> list[Buoy]:
    return list(Session(connection).scalars(sa.select(Buoy).where(Buoy.id < 90).order_by(Buoy.id)))


def ids(connection: sa.Connection, condition: sa.ColumnElement[bool], **given: object) -> list[int]:
    wanted = sa.select(TABLE.c.id).where(condition, TABLE.c.id < 90).order_by(TABLE.c.id)
    return list(connection.scalars(wanted, given))


def test_they_are_kept_under_their_own_names(connection: sa.Connection) -> None:
    kept = set(connection.exec_driver_sql("SELECT DISTINCT sooner, several FROM buoy WHERE id < 90").all())
    assert {name for name, _ in kept} == {"low", "urgent", None}
    assert "|low|urgent|" in {several for _, several in kept}


def test_a_rule_means_those_of_today(connection: sa.Connection) -> None:
    for name, choice in itertools.product(NAMES, ("low", "high")):
        column = TABLE.c[name]
        assert ids(connection, column == choice) == [
            each.id for each in buoys(connection) if getattr(each, name) == choice
        ]
        assert ids(connection, column.in_([choice])) == ids(connection, column == choice)
        others = [each.id for each in buoys(connection) if getattr(each, name) != choice]
        assert ids(connection, sql.not_true(column == choice)) == others


@pytest.mark.parametrize(("one", "other"), list(itertools.product(NAMES, repeat=2)))
def test_columns_of_different_lists_are_compared_by_what_they_say(
    connection: sa.Connection, one: str, other: str
) -> None:
    same = [each.id for each in buoys(connection) if getattr(each, one) == getattr(each, other) is not None]
    assert ids(connection, TABLE.c[one] == TABLE.c[other]) == same
    there = TABLE.alias()
    listed = sa.select(there.c[other]).where(there.c.id == TABLE.c.id).correlate(TABLE)
    assert ids(connection, TABLE.c[one].in_(listed)) == same
    assert ids(connection, sql.choose(TABLE.c.id > 0, TABLE.c[one], TABLE.c.plain) == TABLE.c[other]) == same
    chosen = sql.choose(TABLE.c.id < 0, TABLE.c.plain, TABLE.c[one])
    assert ids(connection, chosen == TABLE.c[other]) == same


@pytest.mark.parametrize("name", NAMES)
def test_a_role_and_a_stated_word_are_compared_by_what_they_say(connection: sa.Connection, name: str) -> None:
    given, column = sql.Given(), TABLE.c[name]
    for choice in ("low", "high"):
        wanted = [each.id for each in buoys(connection) if getattr(each, name) == choice]
        assert ids(connection, given.role == column, role=choice) == wanted
        assert ids(connection, column == given.role, role=choice) == wanted
        there = TABLE.alias()
        listed = sa.select(there.c[name]).where(there.c.id == TABLE.c.id).correlate(TABLE)
        assert ids(connection, sql.literal(choice).in_(listed)) == wanted
        assert ids(connection, sql.choose(column.is_not(None), choice, None) == column) == wanted
        assert ids(connection, sql.BoundRow(TABLE).c[name] == column, **{f"this_{name}": choice}) == wanted


def test_one_of_several_is_found_by_what_it_says(connection: sa.Connection) -> None:
    for choice in ("low", "high"):
        wanted = [each.id for each in buoys(connection) if choice in each.several]
        assert ids(connection, sql.has(TABLE.c.several, choice)) == wanted
        assert ids(connection, sql.has(TABLE.c.several, sql.Given().role), role=choice) == wanted
    for name in NAMES:
        held = [each.id for each in buoys(connection) if getattr(each, name) in each.several]
        assert ids(connection, sql.has(TABLE.c.several, TABLE.c[name])) == held


def test_rows_that_are_gathered_say_those_of_today(connection: sa.Connection) -> None:
    inner = TABLE.alias()
    columns = [inner.c.id, inner.c.turned, inner.c.later, inner.c.several]
    gathered = gather(columns, inner, inner.c.id < 90, outer=TABLE)
    [rows] = connection.execute(sa.select(gathered).select_from(TABLE).where(TABLE.c.id == 1)).one()
    wanted = [[each.id, each.turned, each.later, each.several] for each in buoys(connection)]
    assert sorted(map(list, rows)) == sorted(wanted)


def test_what_is_no_choice_today_passes_for_none(connection: sa.Connection) -> None:
    row = Session(connection).get_one(Buoy, 90)
    assert (row.plain, row.turned, row.later) == ("gone", "gone", "high (retired)")
    assert row.several == ("high (retired)", "low")
    holds = [TABLE.c.later == "high", sql.has(TABLE.c.several, "high"), TABLE.c.later == TABLE.c.plain]
    found = connection.execute(sa.select(*map(sql.truth, holds)).where(TABLE.c.id == 90)).one()
    assert not any(found), "neither in SQL nor in Python"


def test_the_names_are_one_to_one_both_ways() -> None:
    names = ("low", "high", "urgent", "gone")
    for kept in (TURNED, LATER, AS_NAMED, StoredChoices({"a": "b", "b": "c", "c": "low"})):
        assert len({kept.stored(name) for name in names}) == len(names)
        assert [kept.present(kept.stored(name)) for name in names] == list(names)
        assert [kept.stored(kept.present(name)) for name in names] == list(names)
