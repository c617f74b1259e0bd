"""The code that rules become: what a developer would have written, and code that nobody's text can get out of."""

import ast

import pytest

from generator.expressions import check, emit_python, emit_sql
from generator.expressions.types import Names, Use
from tests.expressions import workshop
from tests.expressions.workshop import text

VOCABULARY = workshop.vocabulary()
NAMES = Names(this="job", it="part", me="person", role="function", roles=("boss", "hand"), portal="shop")

CASES = [
    (
        "company == me.company",
        "this.c.company_id == given.me.c.company_id",
        "values.equal(this.company_id, given.me.company_id)",
    ),
    ('state in ["ready", "closed"]', 'this.c.state.in_(["ready", "closed"])', 'this.state in ("ready", "closed")'),
    ('state != "open"', 'sql.not_true(this.c.state == "open")', 'this.state != "open"'),
    ("urgent", "this.c.urgent", "this.urgent is True"),
    ("not urgent", "sql.not_true(this.c.urgent)", "this.urgent is not True"),
    ("urgent == false", "this.c.urgent.is_(False)", "this.urgent is False"),
    ("note is None", "this.c.note.is_(None)", "this.note is None"),
    (
        "not (note is None or urgent)",
        "sql.and_(this.c.note.is_not(None), sql.not_true(this.c.urgent))",
        "not (this.note is None or this.urgent is True)",
    ),
    (
        "company.holding == me.company",
        "sql.via(this.c.company_id, Company, lambda company: company.c.holding_id == given.me.c.company_id)",
        'values.equal(values.follow(this, "company", "holding_id"), given.me.company_id)',
    ),
    (
        'company.active and company.state == "open"',
        'sql.via(this.c.company_id, Company, lambda company: sql.and_(company.c.active, company.c.state == "open"))',
        'values.follow(this, "company", "active") is True and values.follow(this, "company", "state") == "open"',
    ),
    (
        "company.ours",
        "sql.via(this.c.company_id, Company, lambda company: sql.or_(company.c.id == given.me.c.company_id, "
        "company.c.holding_id == given.me.c.company_id))",
        "values.holds(this.company, lambda company: values.equal(company.id, given.me.company_id) "
        "or values.equal(company.holding_id, given.me.company_id))",
    ),
    (
        "company.holding.active",
        "sql.via(this.c.company_id, Company, lambda company: "
        "sql.via(company.c.holding_id, Company, lambda company_2: company_2.c.active))",
        'values.follow(this, "company", "holding", "active") is True',
    ),
    (
        "part in me.company.jobs.part",
        "this.c.part_id.in_(sql.rows(Job, where=lambda job: job.c.company_id == given.me.c.company_id)"
        ".each(lambda job: job.c.part_id))",
        'values.among(this.part_id, values.members(given.me, "company", "jobs", "part_id"))',
    ),
    (
        "this in me.jobs",
        "this.c.person_id == given.me.c.id",
        'values.among(this.id, values.members(given.me, "jobs", "id"))',
    ),
    (
        "it in parts",
        "sql.linked(Job.parts, this.c.id, it.c.id)",
        'values.among(it.id, values.members(this, "parts", "id"))',
    ),
    ('"red" in colours', 'sql.has(this.c.colours, "red")', 'values.has(this.colours, "red")'),
    (
        "any(j.part == part for j in me.company.jobs if j.urgent)",
        "sql.rows(Job, where=lambda j: sql.and_(j.c.company_id == given.me.c.company_id, j.c.urgent, "
        "j.c.part_id == this.c.part_id)).exist()",
        "any(values.equal(j.part_id, this.part_id) "
        'for j in values.members(given.me, "company", "jobs") if j.urgent is True)',
    ),
    (
        "all(p.price > 1 for p in parts)",
        "sql.not_(sql.rows(Part, where=lambda p: "
        "sql.and_(sql.linked(Job.parts, this.c.id, p.c.id), sql.not_true(p.c.price > 1))).exist())",
        "all(values.more(p.price, 1) for p in this.parts)",
    ),
    (
        "due >= today - days(30) and placed < now - hours(2)",
        "sql.and_(this.c.due >= given.today(-30), this.c.placed < given.now(-7200))",
        "values.at_least(this.due, given.today(-30)) and values.less(this.placed, given.now(-7200))",
    ),
    (
        "discount > part.price",
        "sql.via(this.c.part_id, Part, lambda part: sql.scaled(this.c.discount, 2) > part.c.price)",
        'values.more(this.discount, values.follow(this, "part", "price"))',
    ),
    (
        "discount > 2.25",
        'sql.scaled(this.c.discount, 2) > decimal.Decimal("2.25")',
        'values.more(this.discount, decimal.Decimal("2.25"))',
    ),
    (
        "count(parts) > 1",
        "sql.rows(Part, where=lambda part: sql.linked(Job.parts, this.c.id, part.c.id)).count() > 1",
        "values.more(len(this.parts), 1)",
    ),
    ("sees(part)", "this.c.part_id.is_not(None)", "this.part_id is not None"),
    ("sees(person)", "sql.false()", "False"),
    ('me.role == "boss"', 'given.role == "boss"', 'given.role == "boss"'),
    ("this.values == 1", 'this.c["values"] == 1', "this.values == 1"),
    ('due == "2026-12-31"', "this.c.due == datetime.date(2026, 12, 31)", "this.due == datetime.date(2026, 12, 31)"),
    (
        "took >= days(2)",
        "this.c.took >= datetime.timedelta(days=2)",
        "values.at_least(this.took, datetime.timedelta(days=2))",
    ),
]


