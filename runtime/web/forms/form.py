"""A form about one record: the questions that this person may answer, and what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from babel import Locale
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from runtime.declarations.fields import Field
from runtime.scope import NOT_SHOWN
from runtime.web.forms.files import FilesQuestion, KeptFile
from runtime.web.forms.lines import LineForms, LinesQuestion
from runtime.web.forms.question import Posted, Question

META = DefaultMeta()
NO_LINES: Mapping[str, LineForms] = MappingProxyType({})


class RecordForm(BaseForm):
    """Generated subclasses list their questions in order. These leave the class, so that they may have any name."""

    asked: ClassVar[Mapping[str, UnboundField]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: each for name, each in vars(cls).items() if isinstance(each, UnboundField)}
        for name in own:
            delattr(cls, name)
        cls.asked = {**cls.asked, **own}

    def __init__(
        self,
        names: Collection[str],
        *,
        wording: Mapping[str, Field],
        locale: Locale,
        zone: ZoneInfo,
        currency: str,
        kept_files: Mapping[str, KeptFile],
        of_lines: Mapping[str, LineForms] = NO_LINES,
        record: str = "",
        prefix: str = "",
    ) -> None:
        """`wording`: the fields in the portal's words; `kept_files`: files of an earlier attempt, by token; `of_lines`:
        how lines are asked, by field. `prefix` begins the names of the inputs of a form that is a line itself."""
        self.wording = wording
        self.locale, self.zone, self.currency = locale, zone, currency
        self.kept_files = kept_files
        self.of_lines = of_lines
        self.record = record
        self.today = dt.datetime.now(zone).date()
        self.preset: Mapping[str, Any] = {}  # by column name: what the portal fills in, not the person
        self.record_id: int | None = None  # of the record that is being edited
        super().__init__((), prefix=prefix, meta=META)
        # as BaseForm would, less what its `meta` might do to each: a form of a page may have twenty
        asked = [(name, each) for name, each in self.asked.items() if name in names]
        self._fields = {name: each.bind(self, name, self._prefix) for name, each in asked}

    def fill(self, values: Mapping[str, Any], posted: Posted | None) -> None:
        """Take the answers from the request, else from `values`."""
        for question in self.questions:
            if question.declared.name in values:
                question.process(posted, values[question.declared.name])
            else:
                question.process(posted)

    @property
    def questions(self) -> list[Question]:
        return list(self._fields.values())

    @property
    def shown(self) -> list[Question]:
        return [question for question in self.questions if question.shown]

    def check(self) -> bool:
        """Whether all answers fit; what is wrong with them stands at the questions."""
        for question in self.shown:
            question.check()
        return not any(True for question in self.shown for _ in question.faults())

    def answers(self) -> dict[str, Any]:
        """Values by field name: what was answered and is to be asked, without files."""
        return {
            question.declared.name: question.answer()
            for question in self.shown
            if question.posted and not isinstance(question, FilesQuestion)
        }

    def columns(self) -> dict[str, Any]:
        """All values as they stand now, by column name."""
        answered = {
            question.declared.column: None
            if question.data is NOT_SHOWN
            else getattr(question.data, "id", question.data)
            for question in self.questions
            if question.declared.column
        }
        return {**self.preset, **answered}

    def forget_messages(self) -> None:
        """For a form that is shown before it is sent: nothing in it is wrong yet."""
        for question in self.questions:
            question.forget_messages()

    def lines(self) -> Iterator[LinesQuestion]:
        return (question for question in self.questions if isinstance(question, LinesQuestion))

    def forms(self) -> Iterator[RecordForm]:
        """This form, and those of its lines."""
        yield self
        for question in self.lines():
            yield from (entry.form for entry in question.entries)

    def removed_files(self) -> list[int]:
        return [file_id for question in self.file_questions() for file_id in question.removed]

    def file_questions(self) -> Iterator[FilesQuestion]:
        return (question for question in self.shown if isinstance(question, FilesQuestion))
