"""Rich text: Markdown to safe HTML. The only function that makes markup of what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from runtime.web.controls import marked

TAGS = frozenset("a p br hr em strong del code pre blockquote ul ol li h2 h3 h4 table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
NAME = re.compile(r"\{([^{}]*)\}")
SMALLER = {"h1": "h2", "h5": "h4", "h6": "h4"}  # the page's own heading is the only h1

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).enable(["table", "strikethrough"])
_parser.disable("image")


STYLES = {
    "a": "color:#0b5394",
    "blockquote": "margin:0 0 1em;padding-left:1em;border-left:3px solid #cccccc;color:#444444",
    "code": "font-family:monospace",
    "h2": "font-size:1.25em;margin:1.2em 0 .5em",
    "h3": "font-size:1.1em;margin:1.2em 0 .5em",
    "p": "margin:0 0 1em",
    "pre": "font-family:monospace;white-space:pre-wrap",
    "td": "border:1px solid #cccccc;padding:4px 8px",
    "th": "border:1px solid #cccccc;padding:4px 8px;text-align:left",
}
"""Of mails, whose readers show them without stylesheets."""


@lru_cache(maxsize=512)
def html_of(text: str) -> Markup:
    """No images (they would tell their server who reads), no scripts, no styles; links do not tell where they are."""
    return _clean(_parser.parse(text), {})


def letter_of(template: str, words: Mapping[str, str], rich: Mapping[str, str]) -> Markup:
    """The text of a mail, in whose `template` names stand in braces: in the place of each, its words, which are text
    and no markup whatever they hold. One that stands alone between empty lines may be `rich`: Markdown of its own."""
    return _clean(list(_filled(_parser.parse(template), words, rich)), STYLES)


def _filled(tokens: Sequence[Token], words: Mapping[str, str], rich: Mapping[str, str]) -> Iterator[Token]:
    skip = 0
    for place, token in enumerate(tokens):
        alone = tokens[place + 1].content.strip() if token.type == "paragraph_open" else ""
        if alone[1:-1] in rich and alone == f"{{{alone[1:-1]}}}":
            yield from _parser.parse(rich[alone[1:-1]])
            skip = 3  # the paragraph opens, has its content, closes
        if skip:
            skip -= 1
            continue
        if token.children is not None:
            token.children = [each for child in token.children for each in _with_words(child, words)]
        elif token.type in ("fence", "code_block"):
            token.content = _put_in(token.content, words)
        yield token


def _with_words(token: Token, words: Mapping[str, str]) -> Iterator[Token]:
    if token.type == "code_inline":
        token.content = _put_in(token.content, words)
    if token.type != "text":
        yield token
        return
    for number, line in enumerate(_put_in(token.content, words).split("\n")):
        if number:
            yield Token("hardbreak", "br", 0)
        yield Token("text", "", 0, content=line)


def _put_in(text: str, words: Mapping[str, str]) -> str:
    return NAME.sub(lambda found: words.get(found[1], found[0]), text)


def _clean(tokens: Sequence[Token], styles: Mapping[str, str]) -> Markup:
    for token in tokens:
        token.tag = SMALLER.get(token.tag, token.tag)
    rendered = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        rendered,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener noreferrer",
        set_tag_attribute_values={tag: {"style": style} for tag, style in styles.items()},
        url_relative="deny" if styles else "pass_through",
    )
    return marked(clean)  # noqa: S704 (cleaned on the line above)
