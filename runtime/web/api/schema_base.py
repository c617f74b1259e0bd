"""What all schemas of the interface have in common: a class of fields, and a field whose value may be null."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError
from marshmallow.fields import Field

from runtime.service.outcomes import Refused
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


class Value(Field):
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
