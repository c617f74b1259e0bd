"""`@replaces(CustomerOrderForm)`: a subclass that is used wherever the generated class would be.

Replaced are forms, schemas of the interface, and the view of records. None of them decides what a role sees or sets:
rows come from the scope and changes go through the service, whatever a subclass does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from runtime.declarations.access import Access, RecordType
from runtime.declarations.later import Later
from runtime.declarations.site import Site
from runtime.settings import StartError
from runtime.web.views import RecordView

C = TypeVar("C", bound=type[Any])
MARK = "portal_replaces"
Replacements = Mapping[type[Any], type[Any]]


def replaces(replaced: type[Any]) -> Callable[[C], C]:
    """Stands above a subclass of `replaced`. Raises TypeError for any other class."""

    def mark(own: C) -> C:
        if own is replaced or not issubclass(own, replaced):
            raise TypeError(f"{own.__qualname__} must be a subclass of {replaced.__qualname__} to take its place")
        setattr(own, MARK, replaced)
        return own

    return mark


def replacements_in(classes: Iterable[type[Any]]) -> Replacements:
    """By the replaced class. Raises StartError where a class is replaced twice."""
    found: dict[type[Any], type[Any]] = {}
    for own in classes:
        replaced = vars(own)[MARK]
        if replaced in found:
            others = f"{name_of(found[replaced])} and {name_of(own)}"
            raise StartError(f"{replaced.__qualname__} is replaced twice: by {others}; make one of the two")
        found[replaced] = own
    return found


def with_replacements(site: Site, replacements: Replacements) -> Site:
    """The site with each class in the place of the one that it replaces. Raises StartError where that is used nowhere.

    A replaced class that other generated classes inherit from stays their base.
    """
    if not replacements:
        return site
    used = {RecordView, *_classes(site, replacements)}
    for replaced, own in replacements.items():
        if replaced not in used:
            words = "which no portal uses; replaced can be generated forms and schemas, and RecordView"
            raise StartError(f"{name_of(own)} replaces {name_of(replaced)}, {words}")
        if getattr(own, "open_routes", ()):
            raise StartError(f"{name_of(own)} has open routes: only people who are logged in come to records")
    records = {key: _with(record, replacements) for key, record in site.records.items()}
    return replace(site, records=records)


def _with(record: RecordType, replacements: Replacements) -> RecordType:
    access = {
        key: replace(each, form=_instead(each.form, replacements), schema=_instead(each.schema, replacements))
        for key, each in record.access.items()
    }
    return replace(record, access=access)


def _instead(found: type[Any] | Later | None, replacements: Replacements) -> type[Any] | Later | None:
    replaced = _replaced(found, replacements)
    return found if replaced is None else replacements[replaced]


def _replaced(found: type[Any] | Later | None, replacements: Replacements) -> type[Any] | None:
    """The one of the replaced classes that this is; no other is loaded for it."""
    if isinstance(found, Later):
        return next((each for each in replacements if found.means(each)), None)
    return found if found in replacements else None


def _classes(site: Site, replacements: Replacements) -> Iterable[type[Any]]:
    """Those of the replaced classes that some portal uses."""
    accesses: list[Access] = [each for record in site.records.values() for each in record.access.values()]
    found = (_replaced(each, replacements) for access in accesses for each in (access.form, access.schema))
    return (each for each in found if each is not None)


def name_of(found: type[Any]) -> str:
    return f"{found.__module__}.{found.__qualname__}"
