"""One change under way: the record, who changes it, and the names that rules are judged with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from runtime import values
from runtime.declarations.access import Access, RecordType, Value
from runtime.declarations.fields import Field
from runtime.declarations.rules import Formula
from runtime.declarations.site import Site
from runtime.records import Record, fields_of
from runtime.scope import Principal
from runtime.scope.policy import overridden
from runtime.scope.reader import Reader


@dataclass(frozen=True, slots=True)
class Change:
    """`changed` are the names of the fields that people or presets set; `fresh`: the record is being created."""

    site: Site
    record: RecordType
    access: Access
    principal: Principal
    session: Session
    reader: Reader
    given: values.Given
    entity: Any
    changed: frozenset[str]
    fresh: bool

    @property
    def fields(self) -> Mapping[str, Field]:
        return fields_of(self.record.model)

    def label(self, name: str) -> Field:
        """The field in the portal's words."""
        return overridden(self.fields[name], self.access)


class Person:
    """`me` in Python rules: the columns are known from the request, links are loaded when a rule follows them."""

    def __init__(self, session: Session, model: type[Any], principal: Principal) -> None:
        self._session, self._model, self._principal = session, model, principal

    def __getattr__(self, name: str) -> Any:
        known = self._principal.values
        if name in known:
            return known[name]
        return getattr(self._session.get(self._model, self._principal.person_id), name)


def make_given(session: Session, site: Site, principal: Principal, moment: datetime) -> values.Given:
    """What a request gives to Python rules."""
    model = site.records[principal.record].model
    return values.Given(
        me=Person(session, model, principal),
        role=principal.role or None,
        portal=principal.portal,
        moment=moment,
        zone=ZoneInfo(site.time_zone),
    )


def value_of(value: Value, entity: Any, given: values.Given) -> Any:
    """The value of a default, preset or limit; a record stands for its id."""
    if not isinstance(value, Formula):
        return value
    found = value.python(entity, given)
    return found.id if isinstance(found, Person | Record) else found
