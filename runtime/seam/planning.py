"""How often PostgreSQL plans a statement that runs again and again; SQLite always does once."""

from __future__ import annotations

from enum import Enum


class Planning(Enum):
    """`ONCE`: one plan is good for all values. `EACH_TIME`: how its rows are best found depends on them."""

    ONCE = "once"
    EACH_TIME = "each time"
