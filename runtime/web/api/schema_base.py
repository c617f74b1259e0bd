"""What all schemas of the interface have in common: a class of fields, and a field whose value may be null."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from operator import itemgetter
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, missing
from marshmallow.decorators import POST_DUMP, PRE_DUMP
from marshmallow.fields import Field

from runtime.service.outcomes import Refused
from runtime.web.api import sent

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Column:
    """A field, by the name that it has in a row, the key that it has in JSON, and how it shows its values."""

    name: str
    key: str
    show: Callable[[Sequence[Any]], Sequence[Any]]


class RecordSchema(Schema):
    """The fields of a record type for one portal or role. Those that are `dump_only` are seen and never sent."""

    class Meta:
        unknown = RAISE

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """The names of values one link away have a dot, which is not a way through objects here."""
        return obj.get(attr, default)

    def rows(self, rows: Sequence[Mapping[str, object]]) -> list[dict[str, Any]]:
        """What `dump` makes of each, field by field instead: of a list, a call for each value takes longest."""
        if self._columns is None:
            return [self.dump(row) for row in rows]
        if len(set(map(tuple, rows))) > 1:  # a field whose condition fails is not in its row
            return [self.rows([row])[0] for row in rows]
        shown = [each for each in self._columns if rows and each.name in rows[0]]
        columns = [each.show(list(map(itemgetter(each.name), rows))) for each in shown]
        keys = [each.key for each in shown]
        return (
            [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)] if shown else [{} for _ in rows]
        )

    @cached_property
    def _columns(self) -> Sequence[_Column] | None:
        """None where a site's own schema does more than its fields say."""
        made = type(self)
        is_plain = made.dump is Schema.dump and made.get_attribute is RecordSchema.get_attribute
        if not is_plain or self._hooks[PRE_DUMP] or self._hooks[POST_DUMP]:
            return None
        fields = {name: each for name, each in self.dump_fields.items() if isinstance(each, Value) and each.is_plain}
        if len(fields) < len(self.dump_fields):
            return None
        return [_Column(each.attribute or name, each.data_key or name, each.column) for name, each in fields.items()]

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

    def column(self, values: Sequence[Any]) -> Sequence[Any]:
        """As `shown`, of the values of many records; None for what is missing."""
        if type(self).shown is Value.shown:
            return values
        shown = self.shown
        return [None if value is None else shown(value) for value in values]

    @property
    def is_plain(self) -> bool:
        """Whether `column` is all that there is to say of how it is shown."""
        made = type(self)
        as_here = made.serialize is Field.serialize and made._serialize is Value._serialize
        return as_here and made.get_value is Field.get_value and self.dump_default is missing

    def read(self, value: object) -> Any:
        """The value as it was sent; raises Unfit."""
        raise NotImplementedError
