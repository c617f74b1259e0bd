"""Who did something: an account. No spec has such a field; the product keeps who did a move in one."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("account", "account", frozenset())
