"""A small business for the tests of expressions: its vocabulary, its mapped classes and rows with many gaps, all made
from one description. Everything in it may be missing, and most of it was renamed once."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session, relationship

from generator.expressions.types import BackShape, FieldShape, RecordShape, Type, Vocabulary
from generator.problems import Position, Text
from runtime import columns
from runtime.declarations.stored import StoredChoices

NOW = datetime(2026, 3, 14, 22, 30, tzinfo=UTC)
TODAY = NOW.date()
STATES = ("open", "ready", "closed")
COLOURS = ("red", "blue", "light_blue")
GAPS = 0.35
ROWS = 12


@dataclass(frozen=True)
class Made:
    """A field as described: `back` names the set on the other side of a link."""

    kind: str
    options: tuple[str, ...] = ()
    places: int = 0
    to: str = ""
    back: str = ""
    turned: int = 0

    @property
    def stored(self) -> StoredChoices:
        """The database knows the choices by the names that others of them have today; how, `turned` says."""
        return StoredChoices(
            {
                option: self.options[(place + self.turned) % len(self.options)]
                for place, option in enumerate(self.options)
                if self.turned
            }
        )


TYPES: Mapping[str, str] = {
    "text": "text", "integer": "number", "money": "number", "decimal": "number", "yesno": "yesno", "date": "date",
    "datetime": "datetime", "time": "time", "duration": "duration", "choice": "choice", "choices": "choice",
    "link": "link", "links": "link",
}  # fmt: skip

RECORDS: Mapping[str, Mapping[str, Made]] = {
    "company": {
        "name": Made("text"),
        "holding": Made("link", to="company", back="branches"),
        "state": Made("choice", STATES, turned=1),
        "rating": Made("integer"),
        "budget": Made("money", places=2),
        "active": Made("yesno"),
        "since": Made("date"),
    },
    "person": {
        "name": Made("text"),
        "company": Made("link", to="company", back="people"),
        "boss": Made("link", to="person", back="team"),
        "function": Made("choice", ("fitter", "clerk"), turned=1),
        "wage": Made("decimal", places=4),
        "level": Made("integer"),
        "trained": Made("yesno"),
        "born": Made("date"),
        "seen": Made("datetime"),
        "colours": Made("choices", COLOURS, turned=1),
        "tools": Made("links", to="part", back="users"),
    },
    "part": {
        "name": Made("text"),
        "maker": Made("link", to="company", back="parts"),
        "price": Made("money", places=2),
        "weight": Made("decimal", places=3),
        "made": Made("date"),
        "state": Made("choice", STATES, turned=2),
        "lasts": Made("duration"),
    },
    "job": {
        "company": Made("link", to="company", back="jobs"),
        "person": Made("link", to="person", back="jobs"),
        "part": Made("link", to="part", back="jobs"),
        "state": Made("choice", STATES),
        "quantity": Made("integer"),
        "discount": Made("decimal", places=1),
        "due": Made("date"),
        "placed": Made("datetime"),
        "starts": Made("time"),
        "took": Made("duration"),
        "urgent": Made("yesno"),
        "colours": Made("choices", COLOURS),
        "parts": Made("links", to="part", back="used_in"),
        "note": Made("text"),
        "values": Made("integer"),  # a name that a collection of columns has, too
    },
}

RULES: Mapping[str, Mapping[str, str]] = {
    "company": {"ours": "this == me.company or holding == me.company", "idle": "not any(j.is_open for j in jobs)"},
    "person": {"busy": 'any(j.state == "open" for j in jobs)', "senior": "level >= 3 and not trained"},
    "part": {"known": 'state in ["open", "ready"]', "ours": "maker.ours"},
    "job": {
        "is_open": 'state == "open"',
        "late": "not is_open and due < today",
        "ours": "company.ours or person == me",
    },
}


def text(value: str, line: int = 1) -> Text:
    return Text(value, Position("specs/records/job.yaml", line, 1, len(value)))


def vocabulary() -> Vocabulary:
    return Vocabulary(
        {key: _shape(key) for key in RECORDS}, {("shop", ""): {"company": text("ours"), "part": text("all")}}
    )


def _shape(key: str) -> RecordShape:
    made = {name: _field(name, field) for name, field in RECORDS[key].items()}
    built_in = {
        "id": FieldShape("id", "integer", Type("number"), optional=False),
        "created": FieldShape("created", "datetime", Type("datetime"), optional=False),
    }
    backs = {
        field.back: BackShape(field.back, record, name, field.kind == "links")
        for record, fields in RECORDS.items()
        for name, field in fields.items()
        if field.to == key
    }
    rules = {name: text(rule, 100 + number) for number, (name, rule) in enumerate(RULES[key].items())}
    return RecordShape(key, key.capitalize(), {**built_in, **made}, backs, rules)


def _field(name: str, field: Made) -> FieldShape:
    many = field.kind in ("links", "choices")
    kind = Type(TYPES[field.kind], many, field.to or None, field.options, field.places)  # type: ignore[arg-type]
    return FieldShape(name, field.kind, kind, optional=not many)


class Base(DeclarativeBase):
    pass


COLUMNS: Mapping[str, Any] = {
    "text": lambda field: columns.PlainText(),
    "integer": lambda field: sa.BigInteger(),
    "money": lambda field: columns.Scaled(field.places),
    "decimal": lambda field: columns.Scaled(field.places),
    "yesno": lambda field: sa.Boolean(),
    "date": lambda field: sa.Date(),
    "datetime": lambda field: columns.UtcDateTime(),
    "time": lambda field: sa.Time(),
    "duration": lambda field: columns.Duration(),
    "choice": lambda field: columns.ChoiceColumn(field.stored),
    "choices": lambda field: columns.ChoicesColumn(field.stored),
}


def _model(key: str) -> type[Any]:
    body: dict[str, Any] = {
        "__tablename__": key,
        "id": sa.orm.mapped_column(columns.Id, primary_key=True, autoincrement=False),
        "created": sa.orm.mapped_column(columns.UtcDateTime),
    }
    for name, field in RECORDS[key].items():
        if field.kind == "link":
            column = sa.orm.mapped_column(
                f"{name}_once_id", sa.ForeignKey(f"{field.to}.id"), key=f"{name}_id", nullable=True
            )
            body[f"{name}_id"] = column
            others = {"remote_side": f"{field.to.capitalize()}.id", "foreign_keys": [column]}
            body[name] = relationship(field.to.capitalize(), back_populates=field.back, **others)
        elif field.kind == "links":
            pairs = sa.Table(
                f"{key}_{name}",
                Base.metadata,
                sa.Column("owner_id", sa.ForeignKey(f"{key}.id"), primary_key=True),
                sa.Column("target_id", sa.ForeignKey(f"{field.to}.id"), primary_key=True),
            )
            body[name] = relationship(field.to.capitalize(), secondary=pairs, back_populates=field.back)
        else:
            body[name] = sa.orm.mapped_column(f"{name}_once", COLUMNS[field.kind](field), key=name, nullable=True)
    for record, name, field in _links_to(key):
        populated = {"back_populates": name}
        if field.kind == "link":
            populated["foreign_keys"] = f"{record.capitalize()}.{name}_id"
        else:
            populated["secondary"] = f"{record}_{name}"
        body[field.back] = relationship(record.capitalize(), **populated)
    return type(key.capitalize(), (Base,), body)


def _links_to(key: str) -> Iterator[tuple[str, str, Made]]:
    for record, fields in RECORDS.items():
        for name, field in fields.items():
            if field.to == key:
                yield record, name, field


MODELS: Mapping[str, type[Any]] = {key: _model(key) for key in RECORDS}


def fill(session: Session, seed: int) -> None:
    """ROWS rows of each record type, the same for the same seed."""
    chance = random.Random(seed)
    made: dict[str, list[Any]] = {
        key: [model(id=1 + number, created=NOW - timedelta(hours=number)) for number in range(ROWS)]
        for key, model in MODELS.items()
    }
    session.add_all(row for rows in made.values() for row in rows)
    session.flush()
    for key, rows in made.items():
        for row in rows:
            for name, field in RECORDS[key].items():
                _set(row, name, field, made, chance)
    session.commit()
    session.expire_all()


def _set(row: Any, name: str, field: Made, made: Mapping[str, list[Any]], chance: random.Random) -> None:
    if chance.random() < GAPS:
        return
    if field.kind == "link":
        setattr(row, f"{name}_id", chance.choice(made[field.to]).id)  # links may go round in circles
    elif field.kind == "links":
        getattr(row, name).extend(chance.sample(made[field.to], chance.randint(1, 3)))
    else:
        setattr(row, name, some_value(field, chance))


def some_value(field: Made, chance: random.Random) -> object:
    match field.kind:
        case "text":
            return chance.choice(["oak", "Oak", "oak tree", "tree", "é", "%"])
        case "integer":
            return chance.randint(-1, 4)
        case "money" | "decimal":
            return chance.choice(
                [Decimal(0), Decimal(1), Decimal("2.5"), Decimal(chance.randint(-50, 50)).scaleb(-field.places)]
            )
        case "yesno":
            return chance.random() < 0.5
        case "date":
            return TODAY + timedelta(days=chance.randint(-3, 3))
        case "datetime":
            return NOW + timedelta(hours=chance.randint(-3, 3), microseconds=chance.choice([0, 250_000]))
        case "time":
            return time(chance.randint(8, 10), 30)
        case "duration":
            return timedelta(days=chance.randint(0, 3))
        case "choice":
            return chance.choice(field.options)
        case "choices":
            return tuple(chance.sample(field.options, chance.randint(1, 2)))
    raise ValueError(field.kind)
