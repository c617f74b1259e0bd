"""The menu of a portal: the lists and forms that a role may open, and which of them is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

from flask import current_app
from markupsafe import Markup

from runtime.web.addresses import Addresses
from runtime.web.controls import marked
from runtime.web.roles import RoleView, role_view

if TYPE_CHECKING:
    from runtime.declarations.site import MenuEntry, Portal, Site

LINE, GAP = 112, 4
"""Characters that the menu's line holds beside "Home", and those that the space between two entries takes."""
MOST = 512
"""Menus that an app keeps, each of about two kilobytes: those of every role, with each entry as the open one."""


@dataclass(frozen=True, slots=True)
class MenuLink:
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """`more`: the entries that do not fit into one line of a desktop's screen. `written`: all of it as markup."""

    links: tuple[MenuLink, ...]
    more: tuple[MenuLink, ...]
    written: Markup


ELSEWHERE = "."
"""Stands for the address of a page that no entry leads to."""
NO_MENU = Menu((), (), Markup())


class Opened(NamedTuple):
    """What a menu follows from: whose it is, and what is open: the first part of the path ("" for the start page),
    whether that is all of it, and the view that is asked for."""

    to: Addresses
    role: str
    address: str
    is_list: bool
    view: str


class OwnPage(Protocol):
    """A page of the site's own, as far as the menu is concerned."""

    label: str
    address: str

    @classmethod
    def is_open_to(cls, role: str) -> bool: ...


OwnPages = Sequence[type[OwnPage]]


class Menus:
    """Those of one app. A menu is made once for all who have it before them; it holds nothing of a person."""

    def __init__(self, site: Site, portal: Portal, pages: OwnPages) -> None:
        self._site, self._portal, self._pages = site, portal, pages
        self._addresses = {"", *(each.address for each in site.records.values()), *(page.address for page in pages)}
        self._views = {entry.name for entry in portal.menu}
        self._kept = lru_cache(MOST)(self._made)

    def of(self, opened: Opened) -> Menu:
        """What no entry knows is all the same to a menu, so that nobody fills the memory with it."""
        address = opened.address.partition(".")[0]
        known = address if address in self._addresses else ELSEWHERE
        view = opened.view if opened.view in self._views else ""
        return self._kept(Opened(opened.to, opened.role, known, opened.is_list, view))

    def _made(self, opened: Opened) -> Menu:
        links = (*self._links(opened), *self._own_links(opened))
        fitting = _fitting(links)
        shown, more = links[:fitting], links[fitting:]
        template = current_app.jinja_env.get_template("menu.html")
        at_home = not opened.address
        written = template.render(home=opened.to.home(), at_home=at_home, links=shown, more=more)
        return Menu(shown, more, marked(written))  # noqa: S704 - a template's, which escapes

    def _links(self, opened: Opened) -> Iterator[MenuLink]:
        view = role_view(self._site, self._portal, opened.role)
        current = _current(self._site, view.menu, opened)
        for entry in view.menu:
            yield MenuLink(entry.label, href_of(self._site, view, entry, opened.to), entry is current)

    def _own_links(self, opened: Opened) -> Iterator[MenuLink]:
        for page in self._pages:
            if page.label and page.is_open_to(opened.role):
                yield MenuLink(page.label, f"{opened.to.root}/{page.address}/", page.address == opened.address)


def href_of(site: Site, view: RoleView, entry: MenuEntry, to: Addresses) -> str:
    """The entry's list, or the new form where the role may only send such records."""
    record = site.records[entry.record]
    return to.list(record, view_of(entry)) if entry.record in view.visible else to.new(record)


def view_of(entry: MenuEntry) -> dict[str, str]:
    """The parameter that opens this entry's view of the list; a plain entry needs none."""
    return {"_view": entry.name} if entry.filtered or entry.search else {}


def _fitting(links: Sequence[MenuLink]) -> int:
    """How many entries fit into the menu's line, beside "Home" and "More"."""
    widths = list(accumulate(len(link.label) + GAP for link in links))
    if not widths or widths[-1] <= LINE:
        return len(links)
    return sum(width <= LINE - len("More") - GAP for width in widths)


def _current(site: Site, entries: tuple[MenuEntry, ...], opened: Opened) -> MenuEntry | None:
    """The entry whose list, or one of whose records, is open: the view that is asked for, else the plainest.

    A list without any view belongs to no entry that has one.
    """
    fitting = [entry for entry in entries if site.records[entry.record].address == opened.address]
    ranked = sorted(fitting, key=lambda entry: (entry.name != opened.view, bool(view_of(entry))))
    best = ranked[0] if ranked else None
    other_view = best is not None and best.name != opened.view and bool(view_of(best))
    return None if other_view and opened.is_list else best
