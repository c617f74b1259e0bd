"""The page numbers under a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from runtime.scope import Page
from runtime.web.lists_query import Address

AROUND = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the paging: a page number, a way (first, previous, next, last) or, without address, a gap."""

    label: str
    href: str
    before: str = ""
    after: str = ""
    current: bool = False


def steps(page: Page, address: Address, href: Callable[[dict[str, str]], str]) -> tuple[Step, ...]:
    """None at all where everything is on one page. `href` makes the list's address from its parameters."""
    if "_after" in address.given:
        return _beyond(page, address, href)
    if page.pages <= 1 and not page.next:
        return ()

    def to(number: int) -> str:
        return href(address.changed(page=str(number)) if number > 1 else address.changed())

    before = (
        (Step("First", to(1), after=" page"), Step("Previous", to(page.page - 1), after=" page"))
        if page.page > 1
        else ()
    )
    return (*before, *_numbers(page, to), *_onwards(page, address, to, href))


def _numbers(page: Page, to: Callable[[int], str]) -> list[Step]:
    shown = sorted({1, page.pages, *range(page.page - AROUND, page.page + AROUND + 1)})
    numbers: list[Step] = []
    last = 0
    for number in (each for each in shown if 1 <= each <= page.pages):
        if number > last + 1:
            numbers.append(Step("…", ""))
        numbers.append(Step(str(number), to(number), before="Page ", current=number == page.page))
        last = number
    return numbers


def _onwards(
    page: Page, address: Address, to: Callable[[int], str], href: Callable[[dict[str, str]], str]
) -> tuple[Step, ...]:
    if page.page < page.pages:
        last = () if page.capped else (Step("Last", to(page.pages), after=" page"),)
        return (Step("Next", to(page.page + 1), after=" page"), *last)
    return (Step("Next", href(address.changed(after=page.next)), after=" page"),) if page.next else ()


def _beyond(page: Page, address: Address, href: Callable[[dict[str, str]], str]) -> tuple[Step, ...]:
    """Past the numbered pages one goes on by the last record seen; back leads to the first page."""
    first = Step("First", href(address.changed()), after=" page")
    return (first, Step("Next", href(address.changed(after=page.next)), after=" page")) if page.next else (first,)
