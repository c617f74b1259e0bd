"""The generation that a database is brought to, settled for, or taken back to."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from runtime.declarations.site import Site
from runtime.records import Base


@dataclass(frozen=True, slots=True)
class Goal:
    """`graph` has the generation's revisions, None where it has none; `metadata` the tables of its models."""

    site: Site
    graph: ScriptDirectory | None
    metadata: sa.MetaData = Base.metadata

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.time_zone)
