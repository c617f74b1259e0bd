"""A notice as a mail: text and HTML of the same, with what its reader sees in the place of each name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.notices import Mail as Words
from runtime.mail import Mail
from runtime.notices.told import Told
from runtime.notices.wording import HIDDEN, LINK, filled, names_in, printable, words_of
from runtime.web.formats import Formats
from runtime.web.markdown import letter_of

TO_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
PAGE = Markup(
    '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>\n'
    '<body style="margin:0;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a">'
    '<div style="max-width:600px;overflow-wrap:anywhere">\n{}\n<hr style="border:0;border-top:1px solid #cccccc">\n{}</div></body></html>\n'
)
LINE = Markup('<p style="margin:0 0 .5em;font-size:14px;color:#555555">{}</p>\n')
AT = Markup('<a href="{}" style="color:#0b5394">{}</a>')


@dataclass(frozen=True, slots=True)
class Foot:
    """Lines below a mail: words, each with an address or ""."""

    lines: tuple[tuple[str, str], ...]

    def as_text(self) -> str:
        return "\n".join(f"{words}: {at}" if at else words for words, at in self.lines)

    def as_html(self) -> Markup:
        return Markup().join(LINE.format(AT.format(at, words) if at else words) for words, at in self.lines)


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a mail with what somebody is told put in: `words` is plain text by name, `rich` Markdown."""

    mail: Words
    words: Mapping[str, str]
    rich: Mapping[str, str]

    @property
    def subject(self) -> str:
        return filled(self.mail.subject, self.words)

    def text(self) -> str:
        plain = BOLD.sub(r"\1", TO_LINK.sub(r"\1: \2", "\n".join(self.mail.text)))
        return filled(plain, self.words)

    def html(self) -> Markup:
        link = self.words.get(LINK, "")
        template = "\n".join(self.mail.text).replace(f"]({{{LINK}}})", f"]({link})").replace(f"{{{LINK}}}", f"<{link}>")
        return letter_of(template, self.words, self.rich)


def letter(mail: Words, told: Told, to: Formats, specials: Mapping[str, str]) -> Letter:
    """`specials` are words that are known, such as `link` and `me`. What is not shown is said to be so."""
    words, rich = dict(specials), dict[str, str]()
    for name in names_in(mail.subject, *mail.text):
        if name in specials:
            continue
        field, value = told.values.get(name, (None, None))
        words[name] = HIDDEN if field is None else words_of(field, value, to)
        if field is not None and field.kind == "richtext" and isinstance(value, str):
            rich[name] = printable(value)
    return Letter(mail, words, rich)


def sent_to(address: str, found: Letter, foot: Foot, language: str, unsubscribe: str | None) -> Mail:
    subject = found.subject
    return Mail(
        to=address,
        subject=subject,
        body=f"{found.text()}\n\n-- \n{foot.as_text()}\n",
        html=str(PAGE.format(language, subject, found.html(), foot.as_html())),
        unsubscribe=unsubscribe,
    )
