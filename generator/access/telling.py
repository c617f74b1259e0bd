"""The conditions of rights in words about people of whom one speaks: "while its company is their company"."""

from __future__ import annotations

from collections.abc import Sequence

from generator.access.labels import quoted
from generator.access.moving import label_in
from generator.access.nouns import Bound, Nouns
from generator.access.phrases import THEY, listed
from generator.access.rights import Right
from generator.access.words import tell
from generator.app import App
from generator.expressions.tree import Node
from generator.expressions.types import Expression


def condition_words(right: Right, app: App, portal: str, record: str) -> str:
    """After "while"; "" for what always holds."""
    words = ""
    if not right.always:
        words = node_words(right.condition, app, portal, record)
        words = words or " or ".join(quoted(origin.rule) for _, origin in right.sources)
    others = others_words(right.others, app, record)
    return " and ".join(filter(None, [words, others]))


def others_words(moves: Sequence[str], app: App, record: str) -> str:
    """Of four eyes."""
    if not moves or record not in app.records:
        return ""
    return f"somebody else did {listed([label_in(app, record, move) for move in moves], 'and')}"


def rule_words(rule: Expression, app: App, portal: str, record: str) -> str:
    """After "while"; the rule as typed where there are no words for it."""
    return node_words(rule.tree, app, portal, record) or quoted(" ".join(rule.source.split()))


def node_words(node: Node, app: App, portal: str, record: str) -> str:
    """A condition after "while"; "" where there are no words for it."""
    return tell(node, Nouns(app, record, portal, THEY, {"this": Bound("it", "its ")}))
