"""From a record to another by a link: a condition on the other, or one of its values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute, Relationship

from runtime.sql.rows import Alias, alias_of


def via(
    link: ColumnElement[Any], model: type[Any], condition: Callable[[Alias], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """The link leads to a record for which the condition holds: `link IN (SELECT id FROM … WHERE condition)`."""
    target = alias_of(model)
    return link.in_(select(target.c.id).where(condition(target)).correlate_except(target))


def through(
    link: ColumnElement[Any], model: type[Any], value: Callable[[Alias], ColumnElement[Any]]
) -> ScalarSelect[Any]:
    """A value of the record that the link leads to, missing where the link is."""
    target = alias_of(model)
    return select(value(target)).where(target.c.id == link).correlate_except(target).scalar_subquery()


def linked(
    links: InstrumentedAttribute[Any], owner: ColumnElement[Any], target: ColumnElement[Any]
) -> ColumnElement[bool]:
    """The record of key `target` is among the owner's links, which are kept in a table of pairs."""
    relationship: Relationship[Any] = links.property  # type: ignore[assignment]
    assert relationship.secondary is not None
    assert relationship.secondary_synchronize_pairs
    pairs = relationship.secondary.alias()
    ((_, owner_column),) = relationship.synchronize_pairs
    ((_, target_column),) = relationship.secondary_synchronize_pairs
    targets = select(pairs.c[target_column.name]).where(pairs.c[owner_column.name] == owner)
    return target.in_(targets.correlate_except(pairs))
