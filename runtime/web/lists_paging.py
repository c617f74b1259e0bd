"""The page numbers under a list, as markup; nothing where everything is on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

from runtime.scope import Page
from runtime.web.controls import marked, markup_of
from runtime.web.lists_query import Address, ToList

AROUND = 2
GAP = '<li><span class="gap">…</span></li>\n'
ToPage = Callable[[int], str]


def paging(page: Page, address: Address, to: ToList) -> Markup:
    if "_after" in address.given:
        steps = _beyond(page, address, to)
    elif page.pages > 1 or page.next:
        steps = _steps(page, address, to)
    else:
        return Markup()
    items = "".join(steps)
    return marked(f'<nav class="paging" aria-label="Pages">\n<ul>\n{items}</ul>\n</nav>\n')  # noqa: S704 - escaped below


def _steps(page: Page, address: Address, to: ToList) -> Iterator[str]:
    first, start = markup_of(to(address.changed())), markup_of(address.opening("page", to))

    def at(number: int) -> str:
        return f"{start}{number}" if number > 1 else first

    if page.page > 1:
        yield _way("First", first)
        yield _way("Previous", at(page.page - 1))
    yield from _numbers(page, at)
    if page.page < page.pages:
        yield _way("Next", at(page.page + 1))
        if not page.capped:
            yield _way("Last", at(page.pages))
    elif page.next:
        yield _way("Next", markup_of(to(address.changed(after=page.next))))


def _numbers(page: Page, at: ToPage) -> Iterator[str]:
    around = range(max(1, page.page - AROUND), min(page.pages, page.page + AROUND) + 1)
    last = 0
    for number in sorted({1, page.pages, *around}):
        if number > last + 1:
            yield GAP
        yield _number(number, at(number), ' aria-current="page"' if number == page.page else "")
        last = number


def _beyond(page: Page, address: Address, to: ToList) -> Iterator[str]:
    """Past the numbered pages one goes on by the last record seen; back leads to the first page."""
    yield _way("First", markup_of(to(address.changed())))
    if page.next:
        yield _way("Next", markup_of(to(address.changed(after=page.next))))


def _number(number: int, href: str, current: str) -> str:
    return (
        f'<li><a href="{href}"{current}><span class="visually-hidden">Page </span>{number}'
        '<span class="visually-hidden"></span></a></li>\n'
    )


def _way(label: str, href: str) -> str:
    return (
        f'<li><a href="{href}"><span class="visually-hidden"></span>{label}'
        '<span class="visually-hidden"> page</span></a></li>\n'
    )
