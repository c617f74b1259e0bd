"""Two sites of the same specs, one of which was renamed throughout: generated, prepared and filled, without a server.

For processes of their own: generated code is loaded once in each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask_appbuilder import Model

from generator.app import App
from generator.reading import read_spec
from generator.render import render_part, render_whole
from generator.resolve import resolve
from runtime.declarations.site import Site
from runtime.engine import Engines, open_engines
from runtime.records import Base
from runtime.security.permissions import sync_permissions
from runtime.settings import Settings, read_settings
from runtime.site import load_site
from tests.stored.renaming import rename

BORN, RENAMED = "born", "renamed"


@dataclass(frozen=True, slots=True)
class Trial:
    """`opened` are the engines as a site opens them, `engines` the operator's. The database has tables and no rows."""

    app: App
    site: Site
    settings: Settings
    generation: Path
    opened: Engines
    engines: Engines


def read_app(specs: Path, how: str, seed: int) -> App:
    """`how`: BORN with its names, or RENAMED."""
    spec, problems, _sources = read_spec(specs)
    assert spec is not None, problems
    app, problems = resolve(spec)
    assert app is not None, problems
    return rename(app, seed) if how == RENAMED else app


def prepare(app: App, specs: Path, var: Path, database_url: str) -> Trial:
    generation = write_generation(app, specs, var)
    settings = read_settings({"DATABASE_URL": database_url}, var=var)
    site = load_site(generation)
    opened = open_engines(settings.database_url)
    engines = opened.made_by("operator")
    with engines.write.begin() as connection:
        Model.metadata.create_all(connection)
        Base.metadata.create_all(connection)
        sync_permissions(connection, site)
    return Trial(app, site, settings, generation, opened, engines)


def render(app: App, specs: Path) -> Mapping[str, bytes]:
    """All generated files, revisions aside."""
    return render_whole(app, {key: render_part(record, app) for key, record in app.records.items()}, specs)


def write_generation(app: App, specs: Path, var: Path) -> Path:
    generation = var / "generation"
    for path, content in render(app, specs).items():
        target = generation / "generated" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return generation
