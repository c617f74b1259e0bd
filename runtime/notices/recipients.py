"""Whom a notice goes to: asked of all data, whatever anybody sees. What they are told is another question."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from runtime.columns import Id
from runtime.declarations.access import RecordType
from runtime.declarations.notices import Notice
from runtime.notices.means import Means
from runtime.scope.bindings import Bindings
from runtime.scope.principal import Principal
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import judged
from runtime.sets import class_behind
from runtime.sql import Given

NOBODY = Principal("", "", None, 0, "", "", "", MappingProxyType({}))
"""Who asks: rules of notices have no `me`."""
_ROOT: sa.BindParameter[int] = sa.bindparam("root_id", type_=Id)


def people_of(means: Means, record: RecordType, notice: Notice, record_id: int, moment: datetime) -> list[int]:
    """The ids of the people, each once; none while `when` does not hold. One statement."""
    start = aliased(record.model)
    here: Any = start
    statement = sa.select(start.id)
    for hop in notice.through:
        there = aliased(class_behind(here, hop))
        statement = statement.join(getattr(here, hop).of_type(there))
        here = there
    this, it = sa.inspect(start).selectable, sa.inspect(here).selectable
    chosen = sa.true() if notice.where is None else notice.where.sql(this, Given(), it)
    reached = statement.with_only_columns(here.id).where(start.id == _ROOT, _when(notice, this), chosen)
    return [row[0] for row in _run(means, reached.distinct().order_by(here.id), record_id, moment)]


def holds(means: Means, record: RecordType, notice: Notice, record_id: int, moment: datetime) -> bool:
    """Whether the record is there and `when` holds for it."""
    this = record.model.__table__.alias()
    asked = sa.select(this.c.id).where(this.c.id == _ROOT, _when(notice, this))
    return bool(_run(means, asked, record_id, moment))


def _when(notice: Notice, this: Any) -> sa.ColumnElement[bool]:
    return sa.true() if notice.when is None else judged(notice.when, this, Given())


def _run(means: Means, statement: sa.Select[Any], record_id: int, moment: datetime) -> list[Raw]:
    bindings = Bindings(NOBODY, moment, means.zone).having({_ROOT.key: record_id})
    return Shape(statement, means.engines.read.dialect).run(means.engines.read, bindings)
