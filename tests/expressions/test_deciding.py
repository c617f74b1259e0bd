"""Rules that hold always or never are found, and nothing is called so that is not."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from generator.expressions import check
from generator.expressions.deciding import decide
from generator.expressions.tree import Get, Moment, Node, Variable
from generator.expressions.types import Use
from tests.expressions import workshop
from tests.expressions.random_rules import RuleMaker
from tests.expressions.test_same_rows import SEED, VOCABULARY, compiled, names, some_given
from tests.expressions.workshop import MODELS, RECORDS, text

RULES = 1500


@pytest.fixture(scope="module")
def rows() -> Iterator[Mapping[str, list[Any]]]:
    engine = sa.create_engine("sqlite://")
    workshop.Base.metadata.create_all(engine)
    with Session(engine) as session:
        workshop.fill(session, SEED)
        yield {key: list(session.scalars(sa.select(model).order_by(model.id))) for key, model in MODELS.items()}
    engine.dispose()


def certain(value: Node) -> bool:
    """Here all may be missing but what every record has, as `workshop` makes them."""
    match value:
        case Variable() | Moment():
            return True
        case Get(field=field, owner=Variable()):
            return not field.optional and not field.type.many
    return False


def decided(source: str, record: str) -> bool | None:
    expression, problems = check(text(source), Use.CONDITION, names(record), VOCABULARY)
    assert expression is not None, (source, problems)
    return decide(expression.tree, certain)


def test_nothing_is_called_certain_that_is_not(rows: Mapping[str, list[Any]]) -> None:
    """Random rules, and each beside its opposite, which makes many that are certain."""
    maker, chance = RuleMaker(SEED), random.Random(SEED)
    verdicts = {True: 0, False: 0, None: 0}
    for _ in range(RULES):
        record = chance.choice(list(RECORDS))
        rule, other = (maker.condition({"this": record, "me": "person"}, depth) for depth in (1, 0))
        source = chance.choice(
            [rule, f"({rule}) or not ({rule})", f"({rule}) and ({other}) and not ({rule})", f"({rule}) and ({other})"]
        )
        verdict = decided(source, record)
        verdicts[verdict] += 1
        if verdict is None:
            continue
        _, python = compiled(source, Use.CONDITION, names(record))
        given = some_given(chance, rows)
        assert {python(row, given) for row in rows[record]} == {verdict}, f"PORTAL_SEED={SEED}: {record}: {source}"
    assert min(verdicts.values()) > RULES / 10, verdicts


@pytest.mark.parametrize(
    "source",
    [
        'state != "open" or state != "closed"',
        'state in ["open", "ready", "closed"] or state is None',
        "urgent or not urgent",
        "quantity is None or quantity < 3 or quantity >= 3",
        "due is None or due <= today or due > today",
        'not (note == "oak" and note == "ash")',
        "created <= now or created > now",
        "all(j.urgent or not j.urgent for j in person.jobs)",
        "not late or not is_open",
    ],
)
def test_what_always_holds(source: str) -> None:
    assert decided(source, "job") is True


@pytest.mark.parametrize(
    "source",
    [
        'state == "open" and state == "closed"',
        'state in ["open", "ready"] and state not in ["open", "ready"]',
        'state in ["open"] and state in ["closed", "ready"]',
        "quantity < 1 and quantity > 2",
        "quantity == 1 and quantity is None",
        "due < today and due >= today",
        "person == me and person is None",
        "urgent and urgent == false",
        'any(j.state == "open" and j.state == "ready" for j in person.jobs)',
        "is_open and late",
        'me.role == "boss" and me.role == "hand"',
        "1 < quantity < 1",
    ],
)
def test_what_never_holds(source: str) -> None:
    assert decided(source, "job") is False


@pytest.mark.parametrize(
    "source",
    [
        'state in ["open", "ready", "closed"]',  # it may be missing
        "urgent == false or urgent",
        "quantity < 3 or quantity >= 3",
        "due < today and due < today - days(3)",
        'state == "open" or state == "closed"',
        "person == me or person != me and urgent",
        "quantity >= 1 and quantity <= 1",
        'any(j.state == "open" for j in person.jobs) and any(j.state == "closed" for j in person.jobs)',
        "sees(company)",
        'portal == "shop"',
        "created < now",
    ],
)
def test_what_depends(source: str) -> None:
    assert decided(source, "job") is None


def test_what_is_too_much_to_try_is_not_decided() -> None:
    pairs = " or ".join(f'starts_with(note, "a{each}") and ends_with(note, "z{each}")' for each in range(12))
    assert decided(f"({pairs}) and not ({pairs})", "job") is None
    assert decided("urgent and not urgent", "job") is False
