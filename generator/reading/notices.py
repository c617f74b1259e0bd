"""`mails/*.md`, and the key `notify` of a record type."""

from __future__ import annotations

from generator.noticed import Mail, Notice
from generator.problems import Text
from generator.reading.values import flag, text, texts
from generator.sources import Items, Table


def read_mail(key: Text, tree: Table) -> dict[str, Mail]:
    """By its key; nothing where it lacks what it needs, which is reported by its shape."""
    subject, body = text(tree, "subject"), text(tree, "text")
    if subject is None or body is None:
        return {}
    return {str(key): Mail(key, key.at, subject, body, text(tree, "label"))}


def read_notices(record: Table) -> tuple[Notice, ...]:
    """Those that say who is told, and in which words; others are reported by their shape."""
    listed = record.get("notify")
    found = (_notice(item) for item in listed if isinstance(item, Table)) if isinstance(listed, Items) else ()
    return tuple(notice for notice in found if notice is not None)


def _notice(tree: Table) -> Notice | None:
    to = text(tree, "to")
    if to is None or not {"mail", "say"} & tree.keys():
        return None
    return Notice(
        at=tree.at,
        to=to,
        after=texts(tree.get("after")),
        before=text(tree, "before"),
        by=text(tree, "by"),
        where=text(tree, "where"),
        when=text(tree, "when"),
        mail=text(tree, "mail"),
        say=text(tree, "say"),
        always=flag(tree, "always"),
    )
