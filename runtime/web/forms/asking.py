"""Which question each kind of field asks."""

from __future__ import annotations

from typing import Any

from wtforms.fields.core import UnboundField

from runtime.declarations.fields import Field
from runtime.web.forms.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion
from runtime.web.forms.dates import DateQuestion, DateTimeQuestion, DurationQuestion, TimeQuestion
from runtime.web.forms.files import FileQuestion, FilesQuestion
from runtime.web.forms.lines import LinesQuestion
from runtime.web.forms.links import LinkQuestion, LinksQuestion
from runtime.web.forms.numbers import IntegerQuestion, MoneyQuestion, NumberQuestion, PercentQuestion
from runtime.web.forms.question import Question
from runtime.web.forms.texts import (
    AddressQuestion,
    EmailQuestion,
    LongTextQuestion,
    PhoneQuestion,
    RichTextQuestion,
    TextQuestion,
    UrlQuestion,
)

QUESTIONS: dict[str, type[Question]] = {
    "text": TextQuestion,
    "longtext": LongTextQuestion,
    "richtext": RichTextQuestion,
    "integer": IntegerQuestion,
    "decimal": NumberQuestion,
    "percent": PercentQuestion,
    "money": MoneyQuestion,
    "date": DateQuestion,
    "datetime": DateTimeQuestion,
    "time": TimeQuestion,
    "duration": DurationQuestion,
    "yesno": YesNoQuestion,
    "choice": ChoiceQuestion,
    "choices": ChoicesQuestion,
    "link": LinkQuestion,
    "links": LinksQuestion,
    "lines": LinesQuestion,
    "email": EmailQuestion,
    "phone": PhoneQuestion,
    "url": UrlQuestion,
    "file": FileQuestion,
    "files": FilesQuestion,
    "image": FileQuestion,
    "address": AddressQuestion,
}


def ask(source: Any) -> UnboundField:
    """A question for a field: a column or relationship of a model, or the Field itself where it has none."""
    declared: Field = source if isinstance(source, Field) else source.info["field"]
    return UnboundField(QUESTIONS[declared.kind], declared)
