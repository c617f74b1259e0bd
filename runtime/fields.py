"""The words that generated models are written in: one function per field kind, imported as `F`.

Each makes the SQLAlchemy column or relationship of a field and hangs the field's declaration on it (`.info["field"]`).
Names are given by `runtime.records` when the class is made. Nothing here checks a value; `runtime.service` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - `date` and `time` are field kinds here
from datetime import datetime as Moment  # noqa: N812
from datetime import time as Time  # noqa: N812
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import MappedColumn, Relationship, mapped_column, relationship

from runtime import columns, records
from runtime.declarations.fields import Field
from runtime.declarations.kinds import FieldKind
from runtime.declarations.stored import AS_NAMED, StoredChoices
from runtime.sets import Back


class Options(TypedDict, total=False):
    """What every field may say. `index` is about its column only.

    `column` is the name that the database keeps for the field, where that is not the present one. `own` is a kind of
    the site's own, which is stored as this one.
    """

    hint: str
    required: bool
    unique: bool
    private: bool
    computed: bool
    index: bool
    column: str
    own: FieldKind


NO_CHOICES: Mapping[str, str] = {}


def text(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("text", label, length, pattern, options)


def longtext(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("longtext", label, length, pattern, options)


def richtext(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("richtext", label, length, pattern, options)


def email(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("email", label, length, pattern, options)


def phone(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("phone", label, length, pattern, options)


def url(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("url", label, length, pattern, options)


def address(
    label: str, *, length: int | None = None, pattern: str | None = None, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    return _text("address", label, length, pattern, options)


def integer(label: str, **options: Unpack[Options]) -> MappedColumn[int | None]:
    return _column(_field("integer", label, options), sa.BigInteger(), options)


def decimal(label: str, *, places: int = 2, **options: Unpack[Options]) -> MappedColumn[Decimal | None]:
    return _number("decimal", label, places, options)


def percent(label: str, *, places: int = 2, **options: Unpack[Options]) -> MappedColumn[Decimal | None]:
    return _number("percent", label, places, options)


def money(label: str, *, places: int = 2, **options: Unpack[Options]) -> MappedColumn[Decimal | None]:
    return _number("money", label, places, options)


def date(label: str, **options: Unpack[Options]) -> MappedColumn[Date | None]:
    return _column(_field("date", label, options), sa.Date(), options)


def datetime(label: str, **options: Unpack[Options]) -> MappedColumn[Moment | None]:
    return _column(_field("datetime", label, options), columns.UtcDateTime(), options)


def time(label: str, **options: Unpack[Options]) -> MappedColumn[Time | None]:
    return _column(_field("time", label, options), sa.Time(), options)


def duration(label: str, **options: Unpack[Options]) -> MappedColumn[timedelta | None]:
    return _column(_field("duration", label, options), columns.Duration(), options)


def yesno(label: str, **options: Unpack[Options]) -> MappedColumn[bool | None]:
    return _column(_field("yesno", label, options), sa.Boolean(), options)


def choice(
    label: str, choices: Mapping[str, str], *, stored: Mapping[str, str] = NO_CHOICES, **options: Unpack[Options]
) -> MappedColumn[str | None]:
    """`stored` has the names that the database keeps for choices that are called otherwise today."""
    kept = StoredChoices(stored)
    field = _field("choice", label, options, choices=choices, stored_choices=kept)
    return _column(field, columns.ChoiceColumn(kept), options)


def choices(
    label: str, choices: Mapping[str, str], *, stored: Mapping[str, str] = NO_CHOICES, **options: Unpack[Options]
) -> MappedColumn[tuple[str, ...]]:
    """`stored` as of `choice`."""
    kept = StoredChoices(stored)
    field = _field("choices", label, options, choices=choices, stored_choices=kept)
    return _column(field, columns.ChoicesColumn(kept), options)


def link(label: str, *, to: str, table: str = "", **options: Unpack[Options]) -> MappedColumn[int | None]:
    """The column of a link; the attribute is called `<field>_id`. Its record stands beside it as `linked`.

    `table` is that of the record type `to`, where it is not called so.
    """
    field = _field("link", label, options, target=to)
    return _column(field, columns.Id, options, sa.ForeignKey(f"{table or to}.id"))


def linked(cls: str, column: MappedColumn[int | None], *, back: str = "") -> Relationship[Any]:
    """The record that the link `column` points to, of class `cls`. `back` names the set over there that reads it."""
    return relationship(cls, foreign_keys=[column.column], remote_side=f"{cls}.id", lazy="select", info={"back": back})


def links(
    label: str, *, to: str, table: str, cls: str, back: str = "", target_table: str = "", **options: Unpack[Options]
) -> Relationship[Any]:
    """Several records of class `cls`, kept in the table `table`. `back` names the set over there that reads it.

    `target_table` is the table of the record type `to`, where it is not called so.
    """
    field = _field("links", label, options, target=to)
    info: dict[str, Any] = {"field": field, "table": table, "target_table": target_table or to, "back": back}
    return relationship(
        cls,
        secondary=table,
        primaryjoin=lambda: records.owner_join(table),  # explicit, since a type may link to itself
        secondaryjoin=lambda: records.target_join(table),
        lazy="select",
        info=info,
    )


def lines(label: str, *, of: str, cls: str, link: str, **options: Unpack[Options]) -> Relationship[Any]:
    """The records of class `cls`, of type `of`, that belong to this one by their `link`, in the order of entry."""
    field = replace(_field("lines", label, options), lines=of, link=link)
    return relationship(
        cls, foreign_keys=f"{cls}.{link}_id", viewonly=True, lazy="select", order_by=f"{cls}.id", info={"field": field}
    )


def back(cls: str, field: str, *, many: bool = False) -> Back:
    """The set of records of class `cls` that link here by their `field`; `many`: the field is of kind links."""
    if many:
        return Back(lambda: _linked_back(cls, field))
    return Back(lambda: relationship(cls, foreign_keys=f"{cls}.{field}_id", viewonly=True, lazy="select"))


def _linked_back(cls: str, field: str) -> Relationship[Any]:
    return relationship(
        cls,
        secondary=lambda: records.links_table(cls, field),
        primaryjoin=lambda: records.target_join(records.links_table(cls, field).name),
        secondaryjoin=lambda: records.owner_join(records.links_table(cls, field).name),
        viewonly=True,
        lazy="select",
    )


def account(label: str, **options: Unpack[Options]) -> MappedColumn[int | None]:
    """Who did something: the id of an account. Readers see its name. The product fills it in."""
    return _column(_field("account", label, options), columns.Id, options)


def file(label: str, *, accept: tuple[str, ...] = (), size: int | None = None, **options: Unpack[Options]) -> Field:
    return _field("file", label, options, accept=accept, size=size)


def files(label: str, *, accept: tuple[str, ...] = (), size: int | None = None, **options: Unpack[Options]) -> Field:
    return _field("files", label, options, accept=accept, size=size)


def image(label: str, *, accept: tuple[str, ...] = (), size: int | None = None, **options: Unpack[Options]) -> Field:
    return _field("image", label, options, accept=accept, size=size)


def _text(kind: str, label: str, length: int | None, pattern: str | None, options: Options) -> MappedColumn[str | None]:
    field = _field(kind, label, options, length=length, pattern=pattern)
    return _column(field, columns.PlainText(), options)  # the service keeps the length, so that it may change


def _number(kind: str, label: str, places: int, options: Options) -> MappedColumn[Decimal | None]:
    return _column(_field(kind, label, options, places=places), columns.Scaled(places), options)


def _field(
    kind: str,
    label: str,
    options: Options,
    *,
    length: int | None = None,
    places: int = 0,
    pattern: str | None = None,
    target: str | None = None,
    choices: Mapping[str, str] | None = None,
    accept: tuple[str, ...] = (),
    size: int | None = None,
    stored_choices: StoredChoices = AS_NAMED,
) -> Field:
    return Field(
        name="",
        kind=kind,
        label=label,
        hint=options.get("hint", ""),
        required=options.get("required", False),
        unique=options.get("unique", False),
        private=options.get("private", False),
        computed=options.get("computed", False),
        own=options.get("own"),
        length=length,
        places=places,
        pattern=pattern,
        target=target,
        choices=choices or {},
        accept=accept,
        size=size,
        stored=options.get("column", ""),
        stored_choices=stored_choices,
    )


def _column(
    field: Field, of: sa.types.TypeEngine[Any], options: Options, key: sa.ForeignKey | None = None
) -> MappedColumn[Any]:
    """Nullable even where required: an `apply` may only add columns that older rows lack."""
    return mapped_column(
        of,
        *([key] if key is not None else []),
        nullable=True,
        unique=field.unique or None,
        index=options.get("index") or field.unique or None,
        info={"field": field},
    )
