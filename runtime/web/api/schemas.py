"""The words of generated schemas: marshmallow's fields, one class for each form that a value has in JSON.

They say whether what was sent has the right form, and read it. Whether it may be sent, and whether it fits the rest of
the record, is decided by the service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from runtime.scope import FileRow, Linked, NotShown
from runtime.service.values import LONGEST_TEXT, MOST_LINKS
from runtime.web.api import sent
from runtime.web.api.schema_base import RecordSchema, Value, unknown
from runtime.web.api.schema_lines import Lines

__all__ = [
    "Choice",
    "Choices",
    "Clock",
    "Day",
    "Email",
    "File",
    "Files",
    "Lines",
    "Link",
    "Links",
    "Moment",
    "Number",
    "Phone",
    "RecordSchema",
    "Span",
    "Text",
    "Whole",
    "YesNo",
    "unknown",
]


class Text(Value):
    expected = "text"

    def __init__(
        self,
        *,
        length: int = LONGEST_TEXT,
        required: bool = False,
        dump_only: bool = False,
        load_only: bool = False,
    ) -> None:
        super().__init__(required=required, dump_only=dump_only, load_only=load_only)
        self._length = length

    def read(self, value: object) -> str:
        return sent.text(value, self._length)


class Email(Text):
    expected = "an email address, such as name@example.org"

    def read(self, value: object) -> str:
        return sent.email(super().read(value))


class Phone(Text):
    expected = "a telephone number with its area code, such as +44 20 7946 0018"

    def read(self, value: object) -> str:
        return sent.phone(super().read(value))


class Whole(Value):
    expected = "a whole number"

    def read(self, value: object) -> int:
        return sent.whole(value)


class Number(Value):
    """Text in answers, so that no other system makes it inexact; text or a number where it is sent."""

    expected = "a number, best as text, such as “12.50”"

    def __init__(
        self, places: int, *, required: bool = False, dump_only: bool = False, load_only: bool = False
    ) -> None:
        super().__init__(required=required, dump_only=dump_only, load_only=load_only)
        self._places = places

    def shown(self, value: Decimal) -> str:
        return f"{value:.{self._places}f}"

    def read(self, value: object) -> Decimal:
        return sent.number(value, self._places)


class Day(Value):
    expected = "a day, such as 2026-01-31"

    def shown(self, value: date) -> str:
        return value.isoformat()

    def read(self, value: object) -> date:
        return sent.day(value)


class Moment(Value):
    expected = "a moment with its offset, such as 2026-01-31T09:30:00+01:00"

    def shown(self, value: datetime) -> str:
        return value.isoformat()

    def read(self, value: object) -> datetime:
        return sent.moment(value)


class Clock(Value):
    expected = "a time, such as 09:30"

    def shown(self, value: time) -> str:
        return value.isoformat()

    def read(self, value: object) -> time:
        return sent.clock(value)


class Span(Value):
    expected = "a whole number of seconds"

    def shown(self, value: timedelta) -> int:
        return round(value.total_seconds())

    def read(self, value: object) -> timedelta:
        return sent.span(value)


class YesNo(Value):
    expected = "true or false"

    def read(self, value: object) -> bool:
        return sent.yesno(value)


class Choice(Value):
    expected = "one of the choices"

    def __init__(
        self,
        choices: Mapping[str, str] | None = None,
        *,
        required: bool = False,
        dump_only: bool = False,
        load_only: bool = False,
    ) -> None:
        super().__init__(required=required, dump_only=dump_only, load_only=load_only)
        self._choices = choices or {}

    def read(self, value: object) -> str:
        return sent.choice(value, self._choices)


class Choices(Choice):
    def shown(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def read(self, value: object) -> Any:
        return tuple(sent.choice(each, self._choices) for each in sent.items(value, len(self._choices)))


Shown = dict[str, str | None]


def shown_links(values: Iterable[Linked | NotShown | None]) -> list[Shown | None]:
    """Many at once, since each record of a list has some; None for what is missing."""
    return [
        None
        if value is None
        else {"id": None, "title": "not shown"}
        if isinstance(value, NotShown)
        else {"id": str(value.id), "title": value.title}
        for value in values
    ]


def shown_link(value: Linked | NotShown) -> Shown | None:
    return shown_links([value])[0]


class Link(Value):
    """Seen with its title, sent by its id."""

    expected = "the id of a record, as text"

    shown = staticmethod(shown_link)

    def column(self, values: Sequence[Any]) -> Sequence[Any]:
        return shown_links(values) if type(self).shown is shown_link else super().column(values)

    def read(self, value: object) -> int:
        return sent.record_id(value)


class Links(Value):
    expected = "a list of ids of records, each as text"

    def shown(self, value: tuple[Linked, ...]) -> list[Shown | None]:
        return shown_links(value)

    def read(self, value: object) -> tuple[int, ...]:
        return tuple(sent.record_id(each) for each in sent.items(value, MOST_LINKS))


class File(Value):
    expected = "a file: its name, and its content in base64"

    def shown(self, value: tuple[FileRow, ...]) -> dict[str, object] | None:
        return shown_file(value[0]) if value else None

    def read(self, value: object) -> sent.Files:
        return sent.Files(added=(sent.upload(value),))


class Files(Value):
    expected = "a list of files: new ones by name and content in base64, those that stay by their ids"

    def shown(self, value: tuple[FileRow, ...]) -> list[dict[str, object]]:
        return [shown_file(each) for each in value]

    def read(self, value: object) -> sent.Files:
        return sent.files(sent.items(value, sent.MOST_FILES))


def shown_file(file: FileRow) -> dict[str, object]:
    return {"id": str(file.id), "name": file.name, "size": file.size, "media_type": file.media_type}
