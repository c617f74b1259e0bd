"""Record types with the parts of their mixins: the record's own first, then each mixin's in the order of `uses`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from generator.problems import Problem, Text
from generator.resolve.problems import missing
from generator.resolve.workflow.fields import with_kept_fields
from generator.resolve.workflow.mentions import mentioned, named_on_paths
from generator.spec import Mixin, Record, Spec

Part = TypeVar("Part")


def lacks_mixin(record: Record, spec: Spec) -> bool:
    """Whether parts of the record type are not known, because a mixin does not exist or cannot be read."""
    return any(name not in spec.mixins for name in record.uses)


def merge_mixins(spec: Spec, problems: list[Problem]) -> Mapping[str, Record]:
    records = {key: merged(record, spec, problems) for key, record in sorted(spec.records.items())}
    elsewhere = mentioned(spec, [named_on_paths(spec.records.values())])
    return {key: with_kept_fields(record, elsewhere, problems) for key, record in records.items()}


def merged(record: Record, spec: Spec, problems: list[Problem]) -> Record:
    """The record type with its mixins, without what its workflow brings."""
    for name in record.uses:
        mixin = spec.mixins.get(name)
        if mixin is None:
            if name not in spec.unread:
                problems.append(missing(f"record type '{record.key}'", "mixin", name, sorted(spec.mixins)))
            continue
        problems.extend(_stated_twice(record, mixin, name))
        record = replace(
            record,
            fields=_joined(record.fields, mixin.fields, "field", name, problems),
            rules=_joined(record.rules, mixin.rules, "rule", name, problems),
            checks=_joined(record.checks, mixin.checks, "check", name, problems),
            unique=(*record.unique, *mixin.unique),
            workflow=record.workflow or mixin.workflow,
            service_level=record.service_level or mixin.service_level,
        )
    return record


def _stated_twice(record: Record, mixin: Mixin, name: Text) -> Iterator[Problem]:
    """What a record type has once: its own or a mixin's."""
    for what, own, added in (
        ("workflow", record.workflow, mixin.workflow),
        ("service_level", record.service_level, mixin.service_level),
    ):
        if own is not None and added is not None:
            message = f"'{record.key}' has two of '{what}', one of them by mixin '{name}'"
            yield Problem("S336", message, name.at, "keep one of them")


def _joined(
    own: Mapping[Text, Part], added: Mapping[Text, Part], what: str, mixin: Text, problems: list[Problem]
) -> Mapping[Text, Part]:
    places = {name: name for name in own}
    problems += [
        Problem(
            "S206",
            f"there are two {what}s '{name}': one here and one in mixin '{mixin}'",
            places[name].at,
            "choose another name for one of them",
        )
        for name in added
        if name in own
    ]
    return {**own, **{name: part for name, part in added.items() if name not in own}}
