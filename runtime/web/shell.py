"""What surrounds every page: language, brand, menu and the person. `install` gives it to the templates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask, Request, get_flashed_messages
from flask.globals import request_ctx
from markupsafe import Markup

from runtime.declarations.site import tells
from runtime.notices.rows import MOST_UNREAD
from runtime.security.overseeing import is_view, may_change, may_view_as
from runtime.security.present import member
from runtime.web import assets
from runtime.web.addresses import Addresses
from runtime.web.header import brand_of, head_of, header_of
from runtime.web.menu import NO_MENU, Menu, Menus, Opened, OwnPages
from runtime.web.portal import ROOTS, app_here, asked, kept_here

if TYPE_CHECKING:
    from runtime.declarations.site import Portal, Site
    from runtime.scope import Principal
    from runtime.security.sessions import Member

FLASHED = "_flashes"
"""Where Flask keeps messages until a page shows them."""


class Frame(NamedTuple):
    """What all pages of a portal have in common, by the path that it is reached at."""

    language: str
    portal: str
    site: str
    home: str
    stylesheet: str
    script: str
    icon: str
    logo: str
    login: str
    search: str
    end_view: str
    head: Markup
    """What a page needs beside itself."""
    brand: Markup
    """How its header begins."""


class Shell(NamedTuple):
    """Made for each page, which is why it is no dataclass: one of twenty fields costs as much as a row of a list. The
    first ones are those of `Frame`.

    What only `head` and `header` are made of (`stylesheet`, `script`, `icon`, `logo`, `home`, `brand`, `menu`,
    `person`, `search`, `notices`, `unread`, `view_as`, `change`, `logout`) is for templates of a site's own that write
    these blocks in their way."""

    language: str
    portal: str
    site: str
    home: str
    stylesheet: str
    script: str
    icon: str
    logo: str
    login: str
    search: str
    end_view: str
    head: Markup
    brand: Markup
    menu: Menu
    person: str
    logout: str
    notices: str
    """The address of the notices, "" where nobody is told of anything."""
    unread: str
    """How the link to them goes on: " (3)"."""
    view: str
    """What the banner says on every page to whoever looks on as somebody else."""
    view_as: str
    change: str
    header: Markup

    @property
    def done(self) -> list[str]:
        """What was done a moment ago, which is told once."""
        asking = request_ctx._get_current_object()  # type: ignore[attr-defined] # Flask's own looks for it three times
        if asking.flashes is None and FLASHED not in asking.session:
            return []
        told: list[str] = get_flashed_messages(category_filter=["done"])  # type: ignore[assignment] # with no category
        return list(dict.fromkeys(told))


def install(app: Flask, site: Site, portal: Portal, logos: Path, pages: OwnPages = ()) -> None:
    """Let every template of this portal's app use `shell`; `pages` of the site's own follow in its menu."""
    loaded = app.extensions["portal_assets"] = assets.load(portal, logos)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    shells = _Shells(site, portal, loaded, pages)
    app.context_processor(lambda: {"shell": shells.made()})


class _Shells:
    """Those of one app."""

    def __init__(self, site: Site, portal: Portal, loaded: assets.Assets, pages: OwnPages) -> None:
        self._site, self._portal, self._loaded = site, portal, loaded
        self._menus = Menus(site, portal, pages)
        self._notices = "/my-notices" if tells(site, portal) else ""  # which looks through all record types
        self._frame = lru_cache(ROOTS)(self._framed)

    def made(self) -> Shell:
        here, principal = asked(), kept_here().get("principal")
        frame, found = self._frame(here.root_path), member() if principal is not None or is_view() else None
        view = self._view(found)
        if principal is None:
            return self._of_nobody(frame, here.root_path, view)
        return self._of_somebody(frame, here, principal, found, view)

    def _of_nobody(self, frame: Frame, root: str, view: str) -> Shell:
        header = header_of(frame.brand, "", (), Markup())
        return Shell(
            *frame,
            menu=NO_MENU,
            person="",
            logout=_logout(frame, root, view),
            notices="",
            unread="",
            view=view,
            view_as="",
            change="",
            header=header,
        )

    def _of_somebody(self, frame: Frame, here: Request, principal: Principal, found: Member | None, view: str) -> Shell:
        root, portal = here.root_path, self._portal
        unread = _unread(found)
        logout = _logout(frame, root, view)
        notices = f"{root}{self._notices}" if self._notices else ""
        view_as = f"{root}/view-as" if may_view_as(portal) else ""
        change = f"{root}/change" if may_change(portal) else ""
        menu = self._menus.of(_opened(here, Addresses(root), principal.role))
        links = (
            (frame.search, "Search"),
            (notices, f"Notices{unread}"),
            (view_as, "View as"),
            (change, "Change the site"),
            (logout, "End this view" if view else "Sign out"),
        )
        header = header_of(frame.brand, principal.name, links, menu.written)
        return Shell(
            *frame,
            menu=menu,
            person=principal.name,
            logout=logout,
            notices=notices,
            unread=unread,
            view=view,
            view_as=view_as,
            change=change,
            header=header,
        )

    def _framed(self, root: str) -> Frame:
        to, loaded, portal = Addresses(root), self._loaded, self._portal
        stylesheet, script, icon = (to.asset(loaded.version, name) for name in ("portal.css", "portal.js", "icon.svg"))
        logo = to.asset(loaded.version, loaded.logo) if loaded.logo else ""
        return Frame(
            language=portal.languages[0],
            portal=portal.label,
            site=self._site.label,
            home=to.home(),
            stylesheet=stylesheet,
            script=script,
            icon=icon,
            logo=logo,
            login=f"{root}/login",
            search=to.search(),
            end_view=f"{root}/view-as/end",
            head=head_of(stylesheet, icon, script),
            brand=brand_of(to.home(), logo, portal.label),
        )

    def _view(self, found: Member | None) -> str:
        if found is None or found.viewer is None:
            return ""
        words: str | None = app_here().extensions.get("view_words")  # of a preview
        return words or f"You are looking at {self._portal.label} as {found.principal.email}. Nothing can be changed."


def _logout(frame: Frame, root: str, view: str) -> str:
    return frame.end_view if view else f"{root}/logout"


def _unread(found: Member | None) -> str:
    count = found.unread if found is not None else 0
    return f" ({count if count <= MOST_UNREAD else f'{MOST_UNREAD}+'})" if count else ""


def _opened(here: Request, to: Addresses, role: str) -> Opened:
    address, _, rest = here.path[1:].partition("/")
    is_list = not rest and here.path.endswith("/")
    return Opened(to, role, address, is_list, here.args.get("_view", "") if here.query_string else "")
