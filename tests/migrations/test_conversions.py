"""The closed table of conversions: what values become, what does not fit and in which words."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from generator.changes.storage import CONVERSIONS
from runtime.migrations.conversions import Form, UnfitError, converter, pairs

ZONE = ZoneInfo("Europe/Berlin")
CHOICES = {"high": "High", "low": "Rather low"}


def form(kind: str) -> Form:
    return Form(kind, ZONE, 2 if kind == "money" else None, CHOICES if kind.startswith("choice") else {})


@pytest.mark.parametrize(
    ("source", "target", "value", "result"),
    [
        ("text", "money", "1,234.5", Decimal("1234.50")),
        ("text", "integer", " 12 ", 12),
        ("text", "date", "31.01.2026", date(2026, 1, 31)),
        ("text", "date", "31 January 2026", date(2026, 1, 31)),
        ("text", "datetime", "2026-01-31 10:00", datetime(2026, 1, 31, 9, tzinfo=UTC)),
        ("text", "time", "9:30", time(9, 30)),
        ("text", "duration", "1h 30m", timedelta(minutes=90)),
        ("text", "yesno", "No", False),
        ("text", "choice", "rather LOW", "low"),
        ("text", "choices", "High, low", ("high", "low")),
        ("money", "integer", Decimal("3.00"), 3),
        ("integer", "money", 3, Decimal("3.00")),
        ("integer", "yesno", 1, True),
        ("date", "datetime", date(2026, 7, 1), datetime(2026, 6, 30, 22, tzinfo=UTC)),
        ("datetime", "date", datetime(2026, 6, 30, 22, tzinfo=UTC), date(2026, 7, 1)),
        ("datetime", "time", datetime(2026, 6, 30, 22, tzinfo=UTC), time(0)),
        ("duration", "text", timedelta(minutes=90), "1h 30m"),
        ("choice", "text", "low", "Rather low"),
        ("choice", "choices", "low", ("low",)),
        ("choices", "choice", ("low",), "low"),
        ("yesno", "integer", True, 1),
    ],
)
def test_values_become(source: str, target: str, value: Any, result: Any) -> None:
    assert converter(form(source), form(target))(value) == result


@pytest.mark.parametrize(
    ("source", "target", "value", "words"),
    [
        ("text", "money", "about 5", "is not a number"),
        ("text", "money", "1.234,50", "is not a number"),
        ("text", "money", "1.234", "has more than 2 digits after the point"),
        ("text", "money", "9" * 30, "is too large"),
        ("text", "integer", "1.5", "is not a whole number"),
        ("text", "date", "02/03/2026", "is not a date"),
        ("text", "time", "25:00", "is not a time of day"),
        ("text", "duration", "soon", "is not a length of time, like 1h 30m"),
        ("text", "yesno", "perhaps", "is neither yes nor no"),
        ("text", "choice", "medium", "is not one of the choices"),
        ("integer", "yesno", 2, "is neither 0 nor 1"),
        ("choices", "choice", ("low", "high"), "holds 2 choices"),
        ("date", "integer", date(2026, 1, 1), "is date, which cannot become integer"),
    ],
)
def test_what_does_not_fit_is_told(source: str, target: str, value: Any, words: str) -> None:
    with pytest.raises(UnfitError) as unfit:
        converter(form(source), form(target))(value)
    assert unfit.value.words == words


def test_the_generator_promises_just_these() -> None:
    alike = {(one, other) for one, other in pairs() if one == other and (one, other) not in CONVERSIONS}
    assert pairs() - alike == CONVERSIONS
