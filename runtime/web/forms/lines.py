"""Lines of a record, each a form of its own within the form of the record: which were sent, which are there.

Inputs are called `<field>-<place>-<name>`; `<field>-<place>-id` says which stored line it is, `-remove` that it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from wtforms.utils import unset_value

from runtime.ids import read_id
from runtime.scope import Row
from runtime.service.line import MOST_LINES, Line
from runtime.web.forms import line_frames
from runtime.web.forms.frames import Around
from runtime.web.forms.question import LONGEST_ENTERED, Posted, Question
from runtime.words import inside, sentence, with_article

if TYPE_CHECKING:
    from runtime.web.forms.form import RecordForm

BLANK = 3
"""Lines to fill in that a new form begins with."""
PLACE = re.compile(r"(0|[1-9][0-9]{0,3})-(.+)", re.ASCII)
GONE = "A line is not here any more. Check the lines that are left."


@dataclass(frozen=True, slots=True)
class LineForms:
    """How the lines of one field are asked.

    `make` gives the form for some fields under a prefix. `addable` are the fields of a new line (None: there may be
    none), and `defaults` what it starts with. `facts` is what is seen of a stored line and not asked.
    """

    noun: str
    make: Callable[[Collection[str], str], RecordForm]
    addable: tuple[str, ...] | None
    defaults: Mapping[str, Any]
    facts: Callable[[Row], tuple[tuple[str, Markup], ...]]
    least: int = 0
    most: int = MOST_LINES


@dataclass(eq=False, slots=True)
class LineEntry:
    """One line of the form. `row` is the stored one, None for a new line; `messages` are about the line as a whole."""

    prefix: str
    title: str
    form: RecordForm
    row: Row | None = None
    removed: bool = False
    blank: bool = False
    facts: tuple[tuple[str, Markup], ...] = ()
    messages: list[str] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether it is a line of the record, once the form is saved."""
        return not self.removed and not self.blank

    @property
    def removable(self) -> bool:
        return self.row is None or self.row.may_delete

    @property
    def questions(self) -> list[Question]:
        return self.form.questions

    @property
    def offers_removal(self) -> bool:
        """An untouched new line is no line yet."""
        return self.removable and not self.blank

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from ((f"{self.title}: {text}", self.prefix) for text in self.messages)
        for question in self.form.shown:
            yield from ((f"{self.title}: {text}", target) for text, target in question.faults())


