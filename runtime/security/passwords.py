"""Which passwords are good enough, and how they are kept: as Flask-AppBuilder keeps them, scrypt by Werkzeug.

The list of common passwords is made of some 550 bases of our own and rules for what people do with them; a published
list of the commonest would refuse the same ones and some more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from werkzeug.security import generate_password_hash

SHORTEST = 12
LONGEST = 200
UNPREDICTABLE = 5
"""So many characters must remain when everything that is easy to guess is taken away."""

_COMMON = Path(__file__).with_name("common_passwords.txt")
_LOOK_ALIKE = str.maketrans("013457@$!|", "oieastasii")
_YEAR = re.compile(r"(19|20)\d\d")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "!@#$%^&*()",
    '!"§$%&/()=',
)


def faults(password: str, email: str) -> list[str]:
    """Why `password` is refused, in words for the person; empty when it is good."""
    if len(password) < SHORTEST:
        return [f"Enter a password of at least {SHORTEST} characters"]
    if len(password) > LONGEST:
        return [f"Enter a password of at most {LONGEST} characters"]
    if any(part in password.casefold() for part in _parts(email)):
        return ["Enter a password that does not contain your email address"]
    if unpredictable(password) < UNPREDICTABLE:
        return ["Enter a password that is harder to guess, such as four words that have nothing to do with each other"]
    return []


def hashed(password: str) -> str:
    return generate_password_hash(password, method="scrypt:32768:8:1", salt_length=16)


def unpredictable(password: str) -> int:
    """How many different characters remain without common words, keyboard walks, repetitions and years."""
    lowered = _YEAR.sub(" ", unicodedata.normalize("NFKC", password).casefold())
    readings = (lowered, lowered.translate(_LOOK_ALIKE))
    rests = [
        rest
        for text in readings
        for rest in (_without_words(_without_walks(text)), _without_walks(_without_words(text)))
    ]
    return min(map(_variety, rests))


def _variety(text: str) -> int:
    return len(set(text) - {" "})


def _parts(email: str) -> list[str]:
    """The address and its name, when long enough to be told from chance."""
    lowered = email.casefold()
    return [part for part in (lowered, lowered.partition("@")[0]) if len(part) >= 4]


def _without_words(text: str) -> str:
    return _words().sub(" ", text)


@cache
def _words() -> re.Pattern[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


def _without_walks(text: str) -> str:
    """Without runs of three and more along a keyboard row or the alphabet, either way, and of one character."""
    kept: list[str] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _is_walk(text[start : end + 1]):
            end += 1
        kept.append(text[start:end] if end - start < 3 else " ")
        start = end
    return "".join(kept)


def _is_walk(text: str) -> bool:
    return len(set(text)) == 1 or any(text in row or text[::-1] in row for row in _ROWS)
