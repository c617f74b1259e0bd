"""How an analyst's label fits into a sentence: as a noun, as what a link does, as what is true of something.

Goes by the form of English labels only; a label of another form stands in quotes.
"""

from __future__ import annotations

import re

PREPOSITIONS = frozenset(
    {"after", "at", "before", "by", "for", "from", "in", "of", "on", "since", "to", "until", "with"}
)
QUALITY = re.compile(
    r"(to be|on|in|under|out|off|ready|open|free|new|late|paid|sent|done|known)( .*)?|"
    r"\w+(ed|ive|al|ic|able|ible|ous|ful|less)( .*)?|\w+(ent|en|ing)"
)
DOING = re.compile(r"(may|can|must|is|has|gets|needs|wants|takes|receives) .+")


def lowered(label: str) -> str:
    """A label within a sentence: words in capitals stay, questions and sentences stand in quotes."""
    if re.search(r"[?!.:,]", label):
        return quoted(label)
    first = label.split(" ", 1)[0]
    return label if any(letter.isupper() for letter in first[1:]) else label[:1].lower() + label[1:]


def quoted(words: str) -> str:
    return f"“{words}”"


def is_verbal(label: str) -> bool:
    """Whether a label leads on to what it names: "Looked after by", "Belongs to", "Valid until"."""
    words = label.lower().split()
    return len(words) > 1 and words[-1] in PREPOSITIONS


def noun(label: str) -> str:
    """What a field is called in a sentence."""
    return quoted(label) if is_verbal(label) else lowered(label)


def link_noun(label: str, key: str) -> str:
    """What a link is called; by its key, if its label is verbal."""
    words = key.replace("_", " ")
    return words if is_verbal(label) and not is_verbal(words) else lowered(label)


def relation(label: str) -> str:
    """What a record does to the one that it links to: "is looked after by", "belongs to"; "" where a label is no
    verb."""
    if not is_verbal(label):
        return ""
    words = lowered(label)
    return words if words.split()[0].endswith("s") else f"is {words}"


def quality(label: str) -> str:
    """What is true of a record whose yes/no field is ticked: "is active", "may log in"; "" where that is not clear."""
    words = lowered(label)
    if DOING.fullmatch(words):
        return words
    return f"is {words}" if QUALITY.fullmatch(words) else ""
