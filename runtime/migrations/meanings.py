"""Whether the names in a rule that a revision keeps still mean what they meant when it was written.

The rule runs on today's models. A name that was given to something else meanwhile would be read without an error, and
rows would get wrong values.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.declarations.fields import Field
from runtime.declarations.site import Site
from runtime.migrations.work import record_of
from runtime.records import fields_of


def changed_name(means: Mapping[str, str], site: Site) -> str | None:
    """The first name (`<table>.<field>`) that means something else today, or nothing; None where all are as they were.

    `means` has for each its stored name, and `<choice>=<stored>` for each choice that the rule names.
    """
    for name, then in means.items():
        table, _, of = name.partition(".")
        record = record_of(site, table)
        field = fields_of(record.model).get(of) if record else None
        if field is None or not _means(field, then):
            return name
    return None


def _means(field: Field, then: str) -> bool:
    stored, *choices = then.split(" ")
    pairs = (choice.split("=") for choice in choices)
    return field.stored == stored and all(
        name in field.choices and field.stored_choices.stored(name) == kept for name, kept in pairs
    )
