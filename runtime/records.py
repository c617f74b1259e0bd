"""The base of all mapped classes: what every record has, and the declarations of its fields by name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Column, ColumnElement, Constraint, ForeignKey, Index, Integer, MetaData, Table, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Relationship,
    mapped_column,
    object_session,
    registry,
)

from runtime import ids
from runtime.columns import Id, UtcDateTime
from runtime.declarations.fields import Field
from runtime.sets import making

BUILT_IN: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            Field("id", "integer", "Id", column="id"),
            Field("created", "datetime", "Created", column="created"),
            Field("created_by", "account", "Created by", column="created_by"),
            Field("updated", "datetime", "Updated", column="updated"),
            Field("updated_by", "account", "Updated by", column="updated_by"),
            Field("revision", "integer", "Revision", column="revision"),
        )
    }
)
"""The fields of every record. Those of the kind `account` hold the id of one; readers see its name."""

LONGEST_NAME = 63
"""Bytes of a name on PostgreSQL, which cuts what is longer; names of tables and columns are ASCII."""


def _index_name(index: Constraint | Index, table: Table) -> str:
    """By the columns. What would be cut ends as SQLAlchemy ends it, so that all find it under one name."""
    assert isinstance(index, Index)
    name = "_".join(["ix", table.name, *(column.name for column in index.columns)])
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 8]}_{hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[-4:]}"


NAMES_OF_CONSTRAINTS: Mapping[Any, Any] = {
    "index_name": _index_name,
    "ix": "%(index_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


_classes: dict[str, Any] = {}
"""By name, so that they find each other."""


class Base(DeclarativeBase):
    """All tables of a site: its records' and the system's own (`runtime.tables`)."""

    metadata = MetaData(naming_convention=NAMES_OF_CONSTRAINTS)


def _now() -> datetime:
    return datetime.now(UTC)


def _columns_of_every_record() -> dict[str, MappedColumn[Any]]:
    """Made anew for each class: SQLAlchemy would copy those of a common base, which takes it twice as long."""
    return {
        "id": mapped_column(Id, primary_key=True, autoincrement=False, default=ids.new_id, sort_order=-6),
        "created": mapped_column(UtcDateTime, nullable=False, default=_now, sort_order=-5),
        "created_by": mapped_column(Id, sort_order=-4),
        "updated": mapped_column(UtcDateTime, nullable=False, default=_now, sort_order=-3),
        "updated_by": mapped_column(Id, sort_order=-2),
        "revision": mapped_column(Integer, nullable=False, default=1, sort_order=-1),
    }


class Record(Base):
    """A record of the business. Its class body is generated; see `runtime.fields`."""

    __abstract__ = True
    record_fields: ClassVar[Mapping[str, Field]]
    record_columns: ClassVar[frozenset[str]]
    columns_of_fields: ClassVar[Mapping[str, str]]

    if TYPE_CHECKING:
        id: Mapped[int]
        created: Mapped[datetime]
        created_by: Mapped[int | None]
        updated: Mapped[datetime]
        updated_by: Mapped[int | None]
        revision: Mapped[int]
    else:

        def __getattr__(self, name: str) -> Any:
            """What is not there, or is a set that another thread makes known at this moment."""
            with making:
                return object.__getattribute__(self, name)

    def __init_subclass__(cls) -> None:
        cls.record_fields = MappingProxyType(_named_fields(cls))
        cls.columns_of_fields = {name: field.column for name, field in cls.record_fields.items() if field.column}
        for name, column in _columns_of_every_record().items():
            setattr(cls, name, column)
        # Mappers are configured a registry at a time, when a class of it is first used. With one for all, whoever used
        # a single class waited for a thousand.
        cls._sa_registry = registry(metadata=Base.metadata, class_registry=_classes)
        super().__init_subclass__()
        cls.record_columns = frozenset(cls.__table__.c.keys())


class _Files:
    """A field of files: on the class its declaration, on a record the names of its files, which rules ask for."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def __get__(self, record: Record | None, owner: type[Record]) -> Field | tuple[str, ...] | str | None:
        if record is None:
            return self._field
        names = self._names(record)
        return names if self._field.kind == "files" else next(iter(names), None)

    def _names(self, record: Record) -> tuple[str, ...]:
        session = object_session(record)
        if session is None:
            return ()
        kept = Base.metadata.tables["portal_file"].c
        own = (kept.record == record.__tablename__, kept.record_id == record.id, kept.field == self._field.stored)
        return tuple(session.scalars(select(kept.name).where(*own).order_by(kept.id)))


def fields_of(model: type[Any]) -> Mapping[str, Field]:
    """The fields of a mapped class by name, in the order of the spec, without the built-in ones (`BUILT_IN`)."""
    fields: Mapping[str, Field] = model.record_fields
    return fields


def columns_of(model: type[Any]) -> Mapping[str, str]:
    """The columns of the fields that have one, by field name."""
    columns: Mapping[str, str] = model.columns_of_fields
    return columns


def unique(*columns: str) -> Index:
    """No two rows alike in all of `columns`, by their attributes; stands in `__table_args__`."""
    return Index(None, *columns, unique=True)


def index(*columns: str) -> Index:
    """Rows are found by `columns` together, and in their order."""
    return Index(None, *columns)


def links_table(cls: str, field: str) -> Table:
    """The table that keeps the field `field` (of kind links) of the class named `cls`: `owner_id`, `target_id`."""
    return next(table for table in Base.metadata.tables.values() if table.info.get("links") == (cls, field))


def owner_join(table: str) -> ColumnElement[bool]:
    """A record joined to its rows in the table of a set of links."""
    return _linked_by(table, "owner_id")


def target_join(table: str) -> ColumnElement[bool]:
    """A record joined to the rows of a set of links that point to it."""
    return _linked_by(table, "target_id")


def _linked_by(table: str, column: str) -> ColumnElement[bool]:
    end = Base.metadata.tables[table].c[column]
    (key,) = end.foreign_keys
    return key.column == end


def _named_fields(cls: type[Record]) -> dict[str, Field]:
    """Gives each field its name and column, and makes the tables of its sets of links.

    A column is asked for by the attribute's name (`.c` goes by `key`) and written by the one that the database keeps.
    """
    fields: dict[str, Field] = {}
    for attribute, made in list(vars(cls).items()):
        if isinstance(made, Field):
            field = made.named(attribute)
            setattr(cls, attribute, _Files(field))
        elif isinstance(made, MappedColumn) and "field" in made.column.info:
            declared: Field = made.column.info["field"]
            name = attribute.removesuffix("_id") if declared.kind == "link" else attribute
            field = made.column.info["field"] = replace(declared, name=name, column=attribute)
            made.column.key = attribute
            made.column.name = f"{field.stored}_id" if field.kind == "link" else field.stored
        elif isinstance(made, Relationship) and "field" in made.info:
            field = made.info["field"] = made.info["field"].named(attribute)
            if field.kind == "links":
                _make_links_table(cls, field, made.info["table"], made.info["target_table"])
        else:
            continue
        fields[field.name] = field
    return fields


def _make_links_table(cls: type[Record], field: Field, name: str, target: str) -> None:
    Table(
        name,
        Base.metadata,
        Column("owner_id", Id, ForeignKey(f"{cls.__tablename__}.id"), primary_key=True, autoincrement=False),
        Column("target_id", Id, ForeignKey(f"{target}.id"), primary_key=True, autoincrement=False, index=True),
        info={"links": (cls.__name__, field.name)},
    )
