"""What is derived from a key or a label: labels, English plurals, classes, constants, parts of web addresses."""

from __future__ import annotations

import re
import unicodedata

IRREGULAR = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "leaf": "leaves",
    "half": "halves",
    "shelf": "shelves",
    "knife": "knives",
    "life": "lives",
    "wife": "wives",
    "quiz": "quizzes",
}
NO_MEN = ("german", "human", "roman", "shaman", "talisman")
UNCOUNTABLE = frozenset(
    {"news", "equipment", "information", "feedback", "series", "species", "staff", "data", "advice"}
)


def label(key: str) -> str:
    """`return_request` -> "Return request"."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def plural(words: str) -> str:
    """The English plural of the last word: "Time card" -> "Time cards"."""
    start, last = re.fullmatch(r"(.*?)([^\W\d_]*\W*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    return start + _plural_word(last) if last else words


def _plural_word(word: str) -> str:
    lower = word.lower()
    if lower in UNCOUNTABLE:
        return word
    if lower.endswith(NO_MEN):
        return f"{word}s"
    for one, many in IRREGULAR.items():
        if lower.endswith(one) and (lower == one or one in ("man", "person", "child")):
            return word[: -len(one)] + (many if word[-len(one)].islower() else many.capitalize())
    if re.search(r"[^aeiou]y$", lower):
        return f"{word[:-1]}ies"
    if lower.endswith("sis"):
        return f"{word[:-2]}es"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def key_plural(key: str) -> str:
    """`return_request` -> "return_requests"."""
    start, underscore, last = key.rpartition("_")
    return f"{start}{underscore}{_plural_word(last)}"


def slug(words: str) -> str:
    """A part of a web address: "Retours & échanges" -> "retours-echanges"; empty if nothing Latin is left."""
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def shared_constant(key: str) -> str:
    """The constant of a shared list of choices; `F` is taken in the modules that use it."""
    return "F_CHOICES" if key == "f" else key.upper()
