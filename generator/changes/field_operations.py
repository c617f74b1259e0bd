"""Operations on one field that leave its values in their column."""

from __future__ import annotations

from dataclasses import dataclass

from generator.changes.columns import Column, Fill, Limit
from generator.changes.phrases import count, fill_words, limit_words
from generator.problems import Position

LINES = "lines"


@dataclass(frozen=True, slots=True)
class OfField:
    """What all operations on one field say."""

    at: Position
    record: str
    field: str
    column: Column

    @property
    def table(self) -> str:
        return self.column.table


@dataclass(frozen=True, slots=True)
class AddField(OfField):
    """A field is new. `fill` is for the rows that are there; where it is required, has no fill and not `from_now`, no
    row may be there. `computed`: its values are computed for all rows."""

    required: bool = False
    fill: Fill | None = None
    from_now: bool = False
    computed: bool = False

    def words(self) -> str:
        return f"Field {self.field} of {self.record} is new"

    def effect(self, rows: int) -> str:
        if self.column.kind == LINES:
            return f"its {count(rows)} have the lines that point to them"
        if self.computed:
            return f"it is computed for its {count(rows)}"
        if self.fill:
            return f"its {count(rows)} get {fill_words(self.fill)}"
        return f"its {count(rows)} have no value for it"


@dataclass(frozen=True, slots=True)
class RenameField(OfField):
    was: str

    def words(self) -> str:
        return f"Field {self.field} of {self.record} is renamed from {self.was}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class RetireField(OfField):
    def words(self) -> str:
        return f"Field {self.field} of {self.record} is retired"

    def effect(self, rows: int) -> str:
        if self.column.kind == LINES:
            return "no row changes: its lines are records of a type of their own"
        return f"its values in {count(rows)} are kept, hidden, until it is purged"


@dataclass(frozen=True, slots=True)
class RestoreField(OfField):
    """A retired field is in the specs again, under the name and kind that it had. Rows added since lack a value."""

    required: bool = False
    fill: Fill | None = None
    from_now: bool = False
    computed: bool = False

    def words(self) -> str:
        return f"Field {self.field} of {self.record} is restored"

    def effect(self, rows: int) -> str:
        return f"its values in {count(rows)} are there again"


@dataclass(frozen=True, slots=True)
class WidenField(OfField):
    """More values are allowed than before; no row is touched. `value` None: the limit is gone."""

    limit: Limit
    value: str | int | None

    def words(self) -> str:
        return f"Field {self.field} of {self.record} allows more: {limit_words(self.limit, self.value)}"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class NarrowField(OfField):
    """Fewer values are allowed than before. No row may break it, unless `from_now`. `value` is text or number as in
    the specs (a date in ISO form, a duration in seconds); of `kind` it is the kind."""

    limit: Limit
    value: str | int
    from_now: bool = False

    def words(self) -> str:
        return f"Field {self.field} of {self.record} allows less: {limit_words(self.limit, self.value)}"

    def effect(self, rows: int) -> str:
        kept = "may go on with the values they have" if self.from_now else "are looked at"
        return f"its {count(rows)} {kept}"


@dataclass(frozen=True, slots=True)
class RequireField(OfField):
    """A field must be filled in from now on. Rows without a value get `fill`; without one, and not `from_now`, no row
    may lack a value."""

    fill: Fill | None = None
    from_now: bool = False

    def words(self) -> str:
        return f"Field {self.field} of {self.record} is required"

    def effect(self, rows: int) -> str:
        """`rows` are those that lack a value."""
        if self.fill:
            return f"{count(rows)} without a value get {fill_words(self.fill)}"
        return f"{count(rows)} without a value may go on so" if self.from_now else f"{count(rows)} lack a value"


@dataclass(frozen=True, slots=True)
class AnswerField(OfField):
    """What was demanded of a field earlier is answered, for databases that the demand is still ahead of: rows that do
    not fulfil it get `fill`; without one they may stay as they are. `earlier`: columns that its values were converted
    from."""

    fill: Fill | None = None
    earlier: tuple[Column, ...] = ()

    def words(self) -> str:
        return f"Field {self.field} of {self.record} says what becomes of older rows"

    def effect(self, rows: int) -> str:
        become = f"get {fill_words(self.fill)}" if self.fill else "may go on as they are"
        return f"where it is not applied yet, those that do not fit {become}; elsewhere no row changes"


@dataclass(frozen=True, slots=True)
class AddIndex(OfField):
    def words(self) -> str:
        return f"Field {self.field} of {self.record} gets an index"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class DropIndex(OfField):
    def words(self) -> str:
        return f"Field {self.field} of {self.record} needs no index of its own"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} need no change"


@dataclass(frozen=True, slots=True)
class ComputeField(OfField):
    """A computed field has another formula: its values are computed anew for all rows."""

    def words(self) -> str:
        return f"Field {self.field} of {self.record} is computed in another way"

    def effect(self, rows: int) -> str:
        return f"its {count(rows)} get their new values"
