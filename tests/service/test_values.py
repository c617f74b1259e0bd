"""Values that no form of ours sends, and those at the ends of what can be stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from runtime.service import Refused
from tests.service.conftest import Yard

EAST = timezone(timedelta(hours=14))

ENDS: list[tuple[str, Any]] = [
    ("crew_size", -(2**63) + 1),
    ("hours", Decimal("1")),
    ("details", "a" * 100_000),
    ("details", "Zeile\nüber 🚤 עברית"),
    ("wanted", date(9999, 12, 31)),
    ("starts", datetime(1, 1, 2, tzinfo=UTC)),
    ("starts", datetime(9999, 12, 31, 23, 59, tzinfo=UTC)),
    ("page", "http://user@host.example:8080/a?b=c#d"),
]
WRONG: list[tuple[str, Any, str]] = [
    ("crew_size", 2**63, "Enter a smaller number as crew size"),
    ("crew_size", -(2**70), "Enter a smaller number as crew size"),
    ("crew_size", True, "Enter a crew size"),
    ("crew_size", 1.5, "Enter a crew size"),
    ("crew_size", "1; drop table", "Enter a crew size"),
    ("hours", Decimal("NaN"), "Enter a smaller number as hours"),
    ("hours", Decimal("sNaN"), "Enter a smaller number as hours"),
    ("hours", Decimal("-Infinity"), "Enter a smaller number as hours"),
    ("hours", Decimal("1e40"), "Enter a smaller number as hours"),
    ("hours", Decimal(10) ** 17, "Enter a smaller number as hours"),
    ("hours", 0.5, "Enter hours"),
    ("subject", "a" * 41, "Shorten task to 40 characters or fewer; it has 41"),
    ("subject", 5, "Enter a task"),
    ("subject", "a\0b", "Remove the control characters from task"),
    ("subject", "a\ud800b", "Remove the control characters from task"),
    ("details", "a" * 100_001, "Shorten details to 100,000 characters or fewer; it has 100,001"),
    ("details", "a\x1b[2J", "Remove the control characters from details"),
    ("page", "javascript:alert(1)", "Enter page as a web address, like https://www.example.org"),
    ("page", "https://", "Enter page as a web address, like https://www.example.org"),
    ("page", "https://[", "Enter page as a web address, like https://www.example.org"),
    ("urgency", "High", "Choose one of the options for urgency"),
    ("urgency", ("high",), "Choose an urgency"),
    ("trades", ("hull", "a|b"), "Choose from the options for trades"),
    ("trades", "hull", "Choose trades"),
    ("wanted", datetime(2030, 1, 1, tzinfo=UTC), "Enter a wanted on"),
    ("wanted", "2030-01-01", "Enter a wanted on"),
    ("starts", datetime(2030, 1, 1), "Enter starts"),  # noqa: DTZ001 - that is what is wrong with it
    ("starts", datetime(1, 1, 1, tzinfo=EAST), "Enter starts with another year"),
    ("part", "1", "Choose a part"),
    ("part", 2**64, "Choose a part from the list"),
    ("people", (1, "2"), "Choose helpers from the list"),
    ("people", 1, "Choose helpers"),
    ("drawing", "a.pdf", "Upload a drawing"),
]


@pytest.mark.parametrize(("name", "value"), ENDS)
def test_what_can_just_be_stored(yard: Yard, name: str, value: Any) -> None:
    saved = yard.create(**{name: value})
    assert yard.row("yard_job", saved.id)[name] == value


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_what_does_not_fit_its_field(yard: Yard, name: str, value: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        yard.create(**{name: value})
    assert refused.value.errors == {name: [words]}


@pytest.mark.parametrize("value", [None, "", "   ", "\r\n", ()])
def test_empty_is_missing(yard: Yard, value: Any) -> None:
    saved = yard.create(details=value)
    assert yard.row("yard_job", saved.id)["details"] is None


def test_numbers_are_rounded_half_to_even(yard: Yard) -> None:
    saved = [yard.create(hours=Decimal(text)) for text in ("1.25", "1.35", "1.049999")]
    assert [yard.row("yard_job", each.id)["hours"] for each in saved] == [
        Decimal("1.2"),
        Decimal("1.4"),
        Decimal("1.0"),
    ]
