"""Questions that are answered with text: one line, several lines, addresses of several sorts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from markupsafe import Markup

from runtime.web.forms.question import Question, Wrong
from runtime.words import inside, sentence

SHORT, MIDDLING = 12, 60


class TextQuestion(Question):
    input_type = "text"
    autocomplete = ""
    inputmode = ""

    def control(self) -> Markup:
        shape = self.attributes(
            type=self.input_type,
            value=self.text,
            class_=f"form-control {self.width}",
            autocomplete=self.autocomplete,
            inputmode=self.inputmode,
            spellcheck="false" if self.autocomplete else "",
        )
        return Markup("<input{}>").format(shape)

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
        shape = self.attributes(class_="form-control", rows=str(self.rows), autocomplete=self.autocomplete)
        return Markup("<textarea{}>\n{}</textarea>").format(shape, self.text)


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
        text = "".join(texts[0].split()) if texts else ""
        if not text:
            return None
        try:
            return str(validate_email(text, check_deliverability=False).normalized)
        except EmailNotValidError:
            words = inside(self.declared.label)
            raise Wrong(f"Enter {words} in the form name@example.org") from None


class PhoneQuestion(TextQuestion):
    input_type = "tel"
    autocomplete = "tel"
    inputmode = "tel"
    width = "w-20"

    def read(self, texts: list[str]) -> str | None:
        """International numbers are written in the usual groups; others are kept as they were typed."""
        text = " ".join(texts[0].split()) if texts else ""
        if not text:
            return None
        if text.startswith(("+", "00")):
            return self._international(f"+{text[2:]}" if text.startswith("00") else text)
        digits = sum(each.isdigit() for each in text)
        if not 3 <= digits <= 15 or any(each.isalpha() for each in text.replace("ext", "")):
            raise Wrong(self._words())
        return text

    def _international(self, text: str) -> str:
        try:
            number = phonenumbers.parse(text)
        except phonenumbers.NumberParseException:
            raise Wrong(self._words()) from None
        if not phonenumbers.is_possible_number(number):
            raise Wrong(self._words())
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))

    def _words(self) -> str:
        return f"Enter {inside(self.declared.label)} with its area code, like 020 7946 0018 or +44 20 7946 0018"


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
