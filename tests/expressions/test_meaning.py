"""What checking finds out: what fails closed, what is read, and what a named rule brings in."""

import pytest

from generator.expressions import check, emit_sql
from generator.expressions.types import Dependency, Expression, Names, RecordShape, Type, Use, Vocabulary
from generator.problems import Position, Text
from tests.expressions import workshop
from tests.expressions.workshop import text

VOCABULARY = workshop.vocabulary()
NAMES = Names(this="job", it="part", me="person", role="function", roles=("boss", "hand"), portal="shop")


def checked(source: str, use: Use = Use.CONDITION, expected: Type | None = None) -> Expression:
    expression, problems = check(text(source), use, NAMES, VOCABULARY, expected)
    assert expression is not None, problems
    return expression


GUARDED = [
    'state is not None and state != "open"',
    'state != "open" and state is not None',
    'state is None or state != "open"',
    'state != "open" if state is not None else urgent',
    'state == "ready" and not (state == "open")',
    'company.state is not None and company.state != "open"',
    "urgent == false",
    "due is not None and not late and state is not None",
    'company is not None and not any(j.state is not None and j.state != "open" for j in company.jobs)',
    'me.role is not None and me.role != "boss"',
    "company is not None and me.company is not None and company not in me.company.branches",
    "count(parts) != 0",
    "not (note is None)",
    'not (state is None or state != "open")',
    'urgent if (state is not None and state != "open") else urgent',
]


@pytest.mark.parametrize("source", GUARDED)
def test_guarded_negations_may_stand_in_a_rule_of_visibility(source: str) -> None:
    checked(source, Use.ROWS)


OPEN = [
    'state != "open" or state is None',  # the first part alone lets it through
    'state != "open" or state != "ready"',
    'urgent is not None and state != "open"',
    'state is not None or state != "open"',
    'company is not None and company.state != "open"',
    'urgent if state != "open" else false',
    '(state == "open") == false',
    'not (urgent == (state == "open"))',
    "not not not urgent",
    "not all(p.price > 1 for p in company.parts) or urgent and not urgent",
]


@pytest.mark.parametrize("source", OPEN)
def test_negations_that_hold_for_missing_values_may_not(source: str) -> None:
    expression, problems = check(text(source), Use.ROWS, NAMES, VOCABULARY)
    assert expression is None
    assert {problem.code for problem in problems} == {"E140"}


def test_a_hole_in_a_named_rule_is_shown_where_the_rule_is_named() -> None:
    source = Text("urgent and not late", Position("specs/records/job.yaml", 50, 12, 19))
    _, problems = check(source, Use.ROWS, NAMES, VOCABULARY)
    assert {problem.position for problem in problems} == {Position("specs/records/job.yaml", 50, 27, 4)}


def test_what_is_read() -> None:
    expression = checked("late and company.ours and this in me.jobs")
    assert expression.reads == ("company", "due", "state")
    assert expression.me
    assert not expression.local
    assert expression.sql


@pytest.mark.parametrize(
    ("source", "local"),
    [
        ("company == me.company and due < today", True),
        ('me.role == "boss" and "red" in colours', True),
        ("late", True),
        ("company.active", False),
        ("count(parts) > 1", False),
        ("parts is None", False),
        ("sees(company)", False),
    ],
)
def test_what_python_judges_without_a_query(source: str, local: bool) -> None:
    assert checked(source).local is local


@pytest.mark.parametrize(
    ("source", "depends"),
    [
        ("quantity + 1", [Dependency("job", (), ("quantity",))]),
        ("part.price", [Dependency("job", (), ("part",)), Dependency("part", ("part",), ("price",))]),
        ("count(parts)", [Dependency("job", (), ("parts",))]),
        (
            "sum(p.price for p in parts)",
            [Dependency("job", (), ("parts",)), Dependency("part", ("parts",), ("price",))],
        ),
        (
            "count(j for j in company.jobs if j.is_open)",
            [Dependency("job", (), ("company",)), Dependency("job", ("company", "jobs"), ("company", "state"))],
        ),
        (
            "1 if part.known else 0",
            [Dependency("job", (), ("part",)), Dependency("part", ("part",), ("state",))],
        ),
        (
            "count(part.users.jobs)",
            [
                Dependency("job", (), ("part",)),
                Dependency("person", ("part", "users"), ("tools",)),
                Dependency("job", ("part", "users", "jobs"), ("person",)),
            ],
        ),
    ],
)
def test_what_a_computed_value_depends_on(source: str, depends: list[Dependency]) -> None:
    expression, problems = check(text(source), Use.FORMULA, Names("job"), VOCABULARY)
    assert expression is not None, problems
    assert list(expression.depends) == depends


