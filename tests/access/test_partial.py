"""Judging with some values known agrees with judging when all are: random rules on random rows."""

import datetime
import decimal
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from generator.access.implication import added, relation
from generator.access.partial import Known, judged
from generator.expressions import check, emit_python
from generator.expressions.tree import Fixed, Node
from generator.expressions.types import Expression, Use
from runtime import sql, values
from tests.expressions import workshop
from tests.expressions.random_rules import RuleMaker
from tests.expressions.test_same_rows import CLASSES, SEED, VOCABULARY, Rule, names, some_given
from tests.expressions.workshop import MODELS, STATES, text

RULES = 600
PAIRS = 300
MODULES = {"sql": sql, "values": values, "datetime": datetime, "decimal": decimal}
Rows = Mapping[str, list[Any]]


@pytest.fixture(scope="module")
def rows() -> Iterator[Rows]:
    engine = sa.create_engine("sqlite://")
    workshop.Base.metadata.create_all(engine)
    with Session(engine) as session:
        workshop.fill(session, SEED)
        yield {key: list(session.scalars(sa.select(model).order_by(model.id))) for key, model in MODELS.items()}
    engine.dispose()


def checked(source: str) -> Expression:
    expression, problems = check(text(source), Use.CONDITION, names("job"), VOCABULARY)
    assert expression is not None, (source, problems)
    return expression


def python(expression: Expression, tree: Node) -> Rule:
    emitted = emit_python(replace(expression, tree=tree), VOCABULARY).text
    return eval(f"lambda this, given: {emitted}", {**MODULES, **CLASSES})  # type: ignore[no-any-return]


def test_yes_no_and_what_is_left_agree_with_the_whole_rule(rows: Rows) -> None:
    maker, chance = RuleMaker(SEED), random.Random(SEED)
    answers: Counter[str] = Counter()
    for _ in range(RULES):
        expression = checked(maker.rule({"this": "job", "me": "person"}))
        whole = python(expression, expression.tree)
        given = some_given(chance, rows)
        for state in (*STATES, None):
            known = Known({"state": state}, given.role or "", given.portal)
            left = judged(expression.tree, known)
            answers["if" if not isinstance(left, Fixed) else "yes" if left.holds else "no"] += 1
            rest = python(expression, left)
            for row in rows["job"]:
                if row.state == state:
                    said = f"PORTAL_SEED={SEED}: state {state}: {expression.source}"
                    assert rest(row, given) == whole(row, given), said
    assert min(answers.values()) > RULES / 50, answers


def test_what_is_called_wider_takes_nothing_away(rows: Rows) -> None:
    """Nor does what was added leave anything out that is new."""
    maker, chance = RuleMaker(SEED + 1), random.Random(SEED)
    found: Counter[str] = Counter()
    for _ in range(PAIRS):
        one, other = (maker.condition({"this": "job", "me": "person"}, 1) for _ in range(2))
        changes = [(one, f"({one}) or ({other})"), (f"({one}) and ({other})", one), (one, other), (one, f"({one})")]
        before, after = map(checked, chance.choice(changes))
        verdict = relation(before.tree, after.tree)
        found[verdict] += 1
        more = added(before.tree, after.tree)
        was, is_now = python(before, before.tree), python(after, after.tree)
        given = some_given(chance, rows)
        for row in rows["job"]:
            then, now = was(row, given), is_now(row, given)
            said = f"PORTAL_SEED={SEED}: {before.source} -> {after.source}: {verdict}"
            assert not (then and not now and verdict in ("wider", "same")), said
            assert not (now and not then and verdict in ("narrower", "same")), said
            if more is not None and now and not then:
                assert python(after, more)(row, given), said
    assert found["wider"] > PAIRS / 10
    assert found["changed"] > PAIRS / 20


def test_an_empty_set_counts_as_missing() -> None:
    """So a rule about one being missing may hold, and is not called narrower than what never does."""
    before, after = checked("not (colours is None)"), checked("not urgent is None")
    assert relation(before.tree, after.tree) == "changed"
    assert relation(checked("false").tree, checked("colours is None").tree) == "wider"
