"""What an apply would have to guess, or cannot do without losing something: named, with what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.app import Choices, Field, Record
from generator.changes.fates import FieldFate
from generator.changes.kinds import kind_words
from generator.changes.lock import Entry
from generator.changes.storage import alike, family
from generator.fields import KINDS
from generator.problems import Problem, Text
from generator.suggestion import closest, did_you_mean


def undeclared_record(entry: Entry, twin: Record) -> Problem:
    """A record type is gone, and a new one is much like it."""
    message = f"record type '{entry.name}' is gone, and '{twin.key}' is new and has mostly the same fields"
    hint = (
        f"if it was renamed: portal rename {entry.name} {twin.key}, or write 'was: {entry.name}' in "
        f"{twin.key}.yaml; if not: write 'retired: [{entry.name}]' there"
    )
    return Problem("S904", message, twin.at, hint)


def undeclared_fields(record: Record, left: Sequence[Entry], new: Sequence[FieldFate]) -> Iterator[Problem]:
    """A field is gone, and a new one is stored alike: it may be the same under another name."""
    undeclared = {
        each.field.name: each
        for each in new
        if each.field.was is None
        and not (each.field.name == "number" and record.number)
        and not (each.field.kept and each.field.private)  # nobody sees it, so nobody has it under another name
    }
    for entry in left:
        candidates = [name for name, each in undeclared.items() if alike(entry.kind, each.entry.kind)]
        if not candidates or entry.name in (*record.retired, *undeclared):
            continue
        name = closest(entry.name, candidates) or candidates[0]
        message = f"field '{entry.name}' of {record.key} is gone, and '{name}' is new and stored alike"
        hint = (
            f"if it was renamed: portal rename {record.key}.{entry.name} {name}, or write 'was: {entry.name}' at "
            f"'{name}'; if not: write 'retired: [{entry.name}]' in {record.key}.yaml"
        )
        yield Problem("S904", message, undeclared[name].field.at, hint)


def undeclared_choice(where: str, gone: str, added: Sequence[str], choices: Choices) -> Problem:
    new = closest(gone, added) or added[0]
    message = f"choice '{gone}' of {where} is gone, and '{new}' is new"
    hint = (
        f"if it was renamed: write '{new}: {{ was: {gone} }}'; if its records are to become another one: keep "
        f"'{gone}' until '{new}' is applied, then write '{gone}: {{ becomes: {new} }}'"
    )
    return Problem("S905", message, choices.places[new], hint)


def unknown_becoming(where: str, gone: Text, known: Collection[str]) -> Problem:
    message = f"choice '{gone}' of {where}, which becomes another one, was never there"
    hint = did_you_mean(gone, known, "choices that are gone") if known else "remove the line"
    return Problem("S920", message, gone.at, hint)


def early_becoming(where: str, gone: Text, new: str) -> Problem:
    message = f"choice '{gone}' of {where} becomes '{new}', which is new itself"
    hint = f"to rename it, write {new}: {{ label: …, was: {gone} }}; to join the two, add '{new}' and apply first"
    return Problem("S923", message, gone.at, hint)


def wrongly_retired(record: Record, gone: Collection[str], records: Collection[str]) -> Iterator[Problem]:
    """Names under `retired` that are still there, or never were."""
    present = {field.name for field in record.fields}
    for name in record.retired:
        if name in present:
            message = f"'{name}' is under 'retired' and still a field of {record.key}"
            yield Problem("S909", message, name.at, "remove one of the two")
        elif name not in gone and name not in records:
            message = f"'{name}' is under 'retired' and never was a field of {record.key}"
            yield Problem("S909", message, name.at, did_you_mean(name, sorted({*gone, *records}), "gone"))


def no_conversion(record: Record, field: Field, old: str, new: str, keys: Mapping[str, str]) -> Problem:
    """`old` and `new` are kinds of the lock."""
    say = "say what records get with 'backfill', or write" if "default" in KINDS[field.kind].keys else "write"
    was, now = kind_words(old, keys), kind_words(new, keys)
    if family(old) == family(new) and family(old) in ("link", "links"):
        message = f"field '{field.name}' of {record.key} was {was} and now is {now}: the links cannot come along"
        return Problem("S921", message, field.at, f"{say} 'from_now: true'; the old links are kept, hidden")
    message = f"field '{field.name}' of {record.key} was {was} and now is {now}, which its values cannot become"
    hint = f"give the new field another name; or {say} 'from_now: true': the old values are kept, hidden"
    return Problem("S906", message, field.at, hint)
