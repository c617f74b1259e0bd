"""A question of a form: what is asked, what was answered, what is wrong with it. Kinds of fields are subclasses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms.fields import Field as WtField
from wtforms.utils import unset_value

from runtime.declarations.fields import Field
from runtime.service.values import find_fault, normalise
from runtime.web.controls import attributes
from runtime.web.forms import frames
from runtime.words import provide

Posted = MultiDict[str, Any]
LONGEST_ENTERED = 5_000
"""Characters shown again of what was entered where no question is any more."""


class Wrong(ValueError):  # noqa: N818 - named as what it says of the answer
    """An answer that cannot be read; its text tells the person what to do."""


class Question(WtField):
    """`texts` are the answer as it was typed, right or wrong; `data` is its value, None or () where missing or wrong.

    `posted` holds when the request answered the question, even with nothing.
    """

    grouped = False
    """Several controls under one legend, instead of one under a label."""
    own_hint = ""

    def __init__(self, declared: Field, *, name: str, _form: Any, **of_wtforms: Any) -> None:
        asked: Field = _form.wording.get(name, declared)
        super().__init__(asked.label, name=name, _form=_form, **of_wtforms)
        self.declared = asked if asked.name == name else replace(asked, name=name)
        self.posted = False
        self.shown = True
        self.optional = not self.declared.required
        self.texts: list[str] = []
        self.messages: list[str] = []

    def process(self, formdata: Posted | None, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.data = None if data is unset_value else data
        self.texts = [] if self.data is None else self._printed(self.data)
        if formdata is None or not self.is_answered(formdata):
            return
        self.posted = True
        self.texts = self.collect(formdata)
        try:
            self.data = self.read(self.texts)
        except Wrong as wrong:
            self.data = None
            self.messages.append(str(wrong))

    def check(self) -> None:
        """Adds what is wrong with the answer by the field's own declaration; other rules are the service's."""
        if not self.posted or self.messages:
            return
        if self.declared.required and self.data in (None, ""):
            self.messages.append(provide(self.declared))
        elif fault := find_fault(self.declared, self._as_stored()):
            self.messages.append(fault)

    def answer(self) -> Any:
        """What the service is given."""
        return self.data

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong, each with the id of what to mend."""
        return ((text, self.target) for text in self.messages)

    def forget_messages(self) -> None:
        self.messages.clear()

    def markup(self, around: frames.Around) -> Markup:
        """All that is shown of it."""
        return frames.group(self, around) if self.grouped else frames.single(self, around)

    @property
    def takes(self) -> dict[str, bool]:
        """The names that its answer is sent by, and whether one may be sent several times."""
        return {str(self.name): False}

    def is_answered(self, formdata: Posted) -> bool:
        return self.name in formdata

    def collect(self, formdata: Posted) -> list[str]:
        return [text for text in formdata.getlist(self.name) if isinstance(text, str)]

    def _as_stored(self) -> Any:
        """The site's own kinds judge what they have normalised."""
        return self.data if self.declared.own is None else normalise(self.declared, self.data)

    def _printed(self, value: Any) -> list[str]:
        own = self.declared.own
        return self.print(value) if own is None else [own.show(value)]

    def print(self, value: Any) -> list[str]:
        """The value as it would be typed."""
        return [str(value)]

    def read(self, texts: list[str]) -> Any:
        """The value of what was typed; raises Wrong."""
        return _one_line(texts) or None

    def control(self) -> Markup:
        """The element or elements that take the answer."""
        raise NotImplementedError

    @property
    def has_button(self) -> bool:
        """One of its own, which Enter must not press."""
        return False

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""

    @property
    def hints(self) -> str:
        """The hint of the spec, and what the kind of field has to say."""
        own = self.declared.own
        if own is None and not self.own_hint:
            return self.declared.hint
        return " ".join(filter(None, (self.declared.hint, self.own_hint, own.hint if own else "")))

    @property
    def target(self) -> str:
        """The id that links of the error summary lead to."""
        return str(self.name)

    @property
    def described(self) -> str:
        """The ids of the hint and the message."""
        hint = f"{self.name}-hint" if self.hints else ""
        message = f"{self.name}-message" if self.messages else ""
        return f"{hint} {message}".strip()

    def attributes(self, more: Mapping[str, str | bool]) -> Markup:
        """What every single control has, and `more`."""
        name, wrong = self.name, "true" if self.messages else ""
        common = {"id": name, "name": name, "aria-describedby": self.described, "aria-invalid": wrong}
        return attributes({**common, **more})


def _one_line(texts: list[str]) -> str:
    return " ".join(texts[0].split()) if texts else ""
