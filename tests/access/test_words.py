"""Rules in plain words: every form of condition, every rule of two businesses, and nothing that looks like a rule."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.access.words import clause
from generator.app import Access, App
from generator.expressions import check
from generator.expressions.types import Names, Use
from generator.pipeline import generate
from generator.problems import Position, Text
from tests.access.trade import trade

WORDS = Path(__file__).with_name("words.txt")
BUSINESSES = ("tests/businesses/observatory/specs", "tests/fixtures/language/specs")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return trade(tmp_path_factory.mktemp("trade"))


def words(app: App, source: str, record: str = "order", portal: str = "customer", it: str | None = None) -> str:
    at = Text(source, Position("specs/records/order.yaml", 1, 1, len(source)))
    found = app.portals[portal]
    names = Names(record, it, found.who, found.role, found.roles, portal)
    use = Use.CANDIDATES if it else Use.CONDITION
    expression, problems = check(at, use, names, app.vocabulary)
    assert expression is not None, problems
    return clause(expression, app, record, portal)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("firm == me.firm", "firm is your firm"),
        ("me.firm == firm", "firm is your firm"),
        ("firm != me.firm", "firm is not your firm"),
        ("firm.agent == me.firm", "firm is looked after by your firm"),
        ("firm.agent.agent == me.firm", "firm's agent is looked after by your firm"),
        ("firm.agent is None", "firm's agent is not set"),
        ('state == "new"', "state is New"),
        ('state in ["new", "packed", "closed"]', "state is New, Packed or Closed"),
        ('state not in ["new", "packed"]', "state is neither New nor Packed"),
        ('state == "new" or state == "packed"', "state is New or Packed"),
        ('not (state == "new" and margin > 5)', "state is not New or margin is not more than 5"),
        ("due < today", "due date is in the past"),
        ("due <= today", "due date is today or earlier"),
        ("today < due", "due date is in the future"),
        ("due == today", "due date is today"),
        ("due >= today - days(30)", "due date is 30 days ago or later"),
        ("due > today + days(7)", "due date is more than 7 days from today"),
        ("due < today - days(1)", "due date is more than 1 day ago"),
        ('due <= "2026-12-31"', "due date is no later than 31 December 2026"),
        ("created > now - hours(2)", "creation is after 2 hours ago"),
        ("due is None or due >= today", "due date is not set or is today or later"),
        (
            'firm == me.firm and (due is None or state == "new")',
            "firm is your firm, and either due date is not set or state is New",
        ),
        ("margin >= 5 and margin <= 9.5", "margin is at least 5 and is at most 9.5"),
        ('contains(subject, "urgent")', "subject contains “urgent”"),
        ('not starts_with(subject, "A")', "subject does not start with “A”"),
        ("me.active", "you are active"),
        ("not me.active", "you are not active"),
        ("me.firm is None", "you have no firm"),
        ("sees(firm)", "you can see the firm"),
        ("not sees(firm)", "you cannot see the firm"),
        ("firm in me.firm.clients", "firm is among your firm's clients"),
        ("firm in me.firm.clients.agent", "firm is the agent of one of your firm's clients"),
        ("any(c == firm for c in me.firm.clients)", "among your firm's clients there is one that is this order's firm"),
        (
            "all(c.name == subject for c in firm.clients)",
            "each of firm's clients is one whose name is this order's subject",
        ),
        (
            "not any(c.agent == me.firm for c in firm.clients)",
            "none of firm's clients is one that is looked after by your firm",
        ),
        ("any(firm.clients)", "firm has clients"),
        ("not any(firm.clients)", "firm has no clients"),
        ("count(firm.clients) > 3", "the number of firm's clients is more than 3"),
        ("margin * 2 > 10", "margin times 2 is more than 10"),
        ('portal == "customer"', "the portal is Shop"),
        (
            "count(c for c in firm.clients if c.agent == firm) > 3",
            "“count(c for c in firm.clients if c.agent == firm) > 3”",
        ),
    ],
)
def test_words(app: App, source: str, expected: str) -> None:
    assert words(app, source) == expected


def test_who_reads_and_whom_it_is_about(app: App) -> None:
    assert words(app, "this == me", "buyer") == "it is your own record"
    assert words(app, "active", "buyer") == "it is active"
    assert words(app, "not active", "buyer") == "it is not active"
    assert words(app, "active == false", "buyer") == "it is not active"
    assert (
        words(app, "this == me.firm or agent == me.firm", "firm") == "it is your firm or is looked after by your firm"
    )
    assert words(app, 'me.role in ["sales", "store"]', portal="staff") == "your role is Sales or Store keeper"
    assert words(app, "me.role is None", portal="staff") == "you have no role"


def test_a_candidate_is_told_from_the_record(app: App) -> None:
    assert words(app, "it.firm == firm", it="buyer") == "its firm is this order's firm"
    assert words(app, "it.active and it.firm != me.firm", it="buyer") == "it is active and its firm is not your firm"


def listing() -> Iterator[str]:
    for folder in BUSINESSES:
        app = generate(Path(folder)).app
        assert app is not None
        for record in app.records.values():
            portals = {name: access.portal for access in record.accesses for name in _rules(access)}
            for rule in record.rules:
                if rule.use in ("rule", "candidates"):
                    said = clause(rule.expression, app, record.key, portals.get(rule.name, ""))
                    yield f"{record.key}: {' '.join(rule.expression.source.split())}\n  {said}\n"


def _rules(access: Access) -> list[str]:
    grants = (*access.see, *access.edit)
    return [access.rows or "", access.delete or "", *(grant.when or "" for grant in grants)]


def test_every_rule_of_two_businesses() -> None:
    """When rules or words change on purpose: `python -m tests.access.test_words` writes the file anew."""
    assert "".join(listing()) == WORDS.read_text("utf-8")


def test_no_rule_of_access_is_left_as_it_was_typed() -> None:
    """In the shipped specs and the second business."""
    for folder in ("specs", BUSINESSES[0]):
        text = generate(Path(folder)).files["access.txt"].decode()
        said = re.findall(r" while (.*?)(?::|$)", text, re.MULTILINE)
        assert len(said) > 20
        assert [each for each in said if re.search(r"==|!=|[<>]|\bNone\b|\bme\b|_|\(", each)] == []


if __name__ == "__main__":
    WORDS.write_text("".join(listing()), "utf-8")
