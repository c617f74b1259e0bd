"""What can be wrong with an expression: every code and its exact words, nothing about how it is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.expressions.types import Type, Use
from generator.problems import Position, Problem
from generator.suggestion import closest

MAX_LENGTH = 2000


class Refusal(Exception):  # noqa: N818 - not an error of the program: it unwinds one part of an expression
    """A part of an expression has no meaning; carries the problems to whoever collects them."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


def described(kind: Type) -> str:
    """A type in an analyst's words: "a date", "a link to 'order'", "a set of numbers"."""
    if kind.many:
        return _SETS.get(kind.base, "a set") if kind.base != "link" else f"a set of '{kind.record}' records"
    return f"a link to '{kind.record}'" if kind.base == "link" else _WORDS[kind.base]


_WORDS = {
    "text": "text", "number": "a number", "yesno": "yes or no", "date": "a date", "datetime": "a date with time",
    "time": "a time of day", "duration": "a duration", "choice": "a choice", "file": "a file",
    "account": "an account",
    "missing": "nothing", "any": "a value",
}  # fmt: skip
_SETS = {"choice": "a set of choices", "file": "a set of files", "number": "a set of numbers", "text": "a set of texts"}


def meant(name: str, candidates: Iterable[str]) -> str:
    """The hint "did you mean 'x'?", or nothing where nothing is near."""
    near = closest(name, candidates)
    return f"did you mean '{near}'?" if near else ""


# Syntax


def not_readable(at: Position, reason: str, hint: str = "") -> Problem:
    return Problem("E101", f"this cannot be read: {reason}", at, hint)


def too_long(at: Position, length: int) -> Problem:
    hint = "give parts of it a name under 'rules'"
    return Problem("E102", f"an expression may have {MAX_LENGTH:,} characters; this one has {length:,}", at, hint)


def too_deep(at: Position) -> Problem:
    return Problem("E103", "this is nested too deeply", at, "give parts of it a name under 'rules'")


def not_allowed(at: Position, what: str, hint: str = "") -> Problem:
    return Problem("E104", f"{what} cannot be used in an expression", at, hint)


def look_alike(at: Position, character: str) -> Problem:
    hint = "text stands between straight quotes" if character in "“”„‘’" else "names consist of a to z, 0 to 9 and _"
    return Problem("E105", f"the character '{character}' cannot stand in a name", at, hint)


def reserved(at: Position, word: str, instead: str) -> Problem:
    hint = f"try '{instead}'" if instead else ""
    return Problem("E106", f"'{word}' cannot be used in rules: it is a reserved word", at, hint)


def bad_number(at: Position, text: str) -> Problem:
    return Problem(
        "E107", f"'{text}' is not a number that can be kept", at, "at most 12 digits before the point, 6 behind"
    )


# Names


def unknown_name(at: Position, name: str, record: str | None, known: Sequence[str]) -> Problem:
    place = f"a field or rule of '{record}'" if record else "known here"
    hint = {"yes": "write true", "no": "write false", "null": "write 'is None'"}.get(name.lower(), "")
    of_move = " or ".join(each for each in known if each.startswith(f"{name}."))
    return Problem(
        "E110", f"'{name}' is not {place}", at, hint or (of_move and f"write {of_move}") or meant(name, known)
    )


def unknown_step(at: Position, name: str, record: str, known: Iterable[str]) -> Problem:
    return Problem("E111", f"'{record}' has no field or rule '{name}'", at, meant(name, known))


def no_way_on(at: Position, what: str, kind: Type) -> Problem:
    return Problem("E112", f"'{what}' is {described(kind)}: only links and sets of records lead on with a dot", at)


def unknown_function(at: Position, name: str, known: Iterable[str]) -> Problem:
    return Problem("E113", f"there is no function '{name}'", at, meant(name, known))


def wrong_arguments(at: Position, name: str, takes: str) -> Problem:
    return Problem("E114", f"{name}() takes {takes}", at)


def name_elsewhere(at: Position, name: str, why: str, hint: str = "") -> Problem:
    return Problem("E115", f"'{name}' cannot be used here: {why}", at, hint)


