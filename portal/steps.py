"""How a command that changes the site tells what it does: lines for people, or a line of JSON for each step."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Literal

import click

from portal.folders import say
from portal.refusal import Refused

StepName = Literal[
    "finish", "plan", "backup", "database", "smoke", "files", "swap", "reload", "settle", "take_back", "export", "drop"
]
Tell = Callable[[StepName, str], None]
"""Told at the beginning of each step, and again and again while it is long."""

End = Callable[[int, str, str], None]


def tell_people(_step: StepName, words: str) -> None:
    say(words)


def tell_programs(step: StepName, words: str) -> None:
    _line({"step": step, "words": words})


def teller(form: str) -> Tell:
    """For `--format text` or `json`."""
    return tell_programs if form == "json" else tell_people


def tell_end(form: str, words: str, generation: str | None) -> None:
    """The last line of a command that did what it was asked for."""
    if form == "json":
        _line({"step": "end", "exit": 0, "words": words, "generation": generation})
    else:
        say(words)


def tell_refusal(form: str, told: Refused) -> None:
    """The last line of a command that stopped."""
    if form == "json":
        parts = {"words": told.words, "details": told.details, "diffs": told.diffs}
        _line({"step": "end", "exit": told.code, **parts, "problems": _plain(told)})
        return
    for diff in told.diffs:
        click.echo(diff)
    for words in told.details:
        say(words)
    say(f"portal: {told.words}")


def _plain(told: Refused) -> object:
    if not told.problems:
        return []
    from generator.report import as_json  # here, since a second apply must not wait for the generator

    return json.loads(as_json(told.problems))


def _line(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
