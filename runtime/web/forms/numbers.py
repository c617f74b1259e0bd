"""Questions that are answered with a number, typed the way people type numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from runtime.web.controls import void
from runtime.web.forms.question import Question, Wrong
from runtime.words import inside, sentence

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
BLANKS = re.compile(r"[\s'’_]")
SIGNS = "€$£¥%"
LONGEST = 100
"""Characters of a number that is worth reading: beyond, arithmetic takes its time."""


class NumberQuestion(Question):
    unit = ""

    def print(self, value: Any) -> list[str]:
        text = f"{Decimal(value):f}"
        return [text.replace(".", self._form.locale.number_symbols["latn"]["decimal"])]

    def read(self, texts: list[str]) -> Decimal | None:
        text = texts[0].strip() if texts else ""
        if not text:
            return None
        if len(text) > LONGEST:
            raise Wrong(f"{sentence(inside(self.declared.label))} must be a number, like {self._example()}")
        bare = BLANKS.sub("", text).strip(SIGNS).removeprefix(self.unit).removesuffix(self.unit).replace("−", "-")
        plain = unified(bare, self._form.locale.number_symbols["latn"]["decimal"])
        if not NUMBER.fullmatch(plain):
            raise Wrong(f"{sentence(inside(self.declared.label))} must be a number, like {self._example()}")
        return self._fitting(Decimal(plain))

    def _fitting(self, value: Decimal) -> Decimal:
        beyond = -int(value.as_tuple().exponent) - self.declared.places
        if beyond > 0 and any(value.as_tuple().digits[-beyond:]):
            words = f"{self.declared.places} decimal places at most" if self.declared.places else "no decimal places"
            raise Wrong(f"{sentence(inside(self.declared.label))} must have {words}")
        return value

    def _example(self) -> str:
        return "12" if not self.declared.places else f"12.{'5' * min(self.declared.places, 2)}"

    def control(self) -> Markup:
        described = f"{self.described} {self.name}-unit".strip() if self.unit else self.described
        of_input = {
            "type": "text",
            "value": self.text,
            "class": "form-control w-10",
            "inputmode": self.mode,
            "aria-describedby": described,
        }
        control = void("input", self.attributes(of_input))
        if not self.unit:
            return control
        return Markup('<div class="with-unit">{}<span id="{}-unit">{}</span></div>').format(
            control, self.name, self.unit
        )

    @property
    def mode(self) -> str:
        return "decimal" if self.declared.places else "numeric"


class IntegerQuestion(NumberQuestion):
    def read(self, texts: list[str]) -> Any:
        value = super().read(texts)
        return None if value is None else int(value)


class PercentQuestion(NumberQuestion):
    unit = "%"


class MoneyQuestion(NumberQuestion):
    @property
    def unit(self) -> str:  # type: ignore[override]
        return str(self._form.currency)

    def print(self, value: Any) -> list[str]:
        return super().print(f"{Decimal(value):.{self.declared.places}f}")


def unified(text: str, decimal: str) -> str:
    """A typed number with a point before its decimals and nothing between its thousands.

    Where both signs occur, the last one is the decimal sign. One alone that stands once is it too, unless it is the
    language's sign for thousands and three digits follow.
    """
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    sign, other = text[last], "," if text[last] == "." else "."
    groups = text.count(sign) > 1 or (other not in text and sign != decimal and len(text) - last == 4)
    if groups:
        return text.replace(sign, "") if other not in text else "?"
    return text[:last].replace(other, "").replace(sign, "") + "." + text[last + 1 :]
