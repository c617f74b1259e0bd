"""All that hand-written code adds to a site: values, put together when the site is composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.routing import Map

from runtime.declarations.site import Portal, Site
from runtime.extending.jobs import Job
from runtime.extending.pages import EVERYBODY, Page
from runtime.extending.replacing import Replacements
from runtime.service.events import ExtensionError
from runtime.service.reacting import Handler, Handlers
from runtime.settings import StartError
from runtime.web.views import RecordView

ALWAYS_TAKEN = frozenset({"api", "static"})


@dataclass(frozen=True, slots=True)
class Extensions:
    """`templates` is the folder of template overrides and of templates for the site's own pages."""

    handlers: tuple[Handler[Any], ...] = ()
    replacements: Replacements = field(default_factory=dict)
    pages: tuple[type[Page], ...] = ()
    jobs: Mapping[str, Job] = field(default_factory=dict)
    templates: Path | None = None

    def handlers_of(self, site: Site) -> Handlers:
        """By record type and event. Raises StartError for a record type that there is not."""
        try:
            return Handlers(self.handlers, {key: record.model for key, record in site.records.items()})
        except ExtensionError as error:
            raise StartError(str(error)) from None

    @property
    def record_view(self) -> type[RecordView]:
        found: type[RecordView] = self.replacements.get(RecordView, RecordView)
        return found

    def pages_of(self, portal: Portal) -> tuple[type[Page], ...]:
        return tuple(page for page in self.pages if page.portal == portal.key)


NONE = Extensions()


def check_pages(pages: tuple[type[Page], ...], site: Site) -> None:
    """Raises StartError for a page that could be opened by nobody, or by too many, or hides another one."""
    places: dict[tuple[str, str], type[Page]] = {}
    for page in pages:
        words = _fault_of(page, site)
        if words:
            raise StartError(f"the page {page.__module__}.{page.__qualname__} {words}")
        other = places.setdefault((page.portal, page.address), page)
        if other is not page or sum(each.__name__ == page.__name__ for each in pages) > 1:
            raise StartError(f"there are two pages {page.__qualname__}, or two at /{page.address}; rename one")


def refuse_taken(pages: tuple[type[Page], ...], routes: Map) -> None:
    """Raises StartError for a page at an address that the product has itself; `routes` are those of its portal."""
    taken = {rule.rule.split("/")[1] for rule in routes.iter_rules()} | ALWAYS_TAKEN
    for page in pages:
        if page.address in taken:
            words = f"has the address {page.address!r}, which the product has itself; give it another one"
            raise StartError(f"the page {page.__module__}.{page.__qualname__} {words}")


def _fault_of(page: type[Page], site: Site) -> str | None:
    portal = site.portals.get(page.portal)
    if portal is None:
        return f"is in the portal {page.portal!r}, which there is not"
    if not page.address.replace("-", "").isalnum():
        return f"has the address {page.address!r}; give it one of letters, digits and hyphens"
    if any(record.address == page.address for record in site.records.values()):
        return f"has the address {page.address!r}, which is that of a record type"
    if not page.roles:
        return "is open to nobody: name its roles, or say EVERYBODY"
    unknown = [role for role in page.roles if role not in portal.roles]
    if page.roles != EVERYBODY and unknown:
        return f"is open to the role {unknown[0]!r}, which the portal {portal.key} does not have"
    if getattr(page, "open_routes", ()):
        return "has open routes: only people who are logged in may open a page of extensions"
    return None
