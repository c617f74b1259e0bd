"""Which statements PostgreSQL plans once for all readers, and that it does."""

import pytest
import sqlalchemy as sa

from runtime.scope import ListQuery
from runtime.scope.cells import Layout
from runtime.scope.plans import planning_of, planning_of_count
from runtime.seam import Planning
from tests.scope.conftest import Marina

_METADATA = sa.MetaData()
CASE = sa.Table(
    "case",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    *(sa.Column(name, sa.Integer) for name in ("firm", "desk", "updated", "weight")),
    sa.Index("ix_case_firm_updated", "firm", "updated", "id"),
    sa.Index("ix_case_desk", "desk"),
    sa.Index("ix_case_updated", "updated", "id"),
)
FIRM = sa.Table("firm", _METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("boss", sa.Integer))
THIS = CASE.alias()
MINE = THIS.c.firm == sa.bindparam("me_firm")
ALL = THIS.c.id.is_not(sa.null())
BOSS = THIS.c.firm.in_(sa.select(FIRM.c.id).where(FIRM.c.boss == sa.bindparam("me_id")))
OF_ITS_FIRM = THIS.c.firm == sa.select(FIRM.c.id).where(FIRM.c.boss == THIS.c.desk).scalar_subquery()
STORED = THIS.c.firm == sa.select(CASE.c.firm).where(CASE.c.id == sa.bindparam("stored")).scalar_subquery()


@pytest.mark.parametrize(
    ("where", "order", "planning"),
    [
        ([MINE], THIS.c.updated, Planning.ONCE),
        ([sa.true(), sa.and_(MINE, ALL)], THIS.c.updated, Planning.ONCE),
        ([STORED], THIS.c.updated, Planning.ONCE),
        ([ALL], THIS.c.updated, Planning.ONCE),
        ([ALL], THIS.c.id, Planning.ONCE),
        ([MINE], THIS.c.id, Planning.EACH_TIME),
        ([MINE], THIS.c.weight, Planning.EACH_TIME),
        ([MINE], sa.func.lower(THIS.c.updated), Planning.EACH_TIME),
        ([MINE, THIS.c.desk == sa.bindparam("filter_0")], THIS.c.updated, Planning.EACH_TIME),
        ([MINE, THIS.c.desk > sa.bindparam("filter_0")], THIS.c.updated, Planning.EACH_TIME),
        ([sa.or_(MINE, THIS.c.desk == 1)], THIS.c.updated, Planning.EACH_TIME),
        ([BOSS], THIS.c.updated, Planning.EACH_TIME),
        ([OF_ITS_FIRM], THIS.c.updated, Planning.EACH_TIME),
    ],
)
def test_a_page_is_planned_once_where_an_index_has_its_rows_in_order(
    where: list[sa.ColumnElement[bool]], order: sa.ColumnElement[object], planning: Planning
) -> None:
    assert planning_of(THIS, where, order) is planning


@pytest.mark.parametrize(
    ("where", "planning"),
    [
        ([ALL], Planning.ONCE),
        ([MINE], Planning.ONCE),
        ([MINE, THIS.c.weight == sa.bindparam("filter_0")], Planning.ONCE),
        ([THIS.c.weight == sa.bindparam("filter_0")], Planning.EACH_TIME),
        ([MINE, THIS.c.weight > sa.bindparam("filter_0")], Planning.EACH_TIME),
        ([BOSS], Planning.EACH_TIME),
    ],
)
def test_a_count_is_planned_once_where_an_index_has_all_its_rows(
    where: list[sa.ColumnElement[bool]], planning: Planning
) -> None:
    assert planning_of_count(THIS, where) is planning


def test_columns_of_two_aliases_are_two_columns() -> None:
    """As those of a record and of another one of its type that it links to."""
    layout, there = Layout(), CASE.alias()
    places = [layout.add(column) for column in (THIS.c.id, there.c.id, THIS.c.id, there.c.firm, THIS.c.firm)]
    assert places == [0, 1, 0, 2, 3]


def test_the_database_keeps_the_plans_that_are_good_for_all(marina: Marina) -> None:
    """Those of records, and not those of searches; SQLite has no other way, and none to look at it."""
    reader = marina.reader("bob")
    for _ in range(5):
        reader.record("berth", marina.ids["a1"])
        reader.page(ListQuery("berth", q="north"))
    if marina.engines.read.dialect.name == "sqlite":
        return
    with marina.engines.read.connect() as connection:  # the one that was used last
        kept = " ".join(connection.exec_driver_sql("SELECT statement FROM pg_prepared_statements").scalars())
    assert "berth_1.id = $" in kept, kept
    assert " LIKE " not in kept, kept
