"""What surrounds every page: language, brand, menu and the person. `install` gives it to the templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask, Request, current_app, g

from runtime.declarations.site import tells
from runtime.notices.rows import MOST_UNREAD
from runtime.security.overseeing import is_view, may_change, may_view_as
from runtime.security.present import member
from runtime.web import assets
from runtime.web.addresses import Addresses
from runtime.web.menu import NO_MENU, Menu, Menus, Opened, OwnPages
from runtime.web.portal import asked

if TYPE_CHECKING:
    from runtime.declarations.site import Portal, Site
    from runtime.scope import Principal


class Shell(NamedTuple):
    """Made for each page, which is why it is no dataclass: one of twenty fields costs as much as a row of a list."""

    language: str
    portal: str
    site: str
    home: str
    stylesheet: str
    script: str
    icon: str
    logo: str
    menu: Menu
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


def install(app: Flask, site: Site, portal: Portal, logos: Path, pages: OwnPages = ()) -> None:
    """Let every template of this portal's app use `shell`; `pages` of the site's own follow in its menu."""
    app.extensions["portal_assets"] = assets.load(portal, logos)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    notices = "/my-notices" if tells(site, portal) else ""  # which looks through all record types
    menus = Menus(site, portal, pages)
    app.context_processor(lambda: {"shell": _shell(site, portal, menus, notices)})


def _shell(site: Site, portal: Portal, menus: Menus, notices: str) -> Shell:
    loaded: assets.Assets = current_app.extensions["portal_assets"]
    view, here = _view(portal), asked()
    to = Addresses(here.script_root)
    principal: Principal | None = g.get("principal")
    return Shell(
        language=portal.languages[0],
        portal=portal.label,
        site=site.label,
        home=to.home(),
        stylesheet=to.asset(loaded.version, "portal.css"),
        script=to.asset(loaded.version, "portal.js"),
        icon=to.asset(loaded.version, "icon.svg"),
        logo=to.asset(loaded.version, loaded.logo) if loaded.logo else "",
        menu=menus.of(_opened(here, to, principal.role)) if principal else NO_MENU,
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
    found = member() if is_view() else None
    if found is None:
        return ""
    words: str | None = current_app.extensions.get("view_words")  # of a preview
    return words or f"You are looking at {portal.label} as {found.principal.email}. Nothing can be changed."


def _unread() -> str:
    found = member()
    count = found.unread if found is not None else 0
    return f" ({count if count <= MOST_UNREAD else f'{MOST_UNREAD}+'})" if count else ""


def _opened(here: Request, to: Addresses, role: str) -> Opened:
    address, _, rest = here.path[1:].partition("/")
    is_list = not rest and here.path.endswith("/")
    return Opened(to, role, address, is_list, here.args.get("_view", ""))
