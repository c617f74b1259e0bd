"""`portal explain`: what a code means, where a value comes from, and why somebody may do what with a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


EXAMPLE = "Example: portal explain S210, or explain order.subject, or explain order/318 --as someone@example.com"


@click.command(epilog=EXAMPLE)
@click.argument("key")
@click.option(
    "--as", "email", default=None, help="The person, by email address, whose access to RECORD/ID is asked for."
)
@click.option("--portal", default=None, help="The portal, where several know that person.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For RECORD/ID [text].")
@click.pass_obj
def command(folders: Folders, key: str, email: str | None, portal: str | None, form: str) -> None:
    """Say what the code of a problem means, where the values of RECORD.FIELD come from, or what somebody may see and do
    of the record RECORD/ID, and why."""
    if "/" in key:
        if email is None:
            raise click.UsageError(f"Say for whom: portal explain {key} --as someone@example.com")
        click.echo(_explain_record(folders, key, email, portal, form))
        return
    if email or portal:
        raise click.UsageError("--as and --portal belong to a record, as in order/318.")
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


def _explain_record(folders: Folders, key: str, email: str, portal: str | None, form: str) -> str:
    from portal.explain_record import Asked, NotExplained, answer  # loads the frameworks

    try:
        return answer(folders, Asked(key, email, portal), form)
    except NotExplained as reason:
        stop(str(reason))


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
    return [*lines, *(_in_portals(record) if field.name == "state" else ())]


def _in_portals(record: Record) -> Iterator[str]:
    """The words that portals have for states."""
    for access in record.accesses:
        whose = f"{access.portal}.{access.role}" if access.role else access.portal
        for word in access.words.states:
            if word.at != access.at:
                words = f"“{word.label}” ({word.name}) for {', '.join(word.states)}"
                yield f"  {whose:9} {words:40} {word.at.file}:{word.at.line}"


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
