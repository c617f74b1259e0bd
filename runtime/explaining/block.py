"""One block of access, that of a role of a portal for a record type, judged by what its rules have come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from runtime.declarations.access import Access, RecordType
from runtime.declarations.fields import Field
from runtime.declarations.rules import Rule
from runtime.explaining.verdicts import Verdict, allowed, refused, verdict
from runtime.explaining.words import BlockWords, Ground
from runtime.records import BUILT_IN, fields_of
from runtime.scope.policy import Policy, field_of, is_kept, overridden
from runtime.scope.system import Judgement
from runtime.words import inside, joined, with_article

Judgements = Mapping[Rule, Judgement]


@dataclass(frozen=True, slots=True)
class FieldVerdicts:
    """`name` is dotted for a value one link away, which is granted for display only."""

    name: str
    label: str
    see: Verdict
    edit: Verdict


class Block:
    """Its grounds by field; nothing granted is nothing allowed."""

    def __init__(self, policy: Policy, record: RecordType, words: BlockWords) -> None:
        self._access = policy.access(record.key) or Access()
        self._record = record
        self._records = policy.site.records
        self._moves = policy.moves(record.key).values()
        self._rows, self._delete, self._create = (
            words.rows(self._access),
            words.delete(self._access),
            words.create(self._access),
        )
        self._see = _by_field(words.grants("see", self._access.see))
        self._edit = _by_field(words.grants("edit", self._access.edit))

    def rules(self) -> list[Rule]:
        """Every rule that has to be judged, once each."""
        whole = [ground for ground in (self._rows, self._delete) if ground is not None]
        of_fields = [ground for found in (self._see, self._edit) for grounds in found.values() for ground in grounds]
        return list(dict.fromkeys(ground.rule for ground in whole + of_fields if ground.rule is not None))

    def rows(self, judgements: Judgements) -> Verdict:
        if self._rows is None:
            return refused(f"not among their rows; no {inside(self._record.label)} is")
        return _judged("among their rows", [self._rows], judgements)

    def create(self) -> Verdict:
        """Of the record type; nothing of this record is judged."""
        if self._create is None:
            return refused(f"cannot create {with_article(self._record.label)}: there is no form for it")
        names = self._access.create or ()
        labels = [inside(overridden(field_of(self._record, name), self._access).label) for name in names]
        entering = f", entering {joined(labels)}" if labels else ""
        return allowed(f"can create one{entering}", self._create.at)

    def delete(self, judgements: Judgements, rows: Verdict) -> Verdict:
        if self._delete is None:
            return refused("not deletable: it is not allowed here")
        if not rows.allowed:
            return _beyond("deletable", rows)
        found = _judged("deletable", [self._delete], judgements)
        return allowed(f"{found.words}, unless something links to it", *found.at) if found.allowed else found

    def fields(self, judgements: Judgements, rows: Verdict) -> Iterator[FieldVerdicts]:
        """All fields of the record type, and whatever else is granted."""
        granted = (*self._see, *self._edit)
        for name in dict.fromkeys((*fields_of(self._record.model), *granted)):
            see = self._field("visible", name, self._see, judgements, rows)
            edit = self._field("editable", name, self._edit, judgements, rows)
            yield FieldVerdicts(name, self._label(name), see, edit)

    def _field(
        self, able: str, name: str, granted: Mapping[str, list[Ground]], judgements: Judgements, rows: Verdict
    ) -> Verdict:
        grounds = granted.get(name)
        if not grounds:
            return refused(f"not {able}: {self._why_not(able, name)}")
        return _judged(able, grounds, judgements) if rows.allowed else _beyond(able, rows)

    def _why_not(self, able: str, name: str) -> str:
        field: Field | None = fields_of(self._record.model).get(name)
        if able == "visible":
            return "it is not listed"
        if field is None or "." in name or name in BUILT_IN:
            return "it is for display only"
        if is_kept(self._record, name):
            return "the product writes it"
        with_moves = [f"“{move.label}”" for move in self._moves if name in move.needs]
        if with_moves:
            return f"it is entered with {joined(with_moves)} only"
        return "it is computed" if field.computed else "it is not listed"

    def _label(self, name: str) -> str:
        link, _, there = name.partition(".")
        field = overridden(field_of(self._record, link), self._access)
        if not there or field.target is None:
            return field.label
        return f"{field.label} ({inside(field_of(self._records[field.target], there).label)})"


def _by_field(grounds: Iterable[tuple[tuple[str, ...], Ground]]) -> dict[str, list[Ground]]:
    found: dict[str, list[Ground]] = {}
    for names, ground in grounds:
        for name in names:
            found.setdefault(name, []).append(ground)
    return found


def _judged(able: str, grounds: Iterable[Ground], judgements: Judgements) -> Verdict:
    return verdict(able, [(ground, None if ground.rule is None else judgements[ground.rule]) for ground in grounds])


def _beyond(able: str, rows: Verdict) -> Verdict:
    return refused(f"not {able}: the record is not among their rows", *rows.at)
