"""Why a text is not YAML, in words for an analyst: the usual traps, told apart by what stands at the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml
from yaml.events import Event

from generator.problems import Position, Problem
from generator.sources.cuts import BLOCK_OR_QUOTES, QUOTES, no_space
from generator.sources.spot import Spot, find_spot

_HASH = re.compile(r"\s(#[^\s#]|#.*[}\]])")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)?([A-Za-z][A-Za-z0-9_]*):\S")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


DEEPEST = 50


def explain(
    error: yaml.MarkedYAMLError, last: Event | None, opened: Sequence[tuple[int, int]], lines: Sequence[str], file: str
) -> Problem:
    """The one problem for a syntax error. `last` is the last scalar or end of a collection that was read, `opened` are
    the brackets that are not closed."""
    spot = find_spot(error, last, opened, lines, file)
    for trap in _TRAPS:
        problem = trap(spot)
        if problem is not None:
            return problem
    return Problem("S006", "this is not YAML as specs use it", spot.here, f"YAML says: {spot.words}")


def too_deep(at: Position) -> Problem:
    return Problem("S004", f"more than {DEEPEST} levels of nesting", at, "give the parts names of their own")


def _depth(spot: Spot) -> Problem | None:
    """The parser has a limit of its own, which it may reach while it looks ahead."""
    return too_deep(spot.here) if "nesting depth" in spot.words else None


def _hash(spot: Spot) -> Problem | None:
    """`{ label: Room #5, required: true }`: the bracket is not closed, for its end became a comment."""
    begin = spot.opened or spot.begin  # at the end of a file the parser only says that it ends
    if "flow" not in spot.context or begin is None:
        return None
    for number in range(begin[0], spot.line + 1):
        line = _QUOTED.sub(lambda quoted: "x" * len(quoted.group()), spot.lines[number])
        found = _HASH.search(line, begin[1] if number == begin[0] else 0)
        if found is not None and (number < spot.line or found.start() < spot.column):
            hint = "put quotes around the text; a comment has a space after its #"
            at = spot.at(number, found.start(1), len(line.rstrip()) - found.start(1))
            return Problem("S016", "the line is cut at ' #': what follows is read as a comment", at, hint)
    return None


def _unclosed_quote(spot: Spot) -> Problem | None:
    if "quoted scalar" not in spot.context or spot.begin is None:
        return None
    line, column = spot.begin
    quote = spot.lines[line][column]
    if "escape" in spot.words:
        hint = r"in double quotes a backslash is written \\; or use single quotes"
        at = spot.at(spot.line, max(spot.text.rfind("\\", 0, spot.column + 1), 0))
        return Problem("S019", "a backslash in double quotes begins a special character", at, hint)
    hint = "close it" if quote == '"' else "close it; a text that begins with an apostrophe stands in double quotes"
    return Problem("S019", f"the quote {quote} is not closed", spot.at(line, column), hint)


def _bad_start(spot: Spot) -> Problem | None:
    """A plain text that begins with a character that means something to YAML."""
    if "block scalar" in spot.context and spot.begin is not None:
        sign = spot.lines[spot.begin[0]][spot.begin[1]]
        hint = f"begin the text on the next line, or {QUOTES}"
        return Problem("S023", f"text cannot follow '{sign}' on its line", spot.at(*spot.begin), hint)
    if "alias" in spot.context or "anchor" in spot.context:
        begin = spot.begin or (spot.line, spot.column)
        sign = spot.lines[begin[0]][begin[1]]
        return Problem("S023", f"a text cannot begin with '{sign}' unless quoted", spot.at(*begin), QUOTES)
    if "cannot start any token" in spot.words and spot.rest:
        return Problem("S023", f"a text cannot begin with '{spot.rest[0]}' unless quoted", spot.here, QUOTES)
    if "tag" in spot.context or "tag" in spot.words:
        begin = spot.begin or (spot.line, spot.column)
        word = spot.lines[begin[0]][begin[1] :].split(" ")[0]
        at = spot.at(begin[0], begin[1], len(word))
        return Problem("S009", f"'{word}' is read as a tag by YAML, not as text", at, QUOTES)
    return None


def _question(spot: Spot) -> Problem | None:
    if not spot.rest.startswith("?"):
        return None
    if "node content" in spot.words or "mapping keys are not allowed" in spot.words:
        return Problem("S022", "a text cannot begin with '?' unless quoted", spot.here, QUOTES)
    return (
        Problem("S022", "a '?' stands before a comma or bracket", spot.here, QUOTES) if "flow" in spot.context else None
    )


def _nothing(spot: Spot) -> Problem | None:
    if "node content" not in spot.words:
        return None
    if spot.rest.startswith(":"):
        return Problem("S013", "a key is empty", spot.here, "write the key before the colon")
    if spot.rest.startswith(","):
        return Problem("S013", "nothing stands before this comma", spot.here, "remove it, or write what belongs there")
    return None


def _dash(spot: Spot) -> Problem | None:
    if "sequence entries" not in spot.words:
        return None
    hint = f"a list begins on the next line; for a text, {QUOTES}"
    return Problem("S023", "a text cannot begin with '- ' unless quoted", spot.here, hint)


def _after_quote(spot: Spot) -> Problem | None:
    if not spot.goes_on or spot.last is None or spot.last.style not in ('"', "'"):
        return None
    if spot.last.start[0] < spot.line:
        line, column = spot.last.start[0], spot.last.start[1]
        return Problem(
            "S019", f"the quote {spot.last.style} is not closed on its line", spot.at(line, column), "close it"
        )
    hint = """quote the whole text with the other kind of quotes: '"a" == b', or write it as a block"""
    return Problem("S019", "the text goes on after its closing quote", spot.here, hint)


def _after_bracket(spot: Spot) -> Problem | None:
    """`where: [a, b] == c`, `title: {number} {subject}`."""
    if not spot.goes_on or spot.last is None or spot.last.style != "end" or spot.rest[:1] in ("", "}", "]"):
        return None
    end = spot.text[spot.last.end[1] - 1]
    if end not in ("}", "]"):
        return None
    if end == "}":
        message = "the text begins with '{', so it is read as a mapping"
        return Problem("S018", message, spot.here, QUOTES)
    return Problem("S015", "the text begins with '[', so it is read as a list", spot.here, BLOCK_OR_QUOTES)


def _bracket_in_text(spot: Spot) -> Problem | None:
    """`{ where: state in ["a"] }`."""
    if "flow" not in spot.context or not spot.goes_on or spot.rest[:1] not in ("[", "{"):
        return None
    around = "{ }" if "mapping" in spot.context else "[ ]"
    code = "S018" if spot.rest.startswith("{") else "S015"
    return Problem(code, f"'{spot.rest[0]}' inside {around} breaks the text", spot.here, BLOCK_OR_QUOTES)


def _too_many(spot: Spot) -> Problem | None:
    if spot.rest[:1] not in ("}", "]"):
        return None
    if "flow" in spot.context and spot.opened is not None:
        opened = spot.lines[spot.opened[0]][spot.opened[1]]
        message = f"'{opened}' is closed by '{spot.rest[0]}'"
        return Problem("S021", message, spot.here, "close the brackets in the order in which they were opened")
    return Problem("S021", f"'{spot.rest[0]}' closes nothing", spot.here, "remove it, or open it before")


def _colon_in_text(spot: Spot) -> Problem | None:
    """`subject: Re: hello`, and `{ a: b c: d }` where it may be a missing comma."""
    if not spot.rest.startswith(":") or spot.last is None:
        return None
    if spot.last.style == "end" or spot.last.start[0] != spot.line:
        return None
    if "flow" in spot.context:
        hint = f"{BLOCK_OR_QUOTES}; or is a comma missing?"
        return Problem("S017", "a second ': ' stands in one value", spot.here, hint)
    return Problem("S017", "a text with ': ' in it needs quotes", spot.here, QUOTES)


def _unclosed(spot: Spot) -> Problem | None:
    """A bracket that is still open in a later line, or at the end of the file."""
    if "flow" not in spot.context or spot.opened is None:
        return None
    line, column = spot.opened
    opened = spot.lines[line][column]
    close = {"{": "}", "[": "]"}[opened]
    if spot.line == line and spot.rest.strip():
        return None
    return Problem("S021", f"'{opened}' is not closed", spot.at(line, column), f"write '{close}' where it ends")


def _no_colon(spot: Spot) -> Problem | None:
    """A line of a mapping without `: `."""
    if "simple key" in spot.context and spot.begin is not None:
        return _line_without_colon(spot, spot.begin[0])
    if spot.last is not None and spot.last.style != "end" and spot.rest.startswith(":"):
        line, column = spot.last.start
        if line < spot.line and not spot.lines[line][:column].strip():
            return _line_without_colon(spot, line)
    return None


def _line_without_colon(spot: Spot, number: int) -> Problem:
    line = spot.lines[number]
    indent = len(line) - len(line.lstrip())
    if joined := _KEY_WITHOUT_SPACE.match(line):
        return no_space(joined.group(1), spot.at(number, joined.start(1), len(joined.group(1)) + 1))
    at = spot.at(number, indent, len(line.strip()))
    return Problem("S024", "this line has no 'key: value'", at, "a colon and a space stand after the key")


def _indentation(spot: Spot) -> Problem | None:
    indent = len(spot.text) - len(spot.text.lstrip())
    at = spot.at(spot.line, indent, len(spot.text.strip().split(":")[0]))
    if "mapping values are not allowed" in spot.words:
        message = "this line is indented more than the one above, which has a value already"
        return Problem("S020", message, at, "put it under the key that it belongs to")
    if spot.is_first and ("block mapping" in spot.context or "block collection" in spot.context):
        message = "this line does not line up with the lines above"
        return Problem("S020", message, at, "begin it in the column of the keys that it belongs to")
    return None


_TRAPS: tuple[Callable[[Spot], Problem | None], ...] = (
    _depth,
    _hash,
    _unclosed_quote,
    _bad_start,
    _question,
    _nothing,
    _dash,
    _after_quote,
    _after_bracket,
    _bracket_in_text,
    _too_many,
    _colon_in_text,
    _no_colon,
    _unclosed,
    _indentation,
)
