"""The top of every page: the brand, whoever is signed in with their links, and the menu. Joined text, as rows of lists
are: what all people have in common is made once.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from runtime.web.controls import marked, markup_of

KEPT = 256
"""Lines of links that a process keeps: those that differ, mostly by how many notices are unread."""
Links = tuple[tuple[str, str], ...]
"""Addresses, "" where there is none, each with its words."""


def head_of(stylesheet: str, icon: str, script: str) -> Markup:
    """What a page needs beside itself."""
    return marked(  # noqa: S704 - escaped here
        f'<link rel="stylesheet" href="{markup_of(stylesheet)}">\n'
        f'<link rel="icon" href="{markup_of(icon)}" type="image/svg+xml">\n'
        f'<script src="{markup_of(script)}" defer></script>'
    )


def brand_of(home: str, logo: str, portal: str) -> Markup:
    """How the header begins; `logo` is "" where there is none."""
    image = f'<img class="brand-logo" src="{markup_of(logo)}" alt="" width="36" height="36">\n' if logo else ""
    return marked(  # noqa: S704 - escaped here
        '<header class="site-header">\n<div class="band">\n<div class="frame band-inner">\n'
        f'<a class="brand" href="{markup_of(home)}">\n{image}<span>{markup_of(portal)}</span>\n</a>\n'
    )


def header_of(brand: Markup, person: str, links: Links, menu: Markup) -> Markup:
    """The whole of it; for nobody the brand alone."""
    if not person:
        return marked(f"{brand}</div>\n</div>\n</header>")  # noqa: S704 - of markup
    return marked(  # noqa: S704 - escaped here
        f'{brand}<p class="person"><span class="visually-hidden">Signed in as </span><span>{markup_of(person)}</span>'
        f'{_written(links)}</p>\n</div>\n</div>\n<div class="menu-bar">\n<details class="frame menu">\n'
        f"<summary>Menu</summary>\n{menu}\n</details>\n</div>\n</header>"
    )


@lru_cache(maxsize=KEPT)
def _written(links: Links) -> Markup:
    written = [f' <a href="{markup_of(href)}">{markup_of(words)}</a>' for href, words in links if href]
    return marked("".join(written))  # noqa: S704 - escaped here
