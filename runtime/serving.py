"""The WSGI application of a generation, for whatever server runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from runtime.declarations.site import Site
from runtime.security.letters import claim
from runtime.settings import Settings, StartError, read_settings
from runtime.site import load_site, make_application, open_checked

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def load_application(settings: Settings, generation: Path) -> Wsgi:
    """All portals of the generation in this folder. Raises StartError where they cannot start."""
    return make_application(settings, _site(generation), generation / "generated")


def _site(generation: Path) -> Site:
    if not generation.is_dir():
        raise StartError(f"the generation {generation.name} is missing; run: portal apply")
    return load_site(generation)


def claim_link(settings: Settings, generation: Path) -> str | None:
    """A one-time link for the first member of the staff; None where somebody has an account already."""
    site = _site(generation)
    engines = open_checked(settings).made_by("operator")
    try:
        return claim(engines, site, settings)
    finally:
        engines.dispose()


def make() -> Wsgi:
    """For gunicorn: `runtime.serving:make()`, settings from the environment."""
    settings = read_settings()
    name = (settings.var / "current").read_text(encoding="utf-8").strip()
    return load_application(settings, settings.var / "generations" / name)
