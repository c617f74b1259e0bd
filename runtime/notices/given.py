"""What was entered outside when a record was made: all that whoever reads at an address of that form is told of it.

It is taken from the history, as it was entered, whatever became of it. Not where staff made the record: then it is
theirs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from runtime import tables
from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.notices import Notice
from runtime.declarations.site import Portal, Site
from runtime.notices.told import Told
from runtime.notices.wording import names_of
from runtime.records import fields_of
from runtime.scope.policy import field_of
from runtime.values.kept import value_of

NUMBER, CREATED = "number", "created"


def read_given(
    connection: Connection, site: Site, record: RecordType, record_id: int, notice: Notice
) -> tuple[str, Portal, Told] | None:
    """The address, by which portal it came in, and what with it of that the mail names; None where no portal outside
    entered it. One statement."""
    kept, account = tables.history.c, tables.account.c
    of_record = (kept.record == record.table) & (kept.record_id == record_id) & (kept.action == "create")
    wanted = select(kept.changes, kept.at, account.portal, account.role).select_from(
        tables.history.join(tables.account, account.id == kept.account_id)
    )
    row = connection.execute(wanted.where(of_record)).first()
    if row is None or site.portals.get(row.portal) is None or site.portals[row.portal].inside:
        return None
    entered, names = _entered(record, row.portal, notice.email), names_of(notice)
    values = json.loads(row.changes)
    address = _value(record, values, notice.email) if notice.email in entered else None
    if not isinstance(address, str):
        return None
    found: dict[str, tuple[Field, Any]] = {
        name: (field_of(record, name), _value(record, values, name)) for name in names if name in {*entered, NUMBER}
    }
    if CREATED in names:
        found[CREATED] = (field_of(record, CREATED), row.at)
    return address, site.portals[row.portal], Told(record_id, "", found)


def _entered(record: RecordType, portal: str, email: str) -> frozenset[str]:
    """What stands together with the address in every form of the portal that has it, and routing never fills in."""
    forms = [
        frozenset(access.create) for access in record.accesses_in(portal) if access.create and email in access.create
    ]
    decided = {name for rule in record.routing for name in (rule.fill, *rule.set)}
    return forms[0].intersection(*forms) - decided if forms else frozenset()


def _value(record: RecordType, kept: Mapping[str, Any], name: str) -> Any:
    field = fields_of(record.model).get(name)
    pair = kept.get(field.stored) if field is not None else None
    return None if field is None or pair is None or pair[1] is None else value_of(field, pair[1])
