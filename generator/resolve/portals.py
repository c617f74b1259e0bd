"""Portals: who logs in, what they are called there, how it looks. Menus have their own module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator import app
from generator.problems import Problem
from generator.resolve.colours import LEAST_CONTRAST, contrast_to_white
from generator.resolve.menus import MenuPlace, resolve_menu
from generator.resolve.names import FIXED_ROUTES
from generator.resolve.oversight import oversight_problems
from generator.resolve.people import roles_of
from generator.resolve.problems import missing
from generator.spec import Portal, Record

COLOUR = "#0b5fff"


def resolve_portal(place: MenuPlace) -> app.Portal:
    portal, spec, records, problems = place.portal, place.spec, place.records, place.problems
    problems += [
        *_address_problems(portal, spec.portals),
        *_colour_problems(portal),
        *_language_problems(portal, spec.site.languages),
        *_role_problems(portal, records),
        *oversight_problems(portal, roles_of(portal, records, spec.choices)),
    ]
    menu, home = resolve_menu(place)
    return app.Portal(
        key=str(portal.key),
        label=str(portal.label),
        address=str(portal.address),
        inside=portal.inside,
        who=str(portal.who),
        email=_email(place),
        where=place.asked.get(portal.where.at) if portal.where is not None else None,
        role=str(portal.role) if portal.role else None,
        roles=roles_of(portal, records, spec.choices) or (),
        explain=tuple(map(str, portal.explain)),
        view_as=tuple(map(str, portal.view_as)),
        disclosures=tuple(map(str, portal.disclosures)),
        change=tuple(map(str, portal.change)),
        api=portal.api,
        sign_up=str(portal.sign_up),
        languages=tuple(str(language) for language in portal.languages or spec.site.languages),
        colour=str(portal.colour or COLOUR).lower(),
        logo=str(portal.logo) if portal.logo else None,
        home=home,
        menu=menu,
        file=portal.at.file,
        at=portal.at,
    )


def _email(place: MenuPlace) -> str:
    """The name of the one unique email field of the people."""
    portal, person = place.portal, place.records.get(place.portal.who)
    if person is None:
        if portal.who not in place.spec.unread:
            where = f"'who' of portal {portal.key}"
            place.problems.append(missing(where, "record type", portal.who, place.records))
        return ""
    emails = [str(name) for name, field in person.fields.items() if field.kind == "email" and field.unique]
    if len(emails) == 1:
        return emails[0]
    hint = f"give '{portal.who}' a field of type email with unique: true and required: true"
    if emails:
        hint = f"leave 'unique' to one of them: {', '.join(emails)}"
    message = f"people log in by their one unique email field, and '{portal.who}' has {len(emails) or 'none'}"
    place.problems.append(Problem("S230", message, portal.who.at, hint))
    return ""


def _role_problems(portal: Portal, records: Mapping[str, Record]) -> list[Problem]:
    person = records.get(portal.who)
    if person is None or portal.role is None:
        return []
    choices = [str(name) for name, field in person.fields.items() if field.kind == "choice"]
    if portal.role not in person.fields:
        return [missing(f"'role' of portal {portal.key}", "field", portal.role, choices, f"choices of '{person.key}'")]
    if portal.role not in choices:
        kind = person.fields[portal.role].kind
        message = f"'{portal.role}' cannot hold the role: it is of type '{kind}', and a role is a choice"
        return [Problem("S231", message, portal.role.at, f"choices of '{person.key}': {', '.join(choices) or 'none'}")]
    return []


def _address_problems(portal: Portal, portals: Mapping[str, Portal]) -> list[Problem]:
    address = portal.address
    if address[1:] in FIXED_ROUTES:
        message = f"'{address}' is used by the product itself"
        return [Problem("S204", message, address.at, "choose another address")]
    others = [other.key for other in portals.values() if other.address == address and other.key < portal.key]
    return (
        [Problem("S206", f"portal '{others[0]}' has the address {address} already", address.at, "choose another")]
        if others
        else []
    )


def _language_problems(portal: Portal, languages: Sequence[str]) -> list[Problem]:
    where = f"'languages' of portal {portal.key}"
    return [
        missing(where, "language", language, languages, "languages of the site")
        for language in portal.languages
        if language not in languages
    ]


def _colour_problems(portal: Portal) -> list[Problem]:
    colour = portal.colour
    if colour is None:
        return []
    contrast = contrast_to_white(colour)
    if contrast >= LEAST_CONTRAST:
        return []
    message = f"white text on {colour} is hard to read: its contrast is {contrast:.1f}, and {LEAST_CONTRAST} is needed"
    return [Problem("S234", message, colour.at, "choose a darker colour")]
