"""Random text that fits a pattern: literals, classes, groups, alternatives and repetitions, as analysts write them."""

from __future__ import annotations

import random
import string

_CLASSES = {"d": string.digits, "w": string.ascii_letters + string.digits + "_", "s": " "}
_ANY = string.ascii_letters + string.digits
_MOST = 3
"""How often at most beyond the least what may be repeated without end is."""


def text_for(pattern: str, chance: random.Random) -> str:
    return _Writer(pattern.removeprefix("^").removesuffix("$"), chance).alternatives()


class _Writer:
    """Reads the pattern once from left to right and writes as it goes."""

    def __init__(self, pattern: str, chance: random.Random) -> None:
        self._pattern, self._chance, self._at = pattern, chance, 0

    def alternatives(self) -> str:
        found = [self._sequence()]
        while self._take("|"):
            found.append(self._sequence())
        return self._chance.choice(found)

    def _sequence(self) -> str:
        written = ""
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            start = self._at
            piece = self._piece()
            end = self._at
            least, most = self._repetition()
            after = self._at
            times = self._chance.randint(least, most)
            for number in range(times):
                if number:
                    self._at = start
                    piece = self._piece()
                written += piece
            assert end <= after
            self._at = after
        return written

    def _piece(self) -> str:
        character = self._next()
        if character == "(":
            if self._take("?"):
                self._next()  # `(?:`
            inner = self.alternatives()
            self._next()
            return inner
        if character == "[":
            return self._chance.choice(self._set())
        if character == ".":
            return self._chance.choice(_ANY)
        if character == "\\":
            escaped = self._next()
            return self._chance.choice(_CLASSES.get(escaped, escaped))
        return character

    def _set(self) -> str:
        negative, members = self._take("^"), ""
        while not self._take("]"):
            character = self._next()
            if character == "\\":
                character = self._next()
                members += _CLASSES.get(character, character)
            elif self._pattern[self._at] == "-" and self._pattern[self._at + 1] != "]":
                self._next()
                members += "".join(map(chr, range(ord(character), ord(self._next()) + 1)))
            else:
                members += character
        return "".join(sorted(set(_ANY) - set(members))) if negative else members

    def _repetition(self) -> tuple[int, int]:
        """Prefers the most that is allowed, since longer texts are told more surely."""
        for sign, least in (("?", 0), ("*", 0), ("+", 1)):
            if self._take(sign):
                return (1, 1) if sign == "?" else (least + _MOST, least + _MOST)
        if not self._take("{"):
            return 1, 1
        end = self._pattern.index("}", self._at)
        low, comma, high = self._pattern[self._at : end].partition(",")
        self._at = end + 1
        least = int(low or 0)
        most = int(high) if high else least + _MOST if comma else least
        return most, most

    def _take(self, character: str) -> bool:
        taken = self._pattern[self._at : self._at + 1] == character
        self._at += taken
        return taken

    def _next(self) -> str:
        self._at += 1
        return self._pattern[self._at - 1]
