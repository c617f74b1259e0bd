"""The difference of access as text for a terminal and as JSON. Draws what `sentences` and `doors` say."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from generator.access.difference import Kind, find_changes
from generator.access.doors import Door, find_doors
from generator.access.sentences import Sentence, put_into_words, sorted_sentences
from generator.access.wording import find_rewordings
from generator.app import App

MARKS: Mapping[Kind, str] = {"gain": "+", "loss": "-", "both": "±", "change": "~"}
COUNTED: Mapping[Kind, tuple[str, str]] = {
    "gain": ("gain", "gains"),
    "loss": ("loss", "losses"),
    "both": ("gain and loss in one", "gains and losses in one"),
    "change": ("other change", "other changes"),
}
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Touched:
    """How many people a change is about, and how many records at most; None where it is not about those there are."""

    people: int
    records: int | None


Counts = Mapping[Sentence, Touched]
NOT_COUNTED: Counts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changes in who may do what."""

    doors: tuple[Door, ...]
    sentences: tuple[Sentence, ...]

    @property
    def kinds(self) -> list[Kind]:
        return [*(door.kind for door in self.doors), *(each.statement.kind for each in self.sentences)]


def compare(before: App, after: App) -> Difference:
    found = [*put_into_words(find_changes(before, after), before, after), *find_rewordings(before, after)]
    return Difference(tuple(find_doors(before, after)), tuple(sorted_sentences(found)))


def as_text(difference: Difference, revision: str, counts: Counts = NOT_COUNTED) -> str:
    """A paragraph for each change, with its line; and how many there are."""
    if not difference.kinds:
        return f"Nobody gains or loses access since {revision}."
    paragraphs = [_paragraph(door.kind, door.text, [door.at]) for door in difference.doors]
    for sentence in difference.sentences:
        lines = [*_places(sentence), *_counted(counts.get(sentence))]
        paragraphs.append(_paragraph(sentence.statement.kind, sentence.text, lines))
    return "\n".join([*paragraphs, "", _count(difference.kinds)])


def _paragraph(kind: Kind, text: str, lines: Sequence[str]) -> str:
    wrapped = textwrap.fill(
        text, WIDTH, initial_indent=f"{MARKS[kind]} ", subsequent_indent="  ", break_on_hyphens=False
    )
    return "\n".join([wrapped, *(f"    {line}" for line in lines)])


def _places(sentence: Sentence) -> list[str]:
    statement = sentence.statement
    return [statement.at] if statement.at else [f"{statement.at_before} (before)"]


def _counted(touched: Touched | None) -> list[str]:
    if touched is None:
        return []
    people = _number(touched.people, "person", "people")
    if touched.records is None:
        return [people]
    return [f"{people}, {'up to ' * (touched.records > 0)}{_number(touched.records, 'record', 'records')}"]


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _count(kinds: Sequence[Kind]) -> str:
    counted = Counter(kinds)
    parts = [_number(counted[kind], *COUNTED[kind]) for kind in MARKS if counted[kind]]
    return f"{', '.join(parts)}."


def as_json(difference: Difference, revision: str, counts: Counts = NOT_COUNTED) -> str:
    """All of it, for programs."""
    doors = [{"kind": it.kind, "portal": it.portal, "text": it.text, "at": it.at} for it in difference.doors]
    changes = [
        {**_plain(sentence), **(asdict(counts[sentence]) if sentence in counts else {})}
        for sentence in difference.sentences
    ]
    return json.dumps({"since": revision, "portals": doors, "changes": changes}, indent=1, ensure_ascii=False)


def _plain(sentence: Sentence) -> dict[str, str | list[str] | None]:
    statement = sentence.statement
    return {
        "kind": statement.kind,
        "portal": statement.portal,
        "roles": list(sentence.roles),
        "record": statement.record,
        "operation": statement.operation,
        "fields": list(sentence.fields),
        "text": sentence.text,
        "before": statement.before,
        "after": statement.after,
        "at": statement.at,
        "at_before": statement.at_before,
    }