@pytest.mark.parametrize(("source", "sql", "python"), CASES, ids=[case[0] for case in CASES])
def test_code(source: str, sql: str, python: str) -> None:
    expression, problems = check(text(source), Use.CONDITION, NAMES, VOCABULARY)
    assert expression is not None, problems
    assert emit_sql(expression, VOCABULARY).text == sql
    assert emit_python(expression, VOCABULARY).text == python


FORMULAS = [
    (
        "quantity * part.price * (100 - discount) / 100",
        "values.compute(lambda quantity, price, discount: quantity * price * (100 - discount) / 100, "
        'this.quantity, values.follow(this, "part", "price"), this.discount)',
    ),
    ("sum(p.price for p in parts)", "values.sum(p.price for p in this.parts)"),
    ("sum(parts.price)", "values.sum(part.price for part in this.parts)"),
    ("avg(company.jobs.quantity)", 'values.average(job.quantity for job in values.members(this, "company", "jobs"))'),
    (
        "quantity - 40 if quantity > 40 else 0",
        "values.compute(lambda quantity: quantity - 40, this.quantity) if values.more(this.quantity, 40) else 0",
    ),
    ("took / 2", "values.compute(lambda took: values.parts(took, 2), this.took)"),
    ("later(due, part.made)", 'values.later(this.due, values.follow(this, "part", "made"))'),
    ("year(placed)", "values.year(given.local(this.placed))"),
]


@pytest.mark.parametrize(("source", "python"), FORMULAS, ids=[case[0] for case in FORMULAS])
def test_formula(source: str, python: str) -> None:
    expression, problems = check(text(source), Use.FORMULA, Names("job"), VOCABULARY)
    assert expression is not None, problems
    assert emit_python(expression, VOCABULARY).text == python


def test_what_the_code_imports() -> None:
    source = text('company.ours and discount > 2.25 and due == "2026-12-31"')
    expression, _ = check(source, Use.CONDITION, NAMES, VOCABULARY)
    assert expression is not None
    sql, python = emit_sql(expression, VOCABULARY), emit_python(expression, VOCABULARY)
    assert (sql.records, sql.modules) == (("company",), ("datetime", "decimal", "sql"))
    assert (python.records, python.modules) == ((), ("datetime", "decimal", "values"))


@pytest.mark.parametrize("words", ["'); import os; ('", "{this}", "\N{LINE SEPARATOR}", "#", "%s", "é", "]) or true"])
def test_text_stays_text(words: str) -> None:
    quote = '"' if "'" in words else "'"
    expression, problems = check(text(f"note == {quote}{words}{quote}"), Use.CONDITION, NAMES, VOCABULARY)
    assert expression is not None, problems
    for code in (emit_sql(expression, VOCABULARY), emit_python(expression, VOCABULARY)):
        comparison = ast.parse(code.text, mode="eval").body
        assert isinstance(comparison, ast.Compare)
        assert [constant.value for constant in ast.walk(comparison) if isinstance(constant, ast.Constant)] == [words]
