"""What a portal says differently about fields: the key `fields` of its block."""

from __future__ import annotations

from dataclasses import replace

from generator import app
from generator.app import Value
from generator.expressions.types import Use
from generator.fields import KINDS
from generator.problems import Text
from generator.resolve.grants import Place
from generator.resolve.problems import missing
from generator.resolve.values import literal, literal_or_expression
from generator.spec import Override


def resolve_overrides(place: Place) -> tuple[tuple[str, app.Override], ...]:
    found = []
    for name, override in (place.block.access.fields or {}).items():
        if name in place.record.fields:
            found.append((str(name), _override(place, name, override)))
        else:
            where = f"'fields' of {place.title}"
            place.problems.append(missing(where, "field", name, place.record.fields))
    return tuple(found)


def _override(place: Place, name: Text, override: Override) -> app.Override:
    return app.Override(
        label=str(override.label) if override.label is not None else None,
        hint=str(override.hint) if override.hint is not None else None,
        where=_where(place, name, override.where),
        require=place.rule(override.require, Use.CONDITION, f"{name}_require") if override.require else None,
        default=_default(place, name, override.default),
    )


def _where(place: Place, name: Text, where: Text | None) -> str | None:
    target = place.record.fields[name].to
    if where is None:
        return None
    if target is None:
        place.report("S212", f"'where' is for links, and '{name}' is not one", where)
        return None
    if target not in place.vocabulary.records:
        return None
    names = replace(place.names, it=str(target))
    return place.book.rule(where, Use.CANDIDATES, (names,), f"{place.prefix}_{name}_where")


def _default(place: Place, name: Text, default: Text | None) -> Value | None:
    field = place.record.fields[name]
    kind, expected = KINDS[field.kind], place.vocabulary.records[place.record.key].fields[name].type
    if default is None:
        return None
    if field.kept:
        hint = "write 'preset: { state: … }' for the state in which records begin here" if name == "state" else ""
        place.report("S222", f"'{name}' has no default: moves change it", default, hint)
        return None
    if "default" not in kind.keys or field.formula is not None:
        place.report("S212", f"'{name}' has no default: it is computed or of a type without one", default)
        return None
    if kind.literal_default:
        return literal(default, kind, expected.options, place.problems)
    return literal_or_expression(
        default,
        kind,
        expected,
        book=place.book,
        askers=(place.names,),
        name=f"{place.prefix}_{name}_default",
        problems=place.problems,
    )
