"""Who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """A person logged in to a portal. `values` are the columns of their own record (of type `record`) by name.

    `account_id` None: a job of the site, which nobody's account stands for.
    """

    portal: str
    role: str
    account_id: int | None
    person_id: int
    record: str
    name: str
    email: str
    values: Mapping[str, object]
