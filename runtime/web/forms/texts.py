"""Questions that are answered with text: one line, several lines, addresses of several sorts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from runtime.web.contacts import mail_address, phone_number
from runtime.web.controls import element, markup_of, void
from runtime.web.forms.question import Question, Wrong
from runtime.words import inside, sentence

SHORT, MIDDLING = 12, 60


class TextQuestion(Question):
    input_type = "text"
    autocomplete = ""
    inputmode = ""

    def control(self) -> Markup:
        of_input = {
            "type": self.input_type,
            "value": self.text,
            "class": f"form-control {self.width}",
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "spellcheck": "false" if self.autocomplete else "",
        }
        return void("input", self.attributes(of_input))

    @property
    def width(self) -> str:
        longest = self.declared.length or 100
        return "w-10" if longest <= SHORT else "w-20" if longest <= MIDDLING else "w-30"


class LongTextQuestion(Question):
    rows = 5
    autocomplete = ""

    def read(self, texts: list[str]) -> str | None:
        return "\n".join(texts[0].splitlines()).strip() or None if texts else None

    def control(self) -> Markup:
        shape = {"class": "form-control", "rows": str(self.rows), "autocomplete": self.autocomplete}
        return element("textarea", self.attributes(shape), f"\n{markup_of(self.text)}")


class RichTextQuestion(LongTextQuestion):
    rows = 8
    own_hint = "You can write **bold**, lists that start with - and links like [name](https://www.example.org)."


class AddressQuestion(LongTextQuestion):
    rows = 4
    autocomplete = "street-address"


class EmailQuestion(TextQuestion):
    input_type = "email"
    autocomplete = "email"
    inputmode = "email"
    width = "w-30"

    def read(self, texts: list[str]) -> str | None:
        if not texts or not texts[0].strip():
            return None
        try:
            return mail_address(texts[0])
        except ValueError:
            words = inside(self.declared.label)
            raise Wrong(f"Enter {words} in the form name@example.org") from None


class PhoneQuestion(TextQuestion):
    input_type = "tel"
    autocomplete = "tel"
    inputmode = "tel"
    width = "w-20"

    def read(self, texts: list[str]) -> str | None:
        if not texts or not texts[0].strip():
            return None
        try:
            return phone_number(texts[0])
        except ValueError:
            words = inside(self.declared.label)
            raise Wrong(f"Enter {words} with its area code, like 020 7946 0018 or +44 20 7946 0018") from None


class UrlQuestion(TextQuestion):
    inputmode = "url"
    autocomplete = "off"
    width = "w-30"

    def read(self, texts: list[str]) -> str | None:
        text = "".join(texts[0].split()) if texts else ""
        if not text:
            return None
        whole = text if "://" in text else f"https://{text}"
        if not _is_web_address(whole):
            raise Wrong(f"{sentence(inside(self.declared.label))} must be a web address, like https://www.example.org")
        return whole


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host: Any = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and ("." in host or host == "localhost")
