"""Small specs for one question each: a staff and a guest portal, and whatever record types a test adds."""

from collections.abc import Mapping
from pathlib import Path

from generator.app import Access, App, Record
from generator.problems import Problem
from generator.reading import read_spec
from generator.resolve import resolve

BASE = {
    "portal.yaml": """
        label: Harbour
        currency: EUR
        time_zone: UTC
        languages: [en]
        spec: 1
    """,
    "records/person.yaml": """
        record: person
        fields:
          name: { type: text, required: true }
          email: { type: email, required: true, unique: true }
          role: { type: choice, of: [pilot, clerk] }
        portals:
          staff: { rows: all, see: all, edit: all }
    """,
    "records/skipper.yaml": """
        record: skipper
        fields:
          name: { type: text, required: true }
          mail: { type: email, required: true, unique: true }
          company: { type: text }
        portals:
          guest: { rows: this == me, see: [name, mail, company] }
          staff: { rows: all, see: all }
    """,
    "portals/staff.yaml": """
        portal: staff
        label: Office
        at: /office
        inside: true
        who: person
        role: role
    """,
    "portals/guest.yaml": """
        portal: guest
        label: Guests
        at: /guests
        who: skipper
    """,
}


def resolved(folder: Path, files: Mapping[str, str]) -> tuple[App | None, list[Problem]]:
    """What the base with these files comes to."""
    for name, text in {**BASE, **files}.items():
        path = folder / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_outdented(text), "utf-8")
    spec, problems, _ = read_spec(folder / "specs")
    assert spec is not None
    assert problems == []
    return resolve(spec)


def app_of(folder: Path, files: Mapping[str, str]) -> App:
    app, problems = resolved(folder, files)
    assert app is not None, problems
    return app


def problems_of(folder: Path, files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in resolved(folder, files)[1]]


def access_of(record: Record, portal: str, role: str = "") -> Access:
    return next(each for each in record.accesses if (each.portal, each.role) == (portal, role))


def expressions_of(record: Record) -> dict[str, str]:
    """The source of each rule by its name."""
    return {rule.name: str(rule.expression.source) for rule in record.rules}


def _outdented(text: str) -> str:
    lines = text.strip("\n").splitlines()
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:] for line in lines).rstrip() + "\n"
