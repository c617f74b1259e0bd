"""The SQL of rules: an index serves a positive rule, and nothing is joined with everything."""

import warnings
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from generator.expressions import check, emit_sql
from generator.expressions.types import Names, Use
from runtime import sql
from tests.expressions import workshop
from tests.expressions.workshop import MODELS, text

VOCABULARY = workshop.vocabulary()
NAMES = Names(this="job", me="person", portal="shop")
GIVEN = sql.Given(MODELS["person"].__table__)
CLASSES = {model.__name__: model for model in MODELS.values()}


@pytest.fixture(scope="module")
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    workshop.Base.metadata.create_all(engine)
    with engine.connect() as connection:
        for table, column in (("job", "company"), ("company", "holding"), ("person", "company")):
            connection.exec_driver_sql(f"CREATE INDEX ix_{table}_{column} ON {table} ({column}_once_id)")
        yield connection


def selected(source: str) -> sa.Select[tuple[int]]:
    expression, problems = check(text(source), Use.ROWS, NAMES, VOCABULARY)
    assert expression is not None, problems
    row = MODELS["job"].__table__.alias("job")
    rule = eval(f"lambda this, given: {emit_sql(expression, VOCABULARY).text}", {**CLASSES, "sql": sql})
    return sa.select(row.c.id).where(rule(row, GIVEN))


@pytest.mark.parametrize(
    "source",
    [
        "company == me.company",
        "company.holding == me.company",
        "company.ours",
        'company.holding == me.company and state == "open"',
        "company in me.company.branches",
        "person == me or company == me.company",
    ],
)
def test_an_index_finds_the_rows(connection: sa.Connection, source: str) -> None:
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_job_person_id ON job (person_once_id)")
    statement = selected(source).compile(connection.engine)
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple([1] * len(statement.positiontup or ())))
    steps = [row.detail for row in plan]
    assert not [step for step in steps if step.startswith("SCAN")], steps


def test_nothing_is_joined_with_everything(connection: sa.Connection) -> None:
    source = "any(c.rating == x.quantity for c in me.company.branches for x in c.jobs) and count(parts.users.jobs) > 1"
    statement = selected(source)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        connection.execute(statement, {"me_company_id": 1}).all()


def test_each_subquery_has_a_table_of_its_own() -> None:
    statement = str(selected("company.holding.holding == me.company"))
    assert statement.count("FROM company AS") == 2
    assert len({name for name in statement.replace(",", " ").split() if name.startswith("company_")}) >= 2


def test_a_missing_parameter_raises(connection: sa.Connection) -> None:
    with pytest.raises(sa.exc.StatementError, match="me_company_id"):
        connection.execute(selected("company == me.company"))


def test_who_is_nobody_raises() -> None:
    with pytest.raises(LookupError):
        _ = sql.Given().me


def test_names_that_a_collection_of_columns_has_too() -> None:
    from generator.expressions.emit_sql import METHODS

    own = {name for name in dir(MODELS["job"].__table__.c) if not name.startswith("_")}
    assert own == METHODS
