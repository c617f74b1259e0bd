"""Lines of a record in the interface: a list of objects, each read and shown by the schema of its record type."""

from __future__ import annotations

from marshmallow import ValidationError

from runtime.scope import Row
from runtime.service.line import MOST_LINES, Line
from runtime.service.outcomes import Refused
from runtime.web.api import sent
from runtime.web.api.schema_base import RecordSchema, Value


class Lines(Value):
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
        lines = self._seen.rows([self._own(row) for row in value])
        return [{"id": str(row.id), **line} for row, line in zip(value, lines, strict=True)]

    def _own(self, row: Row) -> dict[str, object]:
        return {name: each for name, each in row.values.items() if name != self._parent}

    def read(self, value: object) -> tuple[Line, ...]:
        lines: list[Line] = []
        errors: dict[str, list[str]] = {}
        for place, each in enumerate(sent.items(value, MOST_LINES)):
            try:
                lines.append(self._read(each))
            except Refused as reason:
                errors |= {f"{place}.{name}" if name else str(place): words for name, words in reason.errors.items()}
        if errors:
            raise ValidationError(errors)
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
