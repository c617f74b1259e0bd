"""Fields, rules, unique and checks: what record types and mixins have in common."""

from __future__ import annotations

from generator.problems import Text
from generator.reading.choices import read_choices
from generator.reading.values import flag, tables, text, text_table, texts
from generator.sources import Items, Table
from generator.spec import Check, Choices, Field, Unique


def read_fields(parent: Table) -> dict[Text, Field]:
    return {name: _field(name, field) for name, field in tables(parent, "fields")}


def read_rules(parent: Table) -> dict[Text, Text]:
    return text_table(parent, "rules")


def read_checks(parent: Table) -> dict[Text, Check]:
    """Those that have all they need; a check without condition or words is reported by its shape."""
    checks: dict[Text, Check] = {}
    for name, check in tables(parent, "checks"):
        refuse, say = text(check, "refuse"), text(check, "say")
        if refuse is not None and say is not None:
            checks[name] = Check(name, name.at, refuse, say, texts(check.get("at")))
    return checks


def read_unique(parent: Table) -> tuple[Unique, ...]:
    items = parent.get("unique")
    if not isinstance(items, Items):
        return ()
    found = (item for item in items if isinstance(item, Table))
    return tuple(
        Unique(item.at, texts(item.get("fields")), text(item, "unless"), text(item, "say"))
        for item in found
        if texts(item.get("fields"))
    )


def _field(name: Text, field: Table) -> Field:
    return Field(
        name=name,
        kind=text(field, "type") or Text("text", name.at),
        at=name.at,
        label=text(field, "label"),
        hint=text(field, "hint"),
        required=flag(field, "required"),
        require=text(field, "require"),
        show=text(field, "show"),
        default=text(field, "default"),
        formula=text(field, "is"),
        reveals=flag(field, "reveals"),
        unique=flag(field, "unique"),
        index=flag(field, "index"),
        private=flag(field, "private"),
        min=text(field, "min"),
        max=text(field, "max"),
        places=_places(field),
        pattern=text(field, "pattern"),
        to=text(field, "to"),
        where=text(field, "where"),
        back=text(field, "back"),
        of=_choices_of(field),
        accept=texts(field.get("accept")),
        size=text(field, "size"),
        was=text(field, "was"),
        backfill=text(field, "backfill"),
        from_now=flag(field, "from_now"),
    )


def _places(field: Table) -> int | None:
    places = text(field, "places")
    return int(places) if places is not None else None


def _choices_of(field: Table) -> Text | Choices | None:
    of = field.get("of")
    if of is None or isinstance(of, Text):
        return of
    return read_choices(of, None, field.key("of").at)
