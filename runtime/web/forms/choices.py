"""Questions that are answered by choosing from a list that the spec gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from runtime.web.controls import element, escaped, marked, markup_of, options
from runtime.web.forms.question import Posted, Question, Wrong
from runtime.words import inside, with_article

FEW = 5
CHECKED = {True: " checked", False: ""}
SELECT = {"class": "form-select w-30"}
TRUE, FALSE = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0"})


class ChoiceQuestion(Question):
    """Radio buttons where one of a few must be chosen, else a select."""

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        return self.declared.required and len(self.declared.choices) <= FEW

    @property
    def target(self) -> str:
        return f"{self.name}-1" if self.grouped else str(self.name)

    def read(self, texts: list[str]) -> str | None:
        key = texts[-1].strip() if texts else ""
        if key and key not in self.declared.choices:
            raise Wrong(f"Choose one of the options for {inside(self.declared.label)}")
        return key or None

    def control(self) -> Markup:
        if self.grouped:
            return marked(f"{none_chosen(self.name)}{ticks('radio', self.name, self.declared.choices, self.texts)}")  # noqa: S704 - of markup
        empty = f"Choose {with_article(self.declared.label)}" if self.declared.required else "None"
        return element("select", self.attributes(SELECT), options({"": empty} | dict(self.declared.choices), self.text))


class YesNoQuestion(Question):
    grouped = True

    @property
    def target(self) -> str:
        return f"{self.name}-1"

    def print(self, value: Any) -> list[str]:
        return ["yes" if value else "no"]

    def read(self, texts: list[str]) -> bool | None:
        text = texts[-1].strip().lower() if texts else ""
        if text and text not in TRUE | FALSE:
            raise Wrong(f"Choose yes or no for “{self.declared.label}”")
        return text in TRUE if text else None

    def control(self) -> Markup:
        chosen = ["yes" if text.lower() in TRUE else "no" for text in self.texts if text]
        return marked(f"{none_chosen(self.name)}{ticks('radio', self.name, {'yes': 'Yes', 'no': 'No'}, chosen)}")  # noqa: S704 - of markup


class ChoicesQuestion(Question):
    """Check boxes. A hidden empty value tells "none" from "not asked"."""

    grouped = True

    @property
    def target(self) -> str:
        return f"{self.name}-1"

    def print(self, value: Any) -> list[str]:
        return list(value)

    @property
    def takes(self) -> dict[str, bool]:
        return {str(self.name): True}

    def collect(self, formdata: Posted) -> list[str]:
        return [text for text in super().collect(formdata) if text]

    def read(self, texts: list[str]) -> tuple[str, ...]:
        if any(text not in self.declared.choices for text in texts):
            raise Wrong(f"Choose from the options for {inside(self.declared.label)}")
        return tuple(key for key in self.declared.choices if key in texts)

    def check(self) -> None:
        self.data = self.data or None
        super().check()
        self.data = self.data or ()

    def control(self) -> Markup:
        return marked(f"{none_chosen(self.name)}{ticks('checkbox', self.name, self.declared.choices, self.texts)}")  # noqa: S704 - of markup


def none_chosen(name: str) -> Markup:
    return marked(f'<input type="hidden" name="{markup_of(name)}" value="">')  # noqa: S704 - of markup


def ticks(input_type: str, name: str, choices: Mapping[str, str], chosen: list[str]) -> Markup:
    """Radio buttons or check boxes, each with its label."""
    shape, base = f' class="form-check-input" type="{input_type}"', markup_of(name)
    marks = [CHECKED[value in chosen] for value in choices]
    rows = zip(escaped(choices), marks, escaped(choices.values()), strict=True)
    return marked(  # noqa: S704 - of markup
        "".join(
            [
                f'<div class="form-check"><input{shape} id="{base}-{place}" name="{base}" value="{value}"{mark}>'
                f'<label class="form-check-label" for="{base}-{place}">{label}</label></div>'
                for place, (value, mark, label) in enumerate(rows, 1)
            ]
        )
    )
