"""`portal explain`: what a problem's code means; what a field comes to, and which line or default says so."""

from __future__ import annotations

import re

import click

from generator.app import Constant, Field, Record
from generator.codes import CODES
from generator.spec import Field as Written
from portal.check import run
from portal.folders import Folders, stop

CODE = re.compile(r"[A-Z]\d{3}\Z")
KEYS = {
    "label": "label",
    "kind": "type",
    "hint": "hint",
    "required": "required",
    "private": "private",
    "unique": "unique",
    "index": "index",
    "length": "max",
    "places": "places",
    "minimum": "min",
    "maximum": "max",
    "pattern": "pattern",
    "default": "default",
    "formula": "is",
    "show": "show",
    "require": "require",
    "target": "to",
    "where": "where",
    "back": "back",
    "choices": "of",
    "accept": "accept",
    "size": "size",
}
WRITTEN = {"type": "kind", "is": "formula"}


@click.command(epilog="Example: portal explain S210, or: portal explain order.subject")
@click.argument("key")
@click.pass_obj
def command(folders: Folders, key: str) -> None:
    """Say what the code of a problem means, or where the values of RECORD.FIELD come from."""
    if CODE.match(key):
        click.echo(CODES[key] if key in CODES else stop(f"there is no code {key}"))
        return
    record_key, _, name = key.partition(".")
    generation = run(folders)
    if generation.app is None:
        stop("the specs have problems; run: portal check")
    record = generation.app.records.get(record_key) or stop(f"there is no record type '{record_key}'")
    field = next((each for each in record.fields if each.name == name), None) or stop(
        f"'{record_key}' has no field '{name}'; it has {', '.join(each.name for each in record.fields)}"
    )
    for line in describe(record, field, generation.written(record_key, name)):
        click.echo(line)


def describe(record: Record, field: Field, written: Written | None) -> list[str]:
    """A line for each value: the key, the value, and where it comes from."""
    lines = [f"{record.key}.{field.name}"]
    for attribute, key in KEYS.items():
        value = getattr(field, attribute)
        if value in (None, "", (), False):
            continue
        said = written is not None and bool(getattr(written, WRITTEN.get(key, key), None))
        origin = f"{field.at.file}:{field.at.line}" if said else "default"
        lines.append(f"  {key:9} {_words(value, record):40} {origin}")
    return lines


def _words(value: object, record: Record) -> str:
    if isinstance(value, Constant):
        value = value.value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value)
    name = getattr(value, "name", value)
    rule = next((each for each in record.rules if each.name == name), None)
    if rule:
        return " ".join(rule.expression.source.split())
    options = getattr(value, "options", None)
    return ", ".join(choice for choice, _ in options) if options else str(value)
