"""Whether two answers are the same bytes, but for what is made anew each time: tokens of forms, cookies, the date."""

from __future__ import annotations

import gzip
import io
import re
import zipfile

from leaks.requests import Answer, Guess

FRESH = re.compile(
    r'(name="(?:csrf_token|form_token|[a-z_]+-kept)"[^>]*\bvalue=")[^"]*'
    r"|(_draft=)[A-Za-z0-9_.~-]+"
    r"|(this number: )[0-9a-f]{12}"
    r'|("number": ?")[0-9a-f]{12}'
)
STAMPED = "docProps/core.xml"
"""The part of a workbook that says when it was written."""


def differ(first: Answer, second: Answer, guess: Guess | None = None) -> str:
    """Where the answers differ; "" where they do not. What was guessed may be repeated in them."""
    if first.status != second.status:
        return f"status line: {first.status}, and {second.status}"
    one, other = _headers(first, guess), _headers(second, None)
    if one != other:
        differing = sorted(set(one) ^ set(other))
        return f"headers: {differing[:4]}"
    one_body, other_body = body_of(first, guess), body_of(second, None)
    return "" if one_body == other_body else f"body: {_first_difference(one_body, other_body)}"


def body_of(answer: Answer, guess: Guess | None = None) -> str:
    """The body as text without what is made anew each time."""
    text = FRESH.sub(lambda found: next(filter(None, found.groups()), ""), _plain(answer.body))
    return _without(text, guess)


def _headers(answer: Answer, guess: Guess | None) -> list[tuple[str, str]]:
    kept = []
    for name, value in answer.headers:
        if name in ("set-cookie", "expires"):  # what is not to be kept expires at once, at another moment each time
            kept.append((name, value.partition("=")[0] if name == "set-cookie" else ""))
        elif name != "date" and not (name == "content-length" and answer.body[:2] == b"PK"):
            kept.append((name, _without(FRESH.sub(lambda found: next(filter(None, found.groups()), ""), value), guess)))
    return kept


def _without(text: str, guess: Guess | None) -> str:
    if guess is None:
        return text
    return text.replace(guess.right, guess.wrong).replace(guess.right.lower(), guess.wrong.lower())


def _plain(body: bytes) -> str:
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = [each for each in archive.namelist() if each != STAMPED]
            return "\n".join(f"{each}\n{archive.read(each).decode('latin-1')}" for each in members)
    if body[:2] == b"\x1f\x8b":
        return gzip.decompress(body).decode("latin-1")
    return body.decode("utf-8", "replace")


def _first_difference(one: str, other: str) -> str:
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(place - 40, 0)
    return f"at {place}: “{one[start : place + 60]}”, and “{other[start : place + 60]}”"
