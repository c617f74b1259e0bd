"""One picture."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind(
    "image",
    "file",
    frozenset({"accept", "size"}),
    size=5_000_000,
    accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"),
    listed=False,
)
