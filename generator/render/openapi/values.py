"""The JSON Schema of a field's value: as it is answered, as it is sent, and as a list is filtered by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from generator.app import Constant, Field
from generator.fields.lines import MOST_LINES

Json = dict[str, object]

DIGITS = 18
LONGEST_TEXT = 100_000
LONGEST_MARKDOWN = 20_000
LONGEST_SPAN = 10**12
LARGEST = 2**63 - 1
MOST_LINKS = 1_000
TEXTS = frozenset({"text", "longtext", "richtext", "address", "email", "phone", "url"})
NUMBERS = frozenset({"decimal", "percent", "money"})

ID: Json = {"$ref": "#/components/schemas/Id"}
CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
FILTERED = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"


def answered(field: Field) -> Json:
    """May be null, but for lists and what the product fills in."""
    return {**_ANSWERED.get(field.kind, _text_or_null)(field), "title": field.label}


def _text_or_null(_field: Field) -> Json:
    return {"type": ["string", "null"]}


def _moment(field: Field) -> Json:
    never_null = field.name in ("created", "updated")
    return {"type": "string" if never_null else ["string", "null"], "format": "date-time"}


def _shared(name: str) -> Callable[[Field], Json]:
    return lambda _field: {"$ref": f"#/components/schemas/{name}"}


def _fixed(schema: Json) -> Callable[[Field], Json]:
    return lambda _field: dict(schema)


def _lines(field: Field) -> Json:
    assert field.lines is not None
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{field.lines.record}.line"}}


def _sent_lines(field: Field) -> Json:
    """Fewer or more than the field allows are refused by the service, in words."""
    assert field.lines is not None
    item = {"$ref": f"#/components/schemas/{field.lines.record}.sent"}
    return {"type": "array", "items": item, "maxItems": MOST_LINES}


def _choice(field: Field) -> Json:
    return {"enum": [*_keys(field), None]}


def _choices(field: Field) -> Json:
    return {"type": "array", "items": {"enum": _keys(field)}}


def _keys(field: Field) -> list[str]:
    return [key for key, _label in field.choices.options] if field.choices else []


def _decimal(field: Field) -> Json:
    return {"type": ["string", "null"], "pattern": _digits(field)}


def _digits(field: Field) -> str:
    places = field.places or 0
    after = f"(\\.[0-9]{{1,{places}}})?" if places else ""
    return f"^-?[0-9]{{1,{DIGITS - places}}}{after}$"


_ANSWERED: Mapping[str, Callable[[Field], Json]] = {
    "integer": _fixed({"type": ["integer", "null"]}),
    "duration": _fixed({"type": ["integer", "null"], "description": "seconds"}),
    **dict.fromkeys(NUMBERS, _decimal),
    "date": _fixed({"type": ["string", "null"], "format": "date"}),
    "datetime": _moment,
    "time": _fixed({"type": ["string", "null"], "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}"}),
    "yesno": _fixed({"type": ["boolean", "null"]}),
    "choice": _choice,
    "choices": _choices,
    "link": _shared("Link"),
    "links": _fixed({"type": "array", "items": {"$ref": "#/components/schemas/Seen"}}),
    "lines": _lines,
    "file": _shared("File"),
    "image": _shared("File"),
    "files": _fixed({"type": "array", "items": {"$ref": "#/components/schemas/Stored"}}),
}


def sent(field: Field, *, wanted: bool) -> Json:
    """`wanted`: it may not be null."""
    schema = _SENT.get(field.kind, _sent_text)(field)
    if not wanted:
        schema = _or_null(schema)
    elif "maxLength" in schema:
        schema["minLength"] = 1
    told = {"description": field.hint} if field.hint else {}
    return {**schema, "title": field.label, **told}


def _or_null(schema: Json) -> Json:
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*_list(schema["enum"]), None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*_list(schema["anyOf"]), {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _sent_text(field: Field) -> Json:
    longest = field.length or (LONGEST_MARKDOWN if field.kind == "richtext" else LONGEST_TEXT)
    return {"type": "string", "maxLength": longest}


def _sent_whole(field: Field) -> Json:
    least, most = _limit(field.minimum, -LARGEST), _limit(field.maximum, LARGEST)
    return {"type": "integer", "minimum": least, "maximum": most}


def _limit(value: object, otherwise: int) -> int:
    if isinstance(value, Constant) and isinstance(value.value, int | Decimal):
        return int(value.value)
    return otherwise


def _sent_decimal(field: Field) -> Json:
    beyond = 10 ** (DIGITS - (field.places or 0))
    number = {"type": "number", "exclusiveMinimum": -beyond, "exclusiveMaximum": beyond}
    return {"anyOf": [{"type": "string", "pattern": _digits(field)}, number]}


def _sent_choices(field: Field) -> Json:
    keys = _keys(field)
    return {"type": "array", "items": {"enum": keys}, "maxItems": len(keys)}


_SENT: Mapping[str, Callable[[Field], Json]] = {
    "integer": _sent_whole,
    "duration": _fixed(
        {"type": "integer", "minimum": -LONGEST_SPAN, "maximum": LONGEST_SPAN, "description": "seconds"}
    ),
    **dict.fromkeys(NUMBERS, _sent_decimal),
    "date": _fixed({"type": "string", "format": "date"}),
    "datetime": _fixed({"type": "string", "format": "date-time"}),
    "time": _fixed({"type": "string", "pattern": CLOCK}),
    "yesno": _fixed({"type": "boolean"}),
    "choice": lambda field: {"enum": _keys(field)},
    "choices": _sent_choices,
    "link": _fixed(ID),
    "links": _fixed({"type": "array", "items": ID, "maxItems": MOST_LINKS}),
    "lines": _sent_lines,
    "file": _shared("NewFile"),
    "image": _shared("NewFile"),
    "files": _shared("NewFiles"),
}


def filtered(field: Field) -> Json:
    """What a list may be filtered by; a range has the same values."""
    if field.kind in ("choice", "choices"):
        return {"enum": _keys(field)}
    if field.kind in TEXTS:
        return {"type": "string", "pattern": FILTERED}
    return _FILTERED[field.kind](field)


_FILTERED: Mapping[str, Callable[[Field], Json]] = {
    "integer": _fixed({"type": "string", "pattern": f"^-?[0-9]{{1,{DIGITS}}}$"}),
    **dict.fromkeys(NUMBERS, lambda field: {"type": "string", "pattern": _digits(field)}),
    "date": _fixed({"type": "string", "format": "date"}),
    "datetime": _fixed({"type": "string", "format": "date"}),
    "time": _fixed({"type": "string", "pattern": CLOCK}),
    "yesno": _fixed({"type": "boolean"}),
    "link": _fixed(ID),
    "links": _fixed(ID),
}
