"""App to the text of every generated file. Writes nothing; the same App gives the same bytes.

First each record type by itself, then what holds something of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.access.review import render_review, review_of
from generator.access.snapshot import access_of, render_access
from generator.app import App, Record
from generator.render.api import render_schemas
from generator.render.forms import render_forms
from generator.render.models import render_choices, render_model
from generator.render.notices import render_mail, render_notices
from generator.render.openapi import Entries, entries_of, render_documents
from generator.render.records import render_record
from generator.render.routing import render_routing
from generator.render.rules import render_rules
from generator.render.service_levels import render_service_level
from generator.render.site import logo_name, render_site
from generator.render.workflows import render_workflow
from generator.traces import Look, Trace

PACKAGES = (
    *("", "api/", "choices/", "forms/", "mails/", "models/", "notices/", "portals/", "routing/", "rules/"),
    "service_levels/",
    "workflows/",
)

Reader = tuple[str, str]
"""A portal and a role of it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Of one record type: its files, by path below generated/, and its parts of those that tell of all.

    Shared lists of choices, and mails, are among the files of each record type that uses them.
    """

    files: Mapping[str, bytes]
    review: Mapping[str, str]  # by portal
    access: Mapping[Reader, str]
    documents: Mapping[Reader, Entries]


@dataclass(frozen=True, slots=True)
class Part:
    """What was rendered of a record type, and what it looked at of others."""

    rendered: Rendered
    looks: frozenset[Look]


def render_parts(app: App, trace: Trace) -> dict[str, Part]:
    """Each record type; `trace` has its looks at others."""
    traced = replace(app, records=trace.parts("app", app.records))
    trace.take()
    return {key: Part(render_part(record, traced), trace.take(of=key)) for key, record in app.records.items()}


def render_part(record: Record, app: App) -> Rendered:
    """What is written of one record type. It looks at others through `app.records` and `app.vocabulary`."""
    key = record.key
    shared = {field.choices.shared: field.choices for field in record.fields if field.choices and field.choices.shared}
    texts = {
        **{f"choices/{name}.py": render_choices(choices) for name, choices in shared.items()},
        **{f"mails/{mail.key}.py": render_mail(mail) for notice in record.notices if (mail := notice.mail)},
        f"models/{key}.py": render_model(record, app),
        f"notices/{key}.py": render_notices(record),
        f"portals/{key}.py": render_record(record, app),
        f"rules/{key}.py": render_rules(record, app),
        f"forms/{key}.py": render_forms(record),
        f"api/{key}.py": render_schemas(record, app),
        f"routing/{key}.py": render_routing(record, app),
        f"service_levels/{key}.py": render_service_level(record),
        f"workflows/{key}.py": render_workflow(record),
    }
    files = {path: text.encode() for path, text in texts.items() if text}
    return Rendered(files, review_of(record, app), access_of(record, app), entries_of(record, app))


def render_whole(app: App, parts: Mapping[str, Rendered], specs: Path) -> Mapping[str, bytes]:
    """Path below generated/ -> bytes, sorted by path, from the parts of all record types.

    `specs` is read for the portals' logos only.
    """
    texts = {f"{package}__init__.py": "" for package in PACKAGES}
    texts["site.py"] = render_site(app)
    texts["access.json"] = render_access(app, {key: part.access for key, part in parts.items()})
    texts["access.txt"] = render_review(app, {key: part.review for key, part in parts.items()})
    texts |= render_documents(app, {key: part.documents for key, part in parts.items()})
    files = {path: text.encode() for path, text in texts.items()}
    for part in parts.values():
        files |= part.files
    for portal in app.portals.values():
        if portal.logo:
            files[f"brand/{logo_name(portal)}"] = (specs / portal.logo).read_bytes()
    return dict(sorted(files.items()))
