"""Many records are shown in JSON as each of them would be."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from marshmallow import post_dump
from marshmallow.fields import Function

from runtime.scope import NOT_SHOWN, FileRow, Linked, Row
from runtime.web.api import schemas

FILE = FileRow(7, "a.txt", 3, "text/plain")


class Line(schemas.RecordSchema):
    item = schemas.Text()
    order = schemas.Link()


class Order(schemas.RecordSchema):
    subject = schemas.Text()
    price = schemas.Number(2)
    due = schemas.Day()
    made = schemas.Moment()
    opens = schemas.Clock()
    lasts = schemas.Span()
    urgent = schemas.YesNo()
    state = schemas.Choice({"new": "New"})
    colours = schemas.Choices({"red": "Red"})
    owner = schemas.Link()
    people = schemas.Links()
    photo = schemas.File()
    papers = schemas.Files()
    lines = schemas.Lines(Line, "order")
    secret = schemas.Text(load_only=True)


class Louder(Order):
    """A site's own schema, which does more than its fields say."""

    @post_dump
    def shout(self, values: dict[str, Any], **_options: Any) -> dict[str, Any]:
        return {**values, "subject": str(values.get("subject")).upper()}


class Longer(Order):
    subject = Function(len)


class Title(schemas.Text):
    def shown(self, value: Any) -> Any:
        return str(value).title()


class Starred(schemas.Text):
    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return "***"


class Veiled(Order):
    subject = Starred()


class Cased(Order):
    subject = Title()


FULL: Mapping[str, object] = {
    "subject": "mast & boom",
    "price": Decimal("12.5"),
    "due": date(2026, 1, 31),
    "made": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
    "opens": time(9, 30),
    "lasts": timedelta(hours=2),
    "urgent": False,
    "state": "new",
    "colours": ("red",),
    "owner": Linked(3, "Ada"),
    "people": (Linked(3, "Ada"), Linked(4, "Gus")),
    "photo": (FILE,),
    "papers": (FILE, FILE),
    "lines": (Row(5, "Rope", 1, {"item": "Rope", "order": Linked(1, "One")}), Row(6, "Pin", 1, {"item": None})),
    "secret": "kept",
    "nowhere": "in no schema",
}
EMPTY = dict.fromkeys(FULL) | {"colours": (), "people": (), "photo": (), "papers": (), "lines": ()}
PARTS = {name: value for name, value in FULL.items() if name not in ("price", "owner")} | {"people": ()}
UNSEEN = {**FULL, "owner": NOT_SHOWN}


@pytest.mark.parametrize("made", [Order, Louder, Longer, Veiled, Cased])
@pytest.mark.parametrize(
    "rows", [[], [{}, {}], [FULL, EMPTY, UNSEEN], [FULL, PARTS, {}], [PARTS, PARTS]], ids=lambda rows: str(len(rows))
)
def test_rows_are_shown_as_each_of_them(made: type[schemas.RecordSchema], rows: list[Mapping[str, object]]) -> None:
    shown = made().rows(rows)
    assert shown == [made().dump(row) for row in rows]
    assert [list(each) for each in shown] == [list(made().dump(row)) for row in rows]  # in the same order


def test_what_is_shown() -> None:
    (shown,) = Order().rows([UNSEEN])
    assert (shown["price"], shown["lasts"], shown["owner"]) == ("12.50", 7200, {"id": None, "title": "not shown"})
    assert shown["lines"] == [{"id": "5", "item": "Rope"}, {"id": "6", "item": None}]
    assert "secret" not in shown and "nowhere" not in shown
