"""Which names an analyst may give to things. What a name looks like is the schemas' matter."""

from __future__ import annotations

import keyword

from generator.names import BUILT_IN
from generator.problems import Problem, Text

MEANT_OTHERWISE = frozenset({"this", "it", "me", "parent", "portal", "now", "today", "true", "false"})
TAKEN = frozenset({"metadata", "registry", "record_fields", "q", "csrf_token", "form_token"})
"""Attributes of every record in generated code, and names of inputs that pages have besides the fields."""
FIXED_ROUTES = frozenset(
    {
        *("api", "claim", "deleted", "delete", "do", "edit", "files", "forgot", "health", "login", "logout", "new"),
        *("access", "change", "my-notices", "received", "reset", "search", "start", "static", "view-as", "welcome"),
    }
)
"""Parts of web addresses that the product uses itself."""
BETTER = {
    "from": "starts",
    "class": "category",
    "import": "imported",
    "return": "returned",
    "pass": "passed",
    "for": "reason",
    "in": "inside",
    "is": "state",
    "with": "together_with",
    "global": "worldwide",
    "as": "acting_as",
    "not": "excluded",
    "or": "otherwise",
    "and": "also",
    "while": "during",
    "break": "pause",
    "continue": "proceed",
    "else": "otherwise",
    "if": "condition",
    "try": "attempt",
    "del": "removed",
    "raise": "increase",
    "yield": "earnings",
    "none": "nothing",
}


def check_name(name: Text, what: str) -> list[Problem]:
    """What is wrong with a well-formed name; `what` says of what: "field", "record type"."""
    if keyword.iskeyword(name):
        return [Problem("S202", f"'{name}' cannot be used in rules", name.at, f"try '{BETTER.get(name, name + '_')}'")]
    return []


def check_field_name(name: Text, what: str = "field") -> list[Problem]:
    """Names that stand in rules beside the words of the rules themselves: fields, rules, back links."""
    if problems := check_name(name, what):
        return problems
    if name in BUILT_IN:
        return [Problem("S203", f"every record has '{name}' already", name.at, "remove it, or choose another name")]
    if name in MEANT_OTHERWISE:
        message = f"a {what} cannot be called '{name}', which means something else in rules"
        return [Problem("S203", message, name.at, "choose another name")]
    if name in TAKEN:
        message = f"a {what} cannot be called '{name}', which the product needs itself"
        return [Problem("S203", message, name.at, "choose another name")]
    return []


def check_record_key(key: Text) -> list[Problem]:
    if problems := check_name(key, "record type"):
        return problems
    if key.startswith(("portal_", "ab_", "sqlite_")):
        prefix = key[: key.index("_") + 1]
        return [
            Problem("S203", f"the key of a record type cannot start with '{prefix}'", key.at, "choose another name")
        ]
    return []
