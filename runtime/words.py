"""English for people: labels inside sentences, counts, and what to do about a value that is missing. Plain Python."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.workflow import Timer

CHOSEN_KINDS = frozenset({"choice", "choices", "link", "links", "yesno"})
SOUNDS_LIKE_YOU = ("eu", "uni", "use", "usa", "uti", "one", "once")


def inside(label: str) -> str:
    """The label as it stands inside a sentence: "Due date" becomes "due date", "VAT number" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@lru_cache(maxsize=4096)
def with_article(label: str) -> str:
    """ "a berth", "an order"; without an article where the label is a plural."""
    words = inside(label)
    last = words.rsplit(" ", 1)[-1].lower()
    if last.endswith("s") and not last.endswith(("ss", "us", "is")):
        return words
    vowel = words[:1].lower() in "aeiou" and not words.lower().startswith(SOUNDS_LIKE_YOU)
    return f"{'an' if vowel or words.lower().startswith('hour') else 'a'} {words}"


def counted(number: int, label: str, plural: str, *, more: bool = False) -> str:
    """ "1 berth", "25 berths", "more than 10,000 berths", "no berths"."""
    if more:
        return f"more than {number:,} {inside(plural)}"
    if number == 0:
        return f"no {inside(plural)}"
    return f"{number:,} {inside(label if number == 1 else plural)}"


def sentence(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def joined(words: list[str], last: str = "and") -> str:
    """ "red, green and blue"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def provide(field: Field) -> str:
    """What to do about a required value that is missing: "Enter a subject", "Choose a product", "Upload a photo"."""
    if field.label.endswith("?"):
        return f"Answer “{field.label}”"
    if field.kind in FILE_KINDS:
        return f"Upload {with_article(field.label)}"
    if field.kind == "lines":
        return f"Add a line to {inside(field.label)}"
    if field.kind == "yesno":
        return f"Choose yes or no for “{field.label}”"
    return f"{'Choose' if field.kind in CHOSEN_KINDS else 'Enter'} {with_article(field.label)}"


def size_of(size: int) -> str:
    """ "820 bytes", "12 KB", "3.4 MB"."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".0 MB", " MB")


def lasting(span: timedelta) -> str:
    """ "14 days", "a day", "36 hours", "90 minutes"."""
    hours, rest = divmod(round(span.total_seconds()), 3600)
    if rest:
        return f"{hours * 60 + rest // 60} minutes"
    days, rest = divmod(hours, 24)
    return f"{hours} hours" if rest or not days else f"{days} days" if days > 1 else "a day"


def by_itself(timer: Timer) -> str:
    """How a move happens that nobody makes."""
    if timer.after is not None:
        return f"by itself, after {lasting(timer.after)}"
    return "by itself, on its date" if timer.due else "by itself"