def test_rules_that_go_round_in_a_circle() -> None:
    job = VOCABULARY.records["job"]
    rules = {"a": text("b or urgent"), "b": text("not c"), "c": text("a")}
    round_ = Vocabulary({**VOCABULARY.records, "job": RecordShape("job", "Job", job.fields, job.backs, rules)})
    _, (problem,) = check(text("urgent and a"), Use.CONDITION, NAMES, round_)
    assert problem.code == "E116"
    assert problem.message == "these rules go round in a circle: a -> b -> c -> a"
    assert problem.position.column == 12


def test_records_that_see_each_other_go_round_in_a_circle() -> None:
    rows = {("shop", ""): {"job": text("sees(person)"), "person": text("sees(boss)")}}
    _, (problem,) = check(text("sees(person)"), Use.ROWS, NAMES, Vocabulary(VOCABULARY.records, rows))
    assert (problem.code, problem.message) == ("E116", "these rules go round in a circle: sees(person) -> sees(person)")


def test_roles_that_see_a_linked_record_differently() -> None:
    rows = {("shop", ""): {"part": text("all")}, ("shop", "hand"): {"part": text("none")}}
    expression, _ = check(text("sees(part)"), Use.ROWS, NAMES, Vocabulary(VOCABULARY.records, rows))
    assert expression is not None
    code = emit_sql(expression, VOCABULARY).text
    assert code == 'sql.and_(sql.not_true(given.role.in_(["hand"])), this.c.part_id.is_not(None))'


CHOICE = Type("choice", options=("open", "ready"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("open", CHOICE),
        ('"open"', CHOICE),
        ("open if urgent else ready", CHOICE),
        ("[red, blue]", Type("choice", many=True, options=("red", "blue"))),
        ("red", Type("choice", many=True, options=("red", "blue"))),
        ("company.holding", Type("link", record="company")),
        ("me", Type("link", record="person")),
        ("parts", Type("link", many=True, record="part")),
        ("today + days(3)", Type("date")),
        ("None if urgent else quantity", Type("number")),
        ('state == "open"', Type("yesno")),
        ('"2026-01-31"', Type("date")),
    ],
)
def test_values_that_fit(source: str, expected: Type) -> None:
    checked(source, Use.VALUE, expected)


@pytest.mark.parametrize(
    ("source", "expected", "code"),
    [
        ("closed", CHOICE, "E110"),
        ('"closed"', CHOICE, "E121"),
        ("state", CHOICE, None),
        ("person", Type("link", record="company"), "E128"),
        ("parts", Type("link", record="part"), "E128"),
        ("now", Type("date"), "E128"),
    ],
)
def test_values_that_do_not_fit(source: str, expected: Type, code: str | None) -> None:
    _, problems = check(text(source), Use.VALUE, NAMES, VOCABULARY, expected)
    assert [problem.code for problem in problems] == [code or "E128"]


def test_a_portal_without_roles_knows_no_role() -> None:
    """A rule that asks for one may be shared with such a portal; there it never holds."""
    without = Names(this="job", me="person", portal="shop")
    expression, problems = check(text('me.role in ["boss"] or me.role == "hand"'), Use.ROWS, without, VOCABULARY)
    assert expression is not None, problems
    assert emit_sql(expression, VOCABULARY).text == 'sql.or_(given.role.in_(["boss"]), given.role == "hand")'


def test_a_saved_filter_may_compute() -> None:
    assert checked("quantity * 2 > 1 and due + days(1) > today", Use.FILTER).sql
