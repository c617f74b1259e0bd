"""The WSGI application of a generation, for whatever server runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from runtime.settings import Settings, StartError, read_settings
from runtime.site import load_site, make_application

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def load_application(settings: Settings, generation: Path) -> Wsgi:
    """All portals of the generation in this folder. Raises StartError where they cannot start."""
    if not generation.is_dir():
        raise StartError(f"the generation {generation.name} is missing; run: portal apply")
    return make_application(settings, load_site(generation), generation / "generated" / "brand")


def make() -> Wsgi:
    """For gunicorn: `runtime.serving:make()`, settings from the environment."""
    settings = read_settings()
    name = (settings.var / "current").read_text(encoding="utf-8").strip()
    return load_application(settings, settings.var / "generations" / name)
