"""What operations are made from: the fates of all things, with the columns that they are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.app import Constant, Field, Record, RuleName, Value
from generator.changes.columns import Column, Fill, Option
from generator.changes.draft import Draft
from generator.changes.facts import as_mapping, limit_text
from generator.changes.fates import Fates, FieldFate
from generator.changes.lists import Use, path_of
from generator.changes.lock import Entry
from generator.changes.storage import NUMBERS
from generator.changes.switching import Lists
from generator.naming import label


@dataclass(frozen=True, slots=True)
class World:
    fates: Fates
    lists: Lists
    draft: Draft

    def former_names(self) -> Mapping[str, str]:
        """What record types, fields and choices that are renamed were called, by their names of today."""
        choices = {now: was for fate in self.fates.lists.values() for now, was in fate.renamed.items()}
        records = ((fate.entry, fate.before) for fate in self.fates.records.values())
        fields = ((fate.entry, fate.before) for fate in self.fates.fields.values())
        return choices | {entry.name: before.name for entry, before in (*records, *fields) if before is not None}

    def column(self, fate: FieldFate) -> Column:
        """Where the field's values are by now."""
        options = self._options(fate.record, fate.field)
        column = self._column(self._table(fate.record.key), fate.entry, options)
        return replace(column, index=fate.field.index, unique=fate.field.unique)

    def column_before(self, fate: FieldFate) -> Column:
        """Where the field's values were; `before` is there."""
        assert fate.before is not None
        choices = self.lists.before.get((fate.record.key, fate.field.name), {})
        labels = dict(fate.field.choices.options) if fate.field.choices else {}
        options = tuple(
            Option(name, labels.get(name, label(name)), entry.stored) for name, entry in sorted(choices.items())
        )
        return self._column(self._table(fate.record.key), fate.before, options)

    def column_gone(self, record: str, entry: Entry) -> Column:
        """Where the values are of a field that is gone."""
        return self._column(self._table(record), entry, ())

    def earlier_columns(self, fate: FieldFate) -> tuple[Column, ...]:
        """Where the field's values were before they were converted, the last place first; none of those without a
        column."""
        entry: Entry | None = fate.entry
        found = []
        while entry is not None:
            fact, below = f"became={entry.id}", self.draft.under(entry.parent)
            entry = next((each for each in below if fact in (each.facts or ())), None)
            if entry is not None:
                found.append(self.column_gone(fate.record.key, entry))
        return tuple(column for column in found if column.column)

    def columns(self, uses: tuple[Use, ...]) -> tuple[Column, ...]:
        return tuple(self.column(self.fates.fields[use]) for use in uses)

    def fill(self, fate: FieldFate) -> Fill | None:
        """What rows without a value get: as `backfill` says, else the default if it is a constant."""
        return self.backfill(fate) or self._default(fate)

    def backfill(self, fate: FieldFate) -> Fill | None:
        value = fate.field.backfill
        return None if value is None else Fill(self._stored(value, fate), _source(value, fate.record), "backfill")

    def _default(self, fate: FieldFate) -> Fill | None:
        value = fate.field.default
        if not isinstance(value, Constant):
            return None
        return Fill(self._stored(value, fate), _source(value, fate.record), "default")

    def _stored(self, value: Value, fate: FieldFate) -> Value:
        """A choice as rows hold it."""
        path = path_of(fate.record, fate.field)
        if path is None or not isinstance(value, Constant):
            return value
        entry = self.lists.fates[path].entries.get(str(value.value))
        return Constant(entry.stored) if entry else value

    def _options(self, record: Record, field: Field) -> tuple[Option, ...]:
        path = path_of(record, field)
        if path is None or field.choices is None:
            return ()
        entries = self.lists.fates[path].entries
        return tuple(Option(name, text, entries[name].stored) for name, text in field.choices.options)

    def _table(self, record: str) -> str:
        return self.fates.records[record].entry.stored

    def _column(self, table: str, entry: Entry, options: tuple[Option, ...]) -> Column:
        kind, _, operand = entry.kind.partition(" ")
        facts = as_mapping(entry.facts or ())
        return Column(
            table=table,
            name=entry.stored,
            kind=kind,
            places=int(operand) if kind in NUMBERS else None,
            target=self.draft.entry(operand).stored if kind in ("link", "links") else None,
            options=options,
            index="index" in facts,
            unique="unique" in facts,
            id=entry.id,
        )


def _source(value: Value, record: Record) -> str:
    """As typed, or as one would type it."""
    if isinstance(value, RuleName):
        return next(str(rule.expression.source) for rule in record.rules if rule.name == value.name)
    if isinstance(value.value, bool):
        return "yes" if value.value else "no"
    return limit_text(value) or ""
