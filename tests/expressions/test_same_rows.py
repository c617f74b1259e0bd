"""The meaning of a rule is one: emitted Python over entities, SQLite and PostgreSQL select the same rows."""

import datetime
import decimal
import os
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any
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

RULES = int(os.environ.get("PORTAL_RANDOM_RULES", "400"))
SEED = int(os.environ.get("PORTAL_SEED", "1"))
"""The same each time, so that a change is judged by what it changed; `make soak` draws another one."""
ZONE = ZoneInfo("Europe/London")
VOCABULARY = workshop.vocabulary()
MODULES = {"sql": sql, "values": values, "datetime": datetime, "decimal": decimal}
GIVEN = sql.Given(MODELS["person"].__table__)
CLASSES = {model.__name__: model for model in MODELS.values()}


Rule = Callable[..., Any]


def names(record: str, it: str | None = None) -> Names:
    return Names(this=record, it=it, me="person", role="function", roles=("boss", "hand"), portal="shop")


@pytest.fixture(scope="module")
def session(database_url: str) -> Iterator[Session]:
    engine = sa.create_engine(database_url)
    workshop.Base.metadata.create_all(engine)
    with Session(engine) as session:
        workshop.fill(session, SEED)
        session.execute(sa.text("ANALYZE"))  # else PostgreSQL expects large tables and compiles its plans
        session.commit()
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def rows(session: Session) -> Mapping[str, list[Any]]:
    return {key: list(session.scalars(sa.select(model).order_by(model.id))) for key, model in MODELS.items()}


def test_random_rules_select_the_same_rows(session: Session, rows: Mapping[str, list[Any]]) -> None:
    """Wherever the runtime puts a rule: in WHERE, in the ON of an outer join, or about a form's values."""
    maker, chance = RuleMaker(SEED), random.Random(SEED)
    judged = telling = 0
    while judged < RULES:
        record = chance.choice(list(RECORDS))
        source = maker.rule({"this": record, "me": "person"})
        by_sql, by_python = compiled(source, Use.CONDITION, names(record))
        given = some_given(chance, rows)
        outcomes = [by_python(row, given) for row in rows[record]]
        assert set(outcomes) <= {True, False}, source
        if by_sql is None:
            continue
        judged += 1
        telling += len(set(outcomes)) > 1
        place, this = chance.choice([in_where, in_where, in_join, about_a_form]), chance.choice(rows[record])
        statement = place(MODELS[record].__table__, by_sql)
        found = sorted(session.scalars(statement, parameters(statement, given, this)))
        expected = [row.id for row, holds in zip(rows[record], outcomes, strict=True) if holds]
        if place is about_a_form:
            expected = [1] * (this.id in expected)
        assert found == expected, f"PORTAL_SEED={SEED}: {record}: {source}\n{statement}"
    assert telling > judged / 4, "too many of the rules select nothing or everything to tell anything"


def test_random_candidates_are_the_same(session: Session, rows: Mapping[str, list[Any]]) -> None:
    """A rule about `it`, the other record being a form."""
    maker, chance = RuleMaker(SEED), random.Random(SEED)
    judged = 0
    while judged < RULES // 5:
        record, target = chance.choice(list(RECORDS)), chance.choice(list(RECORDS))
        source = maker.rule({"this": record, "me": "person", "it": target})
        by_sql, by_python = compiled(source, Use.CONDITION, names(record, target))
        if by_sql is None:
            continue
        judged += 1
        given, this = some_given(chance, rows), chance.choice(rows[record])
        it = MODELS[target].__table__.alias()
        statement = sa.select(it.c.id).where(by_sql(sql.BoundRow(MODELS[record].__table__), GIVEN, it))
        found = sorted(session.scalars(statement, parameters(statement, given, this)))
        expected = [row.id for row in rows[target] if by_python(this, given, row)]
        assert found == expected, f"PORTAL_SEED={SEED}: {record}, {target}: {source}\n{statement}"


def compiled(source: str, use: Use, names: Names) -> tuple[Rule | None, Rule]:
    """The rule as generated code holds it, in SQL where it has one and in Python."""
    expression, problems = check(text(source), use, names, VOCABULARY)
    assert expression is not None, f"{source}\n{problems}"
    parameters = "this, given, it" if names.it else "this, given"
    python = eval(f"lambda {parameters}: {emit_python(expression, VOCABULARY).text}", {**MODULES, **CLASSES})
    if not expression.sql:
        return None, python
    return eval(f"lambda {parameters}: {emit_sql(expression, VOCABULARY).text}", {**MODULES, **CLASSES}), python


def some_given(chance: random.Random, rows: Mapping[str, list[Any]]) -> values.Given:
    return values.Given(NOW, ZONE, chance.choice(rows["person"]), chance.choice(["boss", "hand", None]), "shop")


def in_where(table: sa.Table, rule: Rule) -> sa.Select[Any]:
    row = table.alias()
    return sa.select(row.c.id).where(rule(row, GIVEN))


def in_join(table: sa.Table, rule: Rule) -> sa.Select[Any]:
    outer, inner = table.alias(), table.alias()
    joined = outer.outerjoin(inner, sa.and_(inner.c.id == outer.c.id, rule(inner, GIVEN)))
    return sa.select(inner.c.id).select_from(joined).where(inner.c.id.is_not(None))


def about_a_form(table: sa.Table, rule: Rule) -> sa.Select[Any]:
    return sa.select(sa.literal_column("1")).where(rule(sql.BoundRow(table), GIVEN))


def parameters(statement: sa.Select[Any], given: values.Given, this: object) -> Mapping[str, object]:
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
