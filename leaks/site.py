"""A scratch site: the portals of a generation as one WSGI application in this process, on a database of its own.

Its specs were applied by the same code that serves people; nothing in here replaces a part of the product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask

from generator.app import App
from leaks.population import fill
from leaks.world import World
from runtime.declarations.site import Site
from runtime.engine import Engines, open_engines
from runtime.extending.loading import load_extensions
from runtime.files import FileStore
from runtime.settings import Settings
from runtime.site import load_site, make_application

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
FILES = "memory://portal-test"


@dataclass(frozen=True, slots=True)
class ScratchSite:
    """`engines` and `store`, whose address is `files`, are the oracle's own way to the data."""

    app: App
    site: Site
    engines: Engines
    store: FileStore
    files: str
    application: Wsgi
    portals: Mapping[str, Flask]
    outside: Flask
    settings: Settings
    own: tuple[str, ...] = ()
    """The addresses of the site's own pages."""

    def close(self) -> None:
        self.engines.dispose()


def open_site(app: App, settings: Settings, generation: Path, world: World) -> ScratchSite:
    """Fills the migrated, empty database with the world, and starts the portals. Once per process: see `load_site`."""
    settings = replace(settings, files_url=FILES)  # a scratch file need not outlive a crash
    site = load_site(generation)
    engines, store = open_engines(settings.database_url).made_by("operator"), FileStore(settings.files_url)
    fill(world, site, engines, store)
    extensions = load_extensions(generation)
    application = make_application(settings, site, generation / "generated", extensions)
    mounted, outside = {key: application.mounts[portal.at] for key, portal in site.portals.items()}, application.outside
    own = tuple(page.address for page in extensions.pages)
    return ScratchSite(app, site, engines, store, settings.files_url, application, mounted, outside, settings, own)
