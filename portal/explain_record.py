"""What a person may see and do of one record, and why: `portal explain order/318 --as jo@example.com`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy import Connection

from generator.suggestion import did_you_mean
from portal.folders import Folders
from portal.serve import current_generation
from runtime.declarations.site import Portal, Site
from runtime.explaining import AccessWords, as_data, as_lines, explain
from runtime.ids import read_id
from runtime.scope import Principal, Scopes
from runtime.security.accounts import AccountError
from runtime.security.known import doors_of, find_known
from runtime.settings import StartError, read_settings
from runtime.site import load_site, open_checked


class NotExplained(Exception):  # noqa: N818 - it says why, for people
    """Why there is no answer, in one line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """As it was typed: RECORD/ID, whose access, and where."""

    key: str
    email: str
    portal: str | None


def answer(folders: Folders, asked: Asked, form: str) -> str:
    """The explanation as text or JSON. Raises NotExplained."""
    try:
        settings = read_settings(var=folders.var)
        generation = current_generation(settings)
        site = load_site(generation)
        engines = open_checked(settings).made_by("operator")
    except StartError as error:
        raise NotExplained(error.words) from None
    key, _, number = asked.key.partition("/")
    record = site.records.get(key) or _refuse_record(site, key)
    with engines.read.connect() as connection:
        who = _find(connection, site, asked)
    system = Scopes(site, engines).system("explain", asked.key)
    words = AccessWords(generation / "generated" / "access.json")
    record_id = read_id(number)
    found = record_id and explain(system, site, words, who=who, key=record.key, record_id=record_id)
    if not found:
        raise NotExplained(f"there is no {key} {number}")
    return json.dumps(as_data(found), ensure_ascii=False, indent=2) if form == "json" else "\n".join(as_lines(found))


def _refuse_record(site: Site, key: str) -> NoReturn:
    raise NotExplained(f"there is no record type '{key}'; {did_you_mean(key, site.records, 'record types')}")


def _find(connection: Connection, site: Site, asked: Asked) -> Principal:
    try:
        return find_known(connection, site, _portal(connection, site, asked), asked.email)
    except AccountError as error:
        raise NotExplained(error.words) from None


def _portal(connection: Connection, site: Site, asked: Asked) -> Portal:
    """The portal that was named, else the one that knows the person."""
    if asked.portal is not None:
        if asked.portal not in site.portals:
            hint = did_you_mean(asked.portal, site.portals, "portals")
            raise NotExplained(f"there is no portal '{asked.portal}'; {hint}")
        return site.portals[asked.portal]
    doors = doors_of(connection, site, asked.email)
    if not doors:
        raise NotExplained(f"no portal knows anybody with the address {asked.email}")
    open_doors = [key for key, why_not in doors.items() if not why_not]
    if len(open_doors) > 1:
        named = " or ".join(f"--portal {key}" for key in open_doors)
        raise NotExplained(f"{asked.email} may log in to several portals; say {named}")
    if not open_doors:
        raise NotExplained("\n".join(doors.values()))
    return site.portals[open_doors[0]]
