"""The pieces that need no database: values by name, titles, grants that add up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from runtime.declarations.access import Grant
from runtime.declarations.fields import Field
from runtime.scope import NOT_SHOWN, Linked, Principal, ScopeError
from runtime.scope.bindings import Bindings
from runtime.scope.options import padded
from runtime.scope.policy import conditions_by_name
from runtime.scope.titles import read_title, words_of
from tests.scope.marina import asked, over

LATE = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
ADA = Principal("quay", "", 1, 7, "skipper", "Ada", "ada@north", {"firm_id": 3, "day_off": None})
BINDINGS = Bindings(ADA, LATE, ZoneInfo("Europe/Berlin"), {"filter_0": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("filter_0", "x"),
        ("me_firm_id", 3),
        ("me_day_off", None),
        ("me_id", 7),
        ("portal", "quay"),
        ("role", None),
        ("now", LATE),
        ("now_plus_3600", LATE + timedelta(hours=1)),
        ("now_minus_90", LATE - timedelta(seconds=90)),
        ("today", date(2026, 6, 2)),  # there it is past midnight
        ("today_minus_2", date(2026, 5, 31)),
    ],
)
def test_values_by_name(name: str, value: object) -> None:
    assert BINDINGS[name] == value


@pytest.mark.parametrize("name", ["filter_1", "me_name", "me_", "", "nowhere", "this_id", "roles"])
def test_unknown_values_raise(name: str) -> None:
    with pytest.raises(ScopeError):
        BINDINGS[name]


@pytest.mark.parametrize(
    ("template", "words", "title"),
    [
        ("{number} {subject}", {"number": "B-1", "subject": "Mast"}, "B-1 Mast"),
        ("{number} {subject}", {"number": "", "subject": "Mast"}, "Mast"),
        ("{name} ({job})", {"name": "Ada", "job": ""}, "Ada"),
        ("{name} – {job}", {"name": "", "job": "Cook"}, "Cook"),
        ("{name}", {"name": ""}, "Skipper"),
        ("{name}", {}, "Skipper"),
        ("No. {number}", {"number": ""}, "Skipper"),
        ("Fixed", {}, "Fixed"),
        ("{a}{a}", {"a": "x"}, "xx"),
    ],
)
def test_titles(template: str, words: dict[str, str], title: str) -> None:
    assert read_title(template).compose(words, "Skipper") == title


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("red", "Red"),
        ("x", "x"),
        (None, ""),
        (NOT_SHOWN, ""),
        (Linked(1, "Gull"), "Gull"),
        (("red", "x"), "Red, x"),
        ((Linked(1, "Gull"), Linked(2, "Tern")), "Gull, Tern"),
        (True, "yes"),
        (Decimal("60.50"), "60.50"),
        (date(2026, 1, 31), "2026-01-31"),
    ],
)
def test_words_of_values(value: object, words: str) -> None:
    assert words_of(Field("f", "choice", "F", choices={"red": "Red"}), value) == words


def test_grants_add_up() -> None:
    grants = (Grant(("a", "b"), over), Grant(("b", "c"), asked), Grant(("c",)), Grant(("a",), over))
    assert conditions_by_name(grants) == {"a": (over,), "b": (over, asked), "c": ()}


def test_ids_are_padded_to_few_numbers_of_them() -> None:
    assert [len(padded(list(range(count)))) for count in (1, 2, 3, 5, 200)] == [1, 2, 4, 8, 256]
    assert padded([4, 5, 6]) == [4, 5, 6, 6]