def circle(at: Position, names: Iterable[str]) -> Problem:
    return Problem("E116", f"these rules go round in a circle: {' -> '.join(names)}", at)


def name_taken(at: Position, name: str) -> Problem:
    return Problem("E117", f"the name '{name}' is taken", at, "use another name after 'for'")


# Types


def different_types(at: Position, left: Type, right: Type, hint: str = "") -> Problem:
    return Problem("E120", f"{described(left)} cannot be compared with {described(right)}", at, hint)


def unknown_choice(at: Position, value: str, of: str, options: tuple[str, ...]) -> Problem:
    near = meant(value, options)
    listed = f"choices: {', '.join(options)}" if options else "there are no choices"
    subject = f" of '{of}'" if of else ""
    return Problem("E121", f"'{value}' is not a choice{subject}", at, f"{near} {listed}".strip())


def compared_set(at: Position, operator: str) -> Problem:
    return Problem("E122", f"'{operator}' cannot be used with a set", at, "use 'in', any(), all() or count()")


def no_order(at: Position, kind: Type) -> Problem:
    return Problem("E123", f"{described(kind)} has no order: use == or !=", at)


def compared_none(at: Position, *, negative: bool) -> Problem:
    return Problem("E124", "None is not compared", at, f"write 'is {'not ' if negative else ''}None'")


def not_a_set(at: Position, kind: Type) -> Problem:
    hint = "use contains(text, part)" if kind.base == "text" else "use =="
    return Problem("E125", f"'in' needs a list or a set after it, not {described(kind)}", at, hint)


def bad_operands(at: Position, operator: str, left: Type, right: Type) -> Problem:
    return Problem("E126", f"'{operator}' cannot be used between {described(left)} and {described(right)}", at)


def not_yes_or_no(at: Position, kind: Type) -> Problem:
    hint = {"link": "write 'is not None' to ask whether it is there"}.get(kind.base, "compare it with something")
    return Problem("E127", f"yes or no is needed here, not {described(kind)}", at, "use any()" if kind.many else hint)


def not_expected(at: Position, expected: Type, kind: Type) -> Problem:
    return Problem("E128", f"{described(expected)} is needed here, not {described(kind)}", at)


def both_fixed(at: Position) -> Problem:
    return Problem("E129", "this compares two fixed values", at)


def wrong_argument(at: Position, name: str, needed: str, kind: Type) -> Problem:
    return Problem("E130", f"{name}() needs {needed}, not {described(kind)}", at)


def counted_conditions(at: Position) -> Problem:
    return Problem("E130", "count() needs records or values, not yes or no", at, "write count(x for x in … if …)")


def not_records(at: Position, kind: Type) -> Problem:
    return Problem("E130", f"'for' runs through sets of records, not {described(kind)}", at)


def only_is_none(at: Position) -> Problem:
    return Problem("E131", "'is' is used with None only", at, "use == or !=")


def empty_text(at: Position) -> Problem:
    return Problem("E132", "empty text is never kept: it is missing", at, "write 'is None' or 'is not None'")


def part_of_day(at: Position) -> Problem:
    return Problem("E133", "a date moves by whole days only", at, "use days()")


# Where it stands


def may_be_missing(at: Position, what: str, *, yes_or_no: bool) -> Problem:
    first = f"{what} == false" if yes_or_no else f"{what} is not None and …"
    hint = f"write '{first}' or '{what} is None or …'"
    return Problem("E140", f"this would also hold where '{what}' is missing", at, hint)


def not_in_visibility(at: Position, what: str) -> Problem:
    return Problem(
        "E141",
        f"{what} cannot be used in a rule of visibility",
        at,
        "only now and today may be moved, by days() or hours()",
    )


def not_in_database(at: Position, what: str) -> Problem:
    return Problem("E142", f"{what} cannot be judged by the database, which has to choose the records here", at)


def not_stored(at: Position, name: str, use: Use) -> Problem:
    if use is Use.TRIGGER:
        hint = "for a date use at: FIELD, for a time in the state after: 14d" if name in ("now", "today") else ""
        return Problem("S332", f"'{name}' cannot be used here: the move happens by itself, for nobody", at, hint)
    return Problem("E143", f"'{name}' cannot be used in a computed value, which is stored", at)
