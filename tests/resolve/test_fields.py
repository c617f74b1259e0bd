"""Fields: what each kind allows, and how their values are read."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from generator.app import Constant, RuleName
from generator.fields import IN_SPECS
from generator.fields.reading import decimal_number, duration, iso_date, size, whole_number
from generator.reading.shapes import load_schema
from tests.resolve.specs import app_of, expressions_of


def test_the_schema_knows_the_same_kinds() -> None:
    field = load_schema("record")["$defs"]["field"]  # type: ignore[index]
    assert set(field["properties"]["type"]["enum"]) == IN_SPECS


@pytest.mark.parametrize(
    ("text", "size_in_bytes"), [("10 MB", 10_000_000), ("500KB", 500_000), ("1.5 GB", 1_500_000_000), ("2", 2_000_000)]
)
def test_size(text: str, size_in_bytes: int) -> None:
    assert size(text) == size_in_bytes


@pytest.mark.parametrize(("text", "seconds"), [("30m", 1_800), ("24h", 86_400), ("10d", 864_000), ("2w", 1_209_600)])
def test_duration(text: str, seconds: int) -> None:
    assert duration(text) == timedelta(seconds=seconds)


def test_numbers_and_dates_are_read_as_typed() -> None:
    assert whole_number("01067") == 1067
    assert decimal_number("1.10") == Decimal("1.10")
    assert iso_date("2026-05-31") == date(2026, 5, 31)
    for read, text in ((whole_number, "1.5"), (decimal_number, "1e9"), (decimal_number, "NaN"), (whole_number, "１２")):
        with pytest.raises(ValueError, match="is not a"):
            read(text)


BERTH = {
    "records/berth.yaml": """
        record: berth
        number: B-{random:6}
        uses: [attachments]
        fields:
          quay: { type: choice, of: { north: North quay, south: South quay }, default: north, required: true }
          pilot: { type: link, to: person, back: berths }
          length: { type: decimal, places: 1, min: 0.5, max: 400 }
          fee: { type: money, default: 12.50 }
          stay: { type: duration, default: 36h, min: 30m }
          arrives: { type: date, default: today, required: true }
          leaves: { type: date, min: arrives, max: 2030-12-31 }
          tags: { type: choices, of: [fuel, water], default: '["fuel"]' }
          remark: { type: text }
        portals:
          staff: { rows: all, see: all, edit: all }
    """
}


def test_fields_of_a_record_type(tmp_path: Path) -> None:
    app = app_of(tmp_path, BERTH)
    berth = app.records["berth"]
    fields = {field.name: field for field in berth.fields}
    assert [*fields][:2] == ["number", "quay"]
    assert [*fields][-1] == "attachments"
    assert fields["number"].unique
    assert fields["number"].computed
    assert fields["quay"].choices is not None
    assert fields["quay"].choices.constant == "BERTH_QUAY"
    assert fields["quay"].default == Constant("north")
    assert fields["pilot"].index
    assert (fields["length"].minimum, fields["length"].maximum) == (Constant(Decimal("0.5")), Constant(Decimal(400)))
    assert (fields["length"].places, fields["fee"].places) == (1, 2)
    assert fields["fee"].default == Constant(Decimal("12.50"))
    assert (fields["stay"].default, fields["stay"].minimum) == (
        Constant(timedelta(hours=36)),
        Constant(timedelta(minutes=30)),
    )
    assert fields["arrives"].default == RuleName("today")
    assert (fields["leaves"].minimum, fields["leaves"].maximum) == (
        RuleName("leaves_min"),
        Constant(date(2030, 12, 31)),
    )
    assert fields["tags"].default == RuleName("tags_default")
    assert fields["remark"].length == 200
    assert expressions_of(berth) == {"today": "today", "leaves_min": "arrives", "tags_default": '["fuel"]'}
    assert [(back.name, back.record, back.field) for back in app.records["person"].back_links] == [
        ("berths", "berth", "pilot")
    ]


def test_currency_says_the_places_of_money(tmp_path: Path) -> None:
    site = {"portal.yaml": "label: X\ncurrency: JPY\ntime_zone: UTC\nspec: 1\n"}
    app = app_of(tmp_path, {**BERTH, **site})
    assert next(field.places for field in app.records["berth"].fields if field.name == "fee") == 0
