"""`records/*.yaml` and `mixins/*.yaml` to values."""

from __future__ import annotations

from generator.problems import Text
from generator.reading.access import read_access
from generator.reading.notices import read_notices
from generator.reading.parts import read_checks, read_fields, read_rules, read_unique
from generator.reading.routing import read_routing
from generator.reading.service_levels import read_service_level
from generator.reading.values import tables, text, texts
from generator.reading.workflow import read_workflow
from generator.sources import Table
from generator.spec import Mixin, Record


def read_record(key: Text, tree: Table) -> Record:
    return Record(
        key=key,
        at=key.at,
        label=text(tree, "label"),
        plural=text(tree, "plural"),
        title=text(tree, "title"),
        number=text(tree, "number"),
        uses=texts(tree.get("uses")),
        fields=read_fields(tree),
        rules=read_rules(tree),
        unique=read_unique(tree),
        checks=read_checks(tree),
        portals={portal: read_access(portal, block) for portal, block in tables(tree, "portals")},
        was=text(tree, "was"),
        retired=texts(tree.get("retired")),
        workflow=read_workflow(tree),
        service_level=read_service_level(tree),
        notify=read_notices(tree),
        routing=read_routing(tree),
    )


def read_mixin(key: Text, tree: Table) -> Mixin:
    return Mixin(
        key=key,
        at=key.at,
        fields=read_fields(tree),
        rules=read_rules(tree),
        unique=read_unique(tree),
        checks=read_checks(tree),
        workflow=read_workflow(tree),
        service_level=read_service_level(tree),
    )
