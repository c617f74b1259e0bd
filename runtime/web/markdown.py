"""Rich text: Markdown to safe HTML. The only function that makes markup of what people wrote."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = frozenset("a p br hr em strong del code pre blockquote ul ol li h2 h3 h4 table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SMALLER = {"h1": "h2", "h5": "h4", "h6": "h4"}  # the page's own heading is the only h1

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).enable(["table", "strikethrough"])
_parser.disable("image")


@lru_cache(maxsize=512)
def html_of(text: str) -> Markup:
    """No images (they would tell their server who reads), no scripts, no styles; links do not tell where they are."""
    tokens = _parser.parse(text)
    for token in tokens:
        token.tag = SMALLER.get(token.tag, token.tag)
    rendered = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        rendered,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 (cleaned on the line above)
