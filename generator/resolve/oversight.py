"""Who may do more than their own part: roles of `explain`, `view_as`, `disclosures`, `change`. Inside portals only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, Text
from generator.resolve.problems import missing
from generator.spec import Portal


def oversight_problems(portal: Portal, roles: tuple[str, ...] | None) -> Iterator[Problem]:
    """`roles` None: they cannot be told, which is said elsewhere."""
    look = "look past what is theirs"
    keys = (
        ("explain", look, portal.explain),
        ("view_as", look, portal.view_as),
        ("disclosures", "see what others were shown", portal.disclosures),
        ("change", "change the site", portal.change),
    )
    for key, deed, names in keys:
        if names:
            yield from _key_problems(portal, key, deed, names, roles)


def _key_problems(
    portal: Portal, key: str, deed: str, names: tuple[Text, ...], roles: tuple[str, ...] | None
) -> Iterator[Problem]:
    where = f"'{key}' of portal {portal.key}"
    if not portal.inside:
        message = f"{where} would let people outside {deed}"
        yield Problem("S232", message, names[0].at, f"remove '{key}', or say 'inside: true'")
    elif portal.role is None:
        message = f"{where} names roles, and the portal has none"
        yield Problem("S232", message, names[0].at, "add 'role', the choice field that holds a person's role")
    elif roles is not None:
        yield from (missing(where, "role", name, roles) for name in names if name not in roles)
