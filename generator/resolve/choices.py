"""Lists of choices: shared ones, and those written at a field."""

from __future__ import annotations

from collections.abc import Iterator

from generator import app
from generator.naming import shared_constant
from generator.problems import Problem
from generator.resolve.problems import missing
from generator.spec import Choices, Field, Record, Spec


def resolve_choices(field: Field, record: Record, spec: Spec, problems: list[Problem]) -> app.Choices | None:
    if isinstance(field.of, Choices):
        constant = f"{record.key}_{field.name}"
        return _choices(field.of, f"{constant}_choices" if constant in spec.choices else constant, problems)
    if field.of is None:
        return None
    if field.of in spec.choices:
        return _choices(spec.choices[field.of], str(field.of), problems)
    if field.of not in spec.unread:
        problems.append(missing(f"field '{field.name}'", "list of choices", field.of, sorted(spec.choices), "lists"))
    return None


def _choices(choices: Choices, name: str, problems: list[Problem]) -> app.Choices:
    seen: set[str] = set()
    for option, _ in choices.options:
        if option in seen:
            problems.append(Problem("S206", f"the choice '{option}' is there twice", option.at, "remove one of them"))
        seen.add(option)
    problems += _becoming_problems(choices, seen)
    options = tuple((str(option), str(label)) for option, label in choices.options)
    return app.Choices(
        constant=shared_constant(name),
        shared=choices.key,
        options=options,
        file=choices.at.file,
        was={str(choice): was for choice, was in choices.was.items()},
        becomes=tuple(choices.becomes.items()),
        places={str(choice): choice.at for choice, _ in choices.options},
    )


def _becoming_problems(choices: Choices, options: set[str]) -> Iterator[Problem]:
    for gone, new in choices.becomes.items():
        if new not in options:
            yield missing(f"choice '{gone}'", "choice", new, [option for option, _ in choices.options])
        if gone in choices.was:
            yield Problem("S217", f"'{gone}' becomes '{new}', so it has no 'was'", choices.was[gone].at, "remove it")
