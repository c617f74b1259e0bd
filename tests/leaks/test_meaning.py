"""The oracle's reading of rules agrees with the code that is generated for them, over rows with many gaps."""

import os
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from generator.expressions import check
from generator.expressions.types import Expression, Names, Use
from leaks.facts import Facts, Here
from leaks.meaning import Given, Meaning
from leaks.world import Cell, Rows
from tests.expressions import workshop
from tests.expressions.random_rules import RuleMaker
from tests.expressions.test_same_rows import SEED, ZONE, compiled, names, some_given
from tests.expressions.workshop import MODELS, RECORDS, text

RULES = int(os.environ.get("PORTAL_RANDOM_RULES", "400"))
VOCABULARY = workshop.vocabulary()
FORMULAS = [
    ("job", "quantity * part.price * (100 - discount) / 100"),
    ("job", "avg(company.jobs.quantity)"),
    ("job", "took / 2 if urgent else took * 3"),
    ("job", "later(due, part.made) + days(quantity)"),
    ("job", "year(placed) * 12 + month(due)"),
    ("job", "length(lower(note))"),
    ("part", "avg(j.took for j in jobs)"),
    ("part", "sum(jobs.took)"),
    ("part", "price / (weight - weight)"),
    ("part", "lasts / days(2)"),
    ("person", "min(j.due for j in jobs if j.urgent)"),
    ("person", "count(tools.maker) - wage"),
    ("company", "sum(p.price for j in jobs for p in j.parts)"),
    ("company", "max(people.level) / 3"),
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path: Path = tmp_path_factory.mktemp("meaning") / "workshop.db"
    engine = sa.create_engine(f"sqlite:///{path}")
    workshop.Base.metadata.create_all(engine)
    with Session(engine) as session:
        workshop.fill(session, SEED)
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def entities(session: Session) -> Mapping[str, list[Any]]:
    return {key: list(session.scalars(sa.select(model).order_by(model.id))) for key, model in MODELS.items()}


@pytest.fixture(scope="module")
def facts(entities: Mapping[str, list[Any]]) -> Facts:
    rows: Rows = {key: {entity.id: plain(key, entity) for entity in found} for key, found in entities.items()}
    return Facts(rows)


def plain(key: str, entity: Any) -> Mapping[str, Cell]:
    row: dict[str, Cell] = {"id": entity.id, "created": entity.created}
    for name, field in RECORDS[key].items():
        if field.kind == "link":
            row[name] = getattr(entity, f"{name}_id")
        elif field.kind == "links":
            row[name] = tuple(each.id for each in getattr(entity, name))
        else:
            row[name] = getattr(entity, name)
    return row


def test_random_rules_mean_what_their_code_does(entities: Mapping[str, list[Any]], facts: Facts) -> None:
    maker, chance = RuleMaker(SEED), random.Random(SEED)
    telling = 0
    for _ in range(RULES):
        record, target = chance.choice(list(RECORDS)), chance.choice([None, None, None, *RECORDS])
        known = {"this": record, "me": "person"} | ({"it": target} if target else {})
        source = maker.rule(known)
        _, by_python = compiled(source, Use.CONDITION, names(record, target))
        given = some_given(chance, entities)
        meaning = Meaning(facts, Given(given.moment, ZONE, Here("person", given.me.id), given.role, given.portal))
        tree = checked(source, names(record, target)).tree
        it = chance.choice(entities[target]) if target else None
        others = {} if it is None or target is None else {"it": Here(target, it.id)}
        wanted = [by_python(row, given) if it is None else by_python(row, given, it) for row in entities[record]]
        found = [meaning.holds(tree, this=Here(record, row.id), **others) for row in entities[record]]
        assert found == wanted, f"PORTAL_SEED={SEED}: {record}: {source}"
        telling += len(set(wanted)) > 1
    assert telling > RULES / 8, "too many of the rules hold for all rows or for none to tell anything"


@pytest.mark.parametrize(("record", "source"), FORMULAS, ids=[source for _, source in FORMULAS])
def test_values_are_those_of_their_code(
    record: str, source: str, entities: Mapping[str, list[Any]], facts: Facts
) -> None:
    _, by_python = compiled(source, Use.FORMULA, Names(record))
    given = some_given(random.Random(SEED), entities)
    meaning = Meaning(facts, Given(given.moment, ZONE))
    tree = checked(source, Names(record), Use.FORMULA).tree
    for row in entities[record]:
        assert meaning.value(tree, this=Here(record, row.id)) == by_python(row, given), row.id


def test_nobody_in_particular_has_nothing(facts: Facts) -> None:
    nobody = Meaning(facts, Given(workshop.NOW, ZONE))
    this = Here("job", 1)
    for source, holds in {
        "company == me.company": False,
        "me is None": True,
        'me.role == "boss"': False,
        "any(me.jobs)": False,
        "me.company is None": True,
    }.items():
        assert nobody.holds(checked(source, names("job")).tree, this=this) is holds, source


def checked(source: str, names: Names, use: Use = Use.CONDITION) -> Expression:
    expression, problems = check(text(source), use, names, VOCABULARY)
    assert expression is not None, f"{source}\n{problems}"
    return expression
