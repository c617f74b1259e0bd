"""The meaning of a rule is one: emitted Python over entities, SQLite and PostgreSQL select the same rows."""

import datetime
import decimal
import os
import random
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from generator.expressions import check, emit_python, emit_sql
from generator.expressions.types import Names, Use
from runtime import sql, values
from tests.expressions import workshop
from tests.expressions.random_rules import RuleMaker
from tests.expressions.workshop import MODELS, NOW, RECORDS, text

RULES = int(os.environ.get("PORTAL_RANDOM_RULES", "1000"))
SEED = int(os.environ.get("PORTAL_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
ZONE = ZoneInfo("Europe/London")
VOCABULARY = workshop.vocabulary()
MODULES = {"sql": sql, "values": values, "datetime": datetime, "decimal": decimal}
CLASSES = {model.__name__: model for model in MODELS.values()}


def names(record: str) -> Names:
    return Names(this=record, me="person", role="function", roles=("boss", "hand"), portal="shop")


@pytest.fixture(scope="module")
def session(database_url: str) -> Iterator[Session]:
    engine = sa.create_engine(database_url)
    workshop.Base.metadata.create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        workshop.fill(session, SEED)
        yield session
    engine.dispose()


def compiled(source: str, record: str):
    """The rule as generated code would hold it: (SQL or None, Python)."""
    expression, problems = check(text(source), Use.CONDITION, names(record), VOCABULARY)
    assert expression is not None, f"{source}\n{problems}"
    python = eval(f"lambda this, given: {emit_python(expression, VOCABULARY).text}", {**MODULES, **CLASSES})
    if not expression.sql:
        return None, python
    return eval(f"lambda this, given: {emit_sql(expression, VOCABULARY).text}", {**MODULES, **CLASSES}), python


def parameters(statement: sa.Select, given: values.Given, this: object = None) -> Mapping[str, object]:
    """What a request gives, for the parameters that the statement names."""
    return {name: _parameter(name, given, this) for name, value in statement.compile().params.items() if value is None}


def _parameter(name: str, given: values.Given, this: object) -> object:
    word, _, rest = name.partition("_")
    if word in ("me", "this"):
        return getattr(given.me if word == "me" else this, rest)
    if word in ("now", "today"):
        direction, _, amount = rest.partition("_")
        return getattr(given, word)(int(amount or 0) * (-1 if direction == "minus" else 1))
    return getattr(given, name)


def test_random_rules_select_the_same_rows(session: Session) -> None:
    maker, chance = RuleMaker(SEED), random.Random(SEED)
    rows = {key: session.scalars(sa.select(model).order_by(model.id)).all() for key, model in MODELS.items()}
    given_sql = sql.Given(MODELS["person"].__table__)
    judged = telling = 0
    while judged < RULES:
        record = chance.choice(list(RECORDS))
        source = maker.rule(record)
        by_sql, by_python = compiled(source, record)
        given = values.Given(NOW, ZONE, chance.choice(rows["person"]), chance.choice(["boss", "hand", None]), "shop")
        expected = [row.id for row in rows[record] if by_python(row, given)]
        assert all(type(by_python(row, given)) is bool for row in rows[record]), source
        if by_sql is None:
            continue
        judged += 1
        telling += 0 < len(expected) < len(rows[record])
        statement, this = _statement(chance, record, by_sql, given_sql, rows[record])
        found = session.scalars(statement, parameters(statement, given, this)).all()
        expected = expected if this is None else [True] * (this.id in expected)
        assert sorted(found) == expected, f"PORTAL_SEED={SEED}: {record}: {source}\n{statement}"
    assert telling > judged / 4, "too many of the rules select nothing or everything to tell anything"


def _statement(chance, record, rule, given, rows):
    """The rule where the runtime puts it: in WHERE, in the ON of an outer join, or about a form's values."""
    table = MODELS[record].__table__
    match chance.randrange(4):
        case 0:
            outer, inner = table.alias(), table.alias()
            joined = outer.outerjoin(inner, sa.and_(inner.c.id == outer.c.id, rule(inner, given)))
            return sa.select(inner.c.id).select_from(joined).where(inner.c.id.is_not(None)), None
        case 1:
            return sa.select(sa.true()).where(rule(sql.BoundRow(table), given)), chance.choice(rows)
        case _:
            row = table.alias()
            return sa.select(row.c.id).where(rule(row, given)), None
