"""What surrounds every page: language, brand, menu and the person. `install` gives it to the templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flask import Flask, current_app, g, request
from flask_login import current_user

from runtime.declarations.site import tells
from runtime.notices.rows import MOST_UNREAD
from runtime.security.overseeing import is_view, may_change, may_view_as
from runtime.web import assets
from runtime.web.addresses import Addresses
from runtime.web.roles import RoleView, role_view

if TYPE_CHECKING:
    from runtime.declarations.site import MenuEntry, Portal, Site


LINE, GAP = 112, 4
"""Characters that the menu's line holds beside "Home", and those that the space between two entries takes."""


@dataclass(frozen=True, slots=True)
class MenuLink:
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    language: str
    portal: str
    site: str
    home: str
    stylesheet: str
    script: str
    icon: str
    logo: str
    menu: tuple[MenuLink, ...]
    more: tuple[MenuLink, ...]
    """The entries that do not fit into one line of a desktop's screen."""
    at_home: bool
    person: str
    login: str
    logout: str
    search: str
    notices: str
    """The address of the notices, "" where nobody is told of anything."""
    unread: str
    """How the link to them goes on: " (3)"."""
    view: str
    """What the banner says on every page to whoever looks on as somebody else."""
    end_view: str
    view_as: str
    change: str


class OwnPage(Protocol):
    """A page of the site's own, as far as the menu is concerned."""

    label: str
    address: str

    @classmethod
    def is_open_to(cls, role: str) -> bool: ...


OwnPages = Sequence[type[OwnPage]]


def install(app: Flask, site: Site, portal: Portal, logos: Path, pages: OwnPages = ()) -> None:
    """Let every template of this portal's app use `shell`; `pages` of the site's own follow in its menu."""
    app.extensions["portal_assets"] = assets.load(portal, logos)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    notices = "/my-notices" if tells(site, portal) else ""  # which looks through all record types
    app.context_processor(lambda: {"shell": _shell(site, portal, pages, notices)})


def _shell(site: Site, portal: Portal, pages: OwnPages, notices: str) -> Shell:
    loaded: assets.Assets = current_app.extensions["portal_assets"]
    view = _view(portal)
    to = Addresses(request.script_root)
    principal = g.get("principal")
    links = (*_links(site, portal, principal.role, to), *_own_links(pages, principal.role, to)) if principal else ()
    fitting = _fitting(links)
    return Shell(
        language=portal.languages[0],
        portal=portal.label,
        site=site.label,
        home=to.home(),
        stylesheet=to.asset(loaded.version, "portal.css"),
        script=to.asset(loaded.version, "portal.js"),
        icon=to.asset(loaded.version, "icon.svg"),
        logo=to.asset(loaded.version, loaded.logo) if loaded.logo else "",
        menu=links[:fitting],
        more=links[fitting:],
        at_home=request.path == "/",
        person=principal.name if principal else "",
        login=f"{to.root}/login",
        logout=f"{to.root}/view-as/end" if view else f"{to.root}/logout",
        search=to.search(),
        notices=f"{to.root}{notices}" if principal and notices else "",
        unread=_unread(),
        view=view,
        end_view=f"{to.root}/view-as/end",
        view_as=f"{to.root}/view-as" if principal and may_view_as() else "",
        change=f"{to.root}/change" if principal and may_change() else "",
    )


def _view(portal: Portal) -> str:
    if not is_view():
        return ""
    words: str | None = current_app.extensions.get("view_words")  # of a preview
    return words or f"You are looking at {portal.label} as {current_user.principal.email}. Nothing can be changed."


def _unread() -> str:
    count = getattr(current_user, "unread", 0)
    return f" ({count if count <= MOST_UNREAD else f'{MOST_UNREAD}+'})" if count else ""


def _links(site: Site, portal: Portal, role: str, to: Addresses) -> tuple[MenuLink, ...]:
    view = role_view(site, portal, role)
    current = _current(site, view.menu)
    return tuple(MenuLink(entry.label, href_of(site, view, entry, to), entry is current) for entry in view.menu)


def _own_links(pages: OwnPages, role: str, to: Addresses) -> Iterator[MenuLink]:
    at = request.path.split("/", 2)[1]
    for page in pages:
        if page.label and page.is_open_to(role):
            yield MenuLink(page.label, f"{to.root}/{page.address}/", page.address == at)


def href_of(site: Site, view: RoleView, entry: MenuEntry, to: Addresses) -> str:
    """The entry's list, or the new form where the role may only send such records."""
    record = site.records[entry.record]
    return to.list(record, view_of(entry)) if entry.record in view.visible else to.new(record)


def _fitting(links: tuple[MenuLink, ...]) -> int:
    """How many entries fit into the menu's line, beside "Home" and "More"."""
    widths = list(accumulate(len(link.label) + GAP for link in links))
    if not widths or widths[-1] <= LINE:
        return len(links)
    return sum(width <= LINE - len("More") - GAP for width in widths)


def view_of(entry: MenuEntry) -> dict[str, str]:
    """The parameter that opens this entry's view of the list; a plain entry needs none."""
    return {"_view": entry.name} if entry.filtered or entry.search else {}


def _current(site: Site, entries: tuple[MenuEntry, ...]) -> MenuEntry | None:
    """The entry whose list, or one of whose records, is open: the view that is asked for, else the plainest.

    A list without any view belongs to no entry that has one.
    """
    address = request.path.split("/", 2)[1].split(".")[0]
    fitting = [entry for entry in entries if site.records[entry.record].address == address]
    asked = request.args.get("_view", "")
    ranked = sorted(fitting, key=lambda entry: (entry.name != asked, bool(view_of(entry))))
    best = ranked[0] if ranked else None
    other_view = best is not None and best.name != asked and bool(view_of(best))
    return None if other_view and request.path.endswith("/") else best
