"""The words of generated schemas: marshmallow's fields, one class for each form that a value has in JSON.

They say whether what was sent has the right form, and read it. Whether it may be sent, and whether it fits the rest of
the record, is decided by the service.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError
from marshmallow.fields import Field

from runtime.scope import FileRow, Linked, NotShown, Row
from runtime.service.line import MOST_LINES, Line, place_of_line
from runtime.service.outcomes import Refused
from runtime.service.values import LONGEST_TEXT, MOST_LINKS
from runtime.web.api import sent

Errors = dict[str, list[str]]


class RecordSchema(Schema):
    """The fields of a record type for one portal or role. Those that are `dump_only` are seen and never sent."""

    class Meta:
        unknown = RAISE

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """The names of values one link away have a dot, which is not a way through objects here."""
        return obj.get(attr, default)

    def read(self, body: Mapping[str, object]) -> dict[str, Any]:
        """The values sent, by field. Raises Refused with all that has not the right form."""
        try:
            values: dict[str, Any] = self.load(body)
        except ValidationError as error:
            raise Refused(self._told(error.messages_dict)) from None
        return values

    def _told(self, messages: Mapping[str, Any]) -> Errors:
        known = self.load_fields
        told: Errors = {}
        for name, found in messages.items():
            if isinstance(found, dict):  # of lines, by their places
                told |= {f"{name}.{place}": words for place, words in found.items()}
            else:
                told[name] = found if name in known else [unknown(name, list(known))]
        return told


def unknown(name: str, known: list[str]) -> str:
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    words = f"There is no field “{shown}” to send here."
    near = get_close_matches(name[:60], known, n=1, cutoff=0.75)
    return f"{words} Did you mean “{near[0]}”?" if near else words


class _Value(Field):
    """A field whose value may be null; whether it may be missing is said by the service, in words with its label."""

    expected: ClassVar[str]

    def __init__(self, *, required: bool = False, dump_only: bool = False, load_only: bool = False) -> None:
        super().__init__(
            required=required,
            dump_only=dump_only,
            load_only=load_only,
            allow_none=True,
            error_messages={"required": "This is required."},
        )

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else self.shown(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return self.read(value)
        except sent.Unfit as error:
            raise ValidationError(str(error) or f"This must be {self.expected}.") from None

    def shown(self, value: Any) -> Any:
        """The value in JSON."""
        return value

    def read(self, value: object) -> Any:
        """The value as it was sent; raises Unfit."""
        raise NotImplementedError


class Text(_Value):
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


class Whole(_Value):
    expected = "a whole number"

    def read(self, value: object) -> int:
        return sent.whole(value)


class Number(_Value):
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


class Day(_Value):
    expected = "a day, such as 2026-01-31"

    def shown(self, value: date) -> str:
        return value.isoformat()

    def read(self, value: object) -> date:
        return sent.day(value)


class Moment(_Value):
    expected = "a moment with its offset, such as 2026-01-31T09:30:00+01:00"

    def shown(self, value: datetime) -> str:
        return value.isoformat()

    def read(self, value: object) -> datetime:
        return sent.moment(value)


class Clock(_Value):
    expected = "a time, such as 09:30"

    def shown(self, value: time) -> str:
        return value.isoformat()

    def read(self, value: object) -> time:
        return sent.clock(value)


class Span(_Value):
    expected = "a whole number of seconds"

    def shown(self, value: timedelta) -> int:
        return round(value.total_seconds())

    def read(self, value: object) -> timedelta:
        return sent.span(value)


class YesNo(_Value):
    expected = "true or false"

    def read(self, value: object) -> bool:
        return sent.yesno(value)


class Choice(_Value):
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


class Link(_Value):
    """Seen with its title, sent by its id."""

    expected = "the id of a record, as text"

    def shown(self, value: Linked | NotShown) -> dict[str, str | None]:
        return shown_link(value)

    def read(self, value: object) -> int:
        return sent.record_id(value)


class Links(_Value):
    expected = "a list of ids of records, each as text"

    def shown(self, value: tuple[Linked, ...]) -> list[dict[str, str | None]]:
        return [shown_link(each) for each in value]

    def read(self, value: object) -> tuple[int, ...]:
        return tuple(sent.record_id(each) for each in sent.items(value, MOST_LINKS))


class Lines(_Value):
    """Lines of a record: each is an object of their schema, with its `id` where it is there already."""

    expected = "a list of lines, each an object"

    def __init__(
        self,
        schema: type[RecordSchema],
        parent: str,
        *,
        required: bool = False,
        dump_only: bool = False,
        load_only: bool = False,
    ) -> None:
        """`parent` is the link of a line to its record, which needs no saying."""
        super().__init__(required=required, dump_only=dump_only, load_only=load_only)
        self._parent = parent
        self._seen = schema()
        self._new, self._there = schema(), schema(partial=True)

    def shown(self, value: tuple[Row, ...]) -> list[dict[str, object]]:
        return [self._line(row) for row in value]

    def _line(self, row: Row) -> dict[str, object]:
        values = {name: each for name, each in row.values.items() if name != self._parent}
        return {"id": str(row.id), **self._seen.dump(values)}

    def read(self, value: object) -> tuple[Line, ...]:
        lines, errors = [], {}
        for place, each in enumerate(sent.items(value, MOST_LINES)):
            try:
                lines.append(self._read(each))
            except Refused as reason:
                errors[place] = reason.errors
        if errors:
            raise ValidationError(
                {
                    place_of_line("", place, name)[1:]: words
                    for place, found in errors.items()
                    for name, words in found.items()
                }
            )
        return tuple(lines)

    def _read(self, value: object) -> Line:
        if not isinstance(value, dict):
            raise Refused({"": ["This must be an object."]})
        if "id" not in value:
            return Line(self._new.read(value))
        try:
            line_id = sent.record_id(value["id"])
        except sent.Unfit:
            raise Refused({"id": ["This must be the id of a line, as text."]}) from None
        return Line(self._there.read({name: each for name, each in value.items() if name != "id"}), line_id)


class File(_Value):
    expected = "a file: its name, and its content in base64"

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return shown_file(value[0]) if value else None

    def read(self, value: object) -> sent.Files:
        return sent.Files(added=(sent.upload(value),))


class Files(_Value):
    expected = "a list of files: new ones by name and content in base64, those that stay by their ids"

    def shown(self, value: tuple[FileRow, ...]) -> list[dict[str, object]]:
        return [shown_file(each) for each in value]

    def read(self, value: object) -> sent.Files:
        return sent.files(sent.items(value, sent.MOST_FILES))


def shown_link(value: Linked | NotShown) -> dict[str, str | None]:
    if isinstance(value, NotShown):
        return {"id": None, "title": "not shown"}
    return {"id": str(value.id), "title": value.title}


def shown_file(file: FileRow) -> dict[str, object]:
    return {"id": str(file.id), "name": file.name, "size": file.size, "media_type": file.media_type}
