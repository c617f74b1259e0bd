"""Small pieces of forms as markup: option lists and attributes. Joined text, since objects per option cost too much."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup, escape


def options(choices: Mapping[str, str], chosen: str | Collection[str]) -> Markup:
    """The options of a select by value, `chosen` (one or several) selected."""
    selected = {chosen} if isinstance(chosen, str) else set(chosen)
    return Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            value, Markup(" selected") if value in selected else "", label
        )
        for value, label in choices.items()
    )


def attributes(values: Mapping[str, str | bool]) -> Markup:
    """Attributes with a leading blank each; True stands for one without value, False and "" for none."""
    given = ((name, value) for name, value in values.items() if value is not False and value != "")
    return Markup("").join(
        Markup(" ") + (escape(name) if value is True else Markup('{}="{}"').format(name, value))
        for name, value in given
    )