class LinesQuestion(Question):
    """`entries` are the lines as the form shows them, `sent` those of them that came with the request."""

    grouped = True

    def __init__(self, *args: Any, **of_form: Any) -> None:
        super().__init__(*args, **of_form)
        self.forms: LineForms = self._form.of_lines[self.declared.name]
        self.optional = self.optional and not self.forms.least
        self.entries: list[LineEntry] = []
        self.sent: list[LineEntry] = []
        self._strays: frozenset[str] = frozenset()
        self._untouched: dict[str, list[str]] = {}

    @property
    def has_button(self) -> bool:
        return True

    def process(self, formdata: Posted | None, data: Any = unset_value, extra_filters: Any = None) -> None:
        rows: tuple[Row, ...] = () if data is unset_value or data is None else data
        self.posted = formdata is not None and self.is_answered(formdata)
        if formdata is not None and self.posted:
            self._receive(formdata, {row.id: row for row in rows})
            left = [row for row in rows if row not in [each.row for each in self.entries]]
        else:
            left = list(rows)
        for row in left:
            self._add(self._stored(row, self._next(), None))
        if not self.posted:
            self._begin()
        elif formdata is not None and str(formdata.get("_add", "")) == self.name:
            self._add_blank()

    def _begin(self) -> None:
        """A form that is shown for the first time has some lines to fill in."""
        for _ in range(1 if self.entries else max(self.forms.least, BLANK)):
            self._add_blank()

    def _receive(self, formdata: Posted, rows: dict[int, Row]) -> None:
        places = sorted({int(found[1]) for found in self._named(formdata)})
        if len(places) > MOST_LINES:
            words = f"{sentence(inside(self.declared.label))} can have {MOST_LINES} lines at most"
            self.messages.append(f"{words}; there are {len(places):,}")
        for place in places[:MOST_LINES]:
            entry = self._received(formdata, place, rows)
            if entry is not None:
                self._add(entry)
                self.sent.append(entry)

    def _named(self, formdata: Posted) -> Iterable[re.Match[str]]:
        start = f"{self.name}-"
        found = (PLACE.fullmatch(name[len(start) :]) for name in formdata if name.startswith(start))
        return (each for each in found if each)

    def _received(self, formdata: Posted, place: int, rows: dict[int, Row]) -> LineEntry | None:
        """None for a line that is not there, or was sent before: what stands in it is nobody's."""
        prefix = f"{self.name}-{place}"
        known = str(formdata.get(f"{prefix}-id", "")).strip()
        if known:
            row = rows.pop(read_id(known) or 0, None)
            if row is not None:
                return self._stored(row, place, formdata)
            self._strays |= {name for name in formdata if name.startswith(f"{prefix}-")}
            self.messages.append(_gone(formdata, prefix))
            return None
        return self._new(place, formdata)

    def _stored(self, row: Row, place: int, formdata: Posted | None) -> LineEntry:
        entry = self._entry(place, row.may_edit)
        entry.row, entry.facts = row, self.forms.facts(row)
        entry.form.record_id = row.id
        entry.form.fill(row.values, formdata)
        entry.removed = self._is_removed(entry, formdata)
        return entry

    def _new(self, place: int, formdata: Posted | None) -> LineEntry | None:
        if self.forms.addable is None:
            return None
        entry = self._entry(place, self.forms.addable)
        entry.form.fill(self.forms.defaults, formdata)
        entry.blank = _typed(entry.form) == self._fresh()
        entry.removed = self._is_removed(entry, formdata)
        return entry

    def _is_removed(self, entry: LineEntry, formdata: Posted | None) -> bool:
        return entry.removable and formdata is not None and bool(formdata.get(f"{entry.prefix}-remove"))

    def _fresh(self) -> dict[str, list[str]]:
        """What stands in a new line that nobody touched."""
        if not self._untouched:
            form = self.forms.make(self.forms.addable or (), f"{self.name}-new")
            form.fill(self.forms.defaults, None)
            self._untouched = _typed(form)
        return self._untouched

    def _entry(self, place: int, names: Collection[str]) -> LineEntry:
        prefix = f"{self.name}-{place}"
        return LineEntry(prefix, f"{self.forms.noun} {len(self.entries) + 1}", self.forms.make(names, f"{prefix}-"))

    def _add(self, entry: LineEntry) -> None:
        self.entries.append(entry)

    def _add_blank(self) -> None:
        if self.may_add and (entry := self._new(self._next(), None)):
            self._add(entry)

    def _next(self) -> int:
        return 1 + max((int(each.prefix.rpartition("-")[2]) for each in self.entries), default=-1)

    @property
    def may_add(self) -> bool:
        """Whether another line can stand in the form."""
        return self.forms.addable is not None and len(self.entries) < self.forms.most

    @property
    def add_label(self) -> str:
        return f"Add {with_article(self.forms.noun)}"

    @property
    def takes(self) -> dict[str, bool]:
        found = {str(self.name): False, **dict.fromkeys(self._strays, True)}
        for entry in self.sent:
            if entry.row is not None:
                found[f"{entry.prefix}-id"] = False
            if entry.removable:
                found[f"{entry.prefix}-remove"] = False
            for question in entry.questions:
                found |= question.takes
        return found

    def is_answered(self, formdata: Posted) -> bool:
        return self.name in formdata or any(self._named(formdata))

    def markup(self, around: Around) -> Markup:
        return line_frames.lines(self, around)

    def check(self) -> None:
        for entry in self.sent:
            if entry.counts:
                entry.form.check()

    def answer(self) -> tuple[Line, ...]:
        """What was sent, as the service takes it."""
        return tuple(Line(each.form.answers(), each.row.id if each.row else None) for each in self._counted())

    def _counted(self) -> list[LineEntry]:
        return [entry for entry in self.sent if entry.counts]

    def refuse(self, place: str, messages: Iterable[str]) -> None:
        """What the service says of a line (`2`) or of a field of it (`2.quantity`) with which nothing was wrong yet."""
        number, _, name = place.partition(".")
        entry = self._counted()[int(number)]
        asked = next((each for each in entry.form.shown if each.declared.name == name), None)
        found = entry.messages if asked is None else asked.messages
        if asked is None or not found:
            found.extend(each for each in messages if each not in found)

    def faults(self) -> Iterator[tuple[str, str]]:
        yield from super().faults()
        for entry in self.entries:
            yield from entry.faults()

    def forget_messages(self) -> None:
        super().forget_messages()
        for entry in self.entries:
            entry.messages.clear()
            entry.form.forget_messages()


def _gone(formdata: Posted, prefix: str) -> str:
    """With what was typed there, so that it can be copied to where it belongs."""
    names = (name for name in formdata if name.startswith(f"{prefix}-") and name != f"{prefix}-id")
    texts = [text.strip() for name in names if isinstance(text := formdata[name], str) and text.strip()]
    return f"{GONE} You entered there: {', '.join(texts)[:LONGEST_ENTERED]}" if texts else GONE


def _typed(form: RecordForm) -> dict[str, list[str]]:
    """What stands in the form, without what says nothing."""
    return {question.declared.name: [text for text in question.texts if text.strip()] for question in form.questions}
