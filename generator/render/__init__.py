"""App to the text of every generated file. Writes nothing; the same App gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.access.review import render_review
from generator.access.snapshot import render_access
from generator.app import App, Choices
from generator.render.api import render_schemas
from generator.render.forms import render_forms
from generator.render.models import render_choices, render_model
from generator.render.openapi import render_documents
from generator.render.records import render_record
from generator.render.rules import render_rules
from generator.render.site import logo_name, render_site

PACKAGES = ("", "api/", "choices/", "forms/", "models/", "portals/", "rules/")


def render(app: App, specs: Path) -> Mapping[str, bytes]:
    """Path below generated/ -> bytes, sorted by path. `specs` is read for the portals' logos only."""
    texts: dict[str, str] = {f"{package}__init__.py": "" for package in PACKAGES}
    texts["site.py"] = render_site(app)
    texts["access.json"] = render_access(app)
    texts["access.txt"] = render_review(app)
    for choices in _shared_choices(app):
        texts[f"choices/{choices.shared}.py"] = render_choices(choices)
    for key, record in app.records.items():
        texts[f"models/{key}.py"] = render_model(record, app)
        texts[f"portals/{key}.py"] = render_record(record, app)
        for room, text in (
            ("rules", render_rules(record, app)),
            ("forms", render_forms(record)),
            ("api", render_schemas(record, app)),
        ):
            if text:
                texts[f"{room}/{key}.py"] = text
    texts |= render_documents(app)
    files = {path: text.encode() for path, text in texts.items()}
    for portal in app.portals.values():
        if portal.logo:
            files[f"brand/{logo_name(portal)}"] = (specs / portal.logo).read_bytes()
    return dict(sorted(files.items()))


def _shared_choices(app: App) -> list[Choices]:
    found = {
        field.choices.shared: field.choices
        for record in app.records.values()
        for field in record.fields
        if field.choices and field.choices.shared
    }
    return [found[key] for key in sorted(found)]
