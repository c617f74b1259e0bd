"""Who may look past their own part: the roles of `explain` and `view_as`. Inside portals only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, Text
from generator.resolve.problems import missing
from generator.spec import Portal


def oversight_problems(portal: Portal, roles: tuple[str, ...] | None) -> Iterator[Problem]:
    """`roles` None: they cannot be told, which is said elsewhere."""
    for key, names in (("explain", portal.explain), ("view_as", portal.view_as)):
        if names:
            yield from _key_problems(portal, key, names, roles)


def _key_problems(
    portal: Portal, key: str, names: tuple[Text, ...], roles: tuple[str, ...] | None
) -> Iterator[Problem]:
    where = f"'{key}' of portal {portal.key}"
    if not portal.inside:
        message = f"{where} would let people outside look past what is theirs"
        yield Problem("S232", message, names[0].at, f"remove '{key}', or say 'inside: true'")
    elif portal.role is None:
        message = f"{where} names roles, and the portal has none"
        yield Problem("S232", message, names[0].at, "add 'role', the choice field that holds a person's role")
    elif roles is not None:
        yield from (missing(where, "role", name, roles) for name in names if name not in roles)
