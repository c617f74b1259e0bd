"""Text with headings, lists and links, written in Markdown."""

from __future__ import annotations

from generator.fields.kind import Kind

KIND = Kind("richtext", "text", frozenset({"default", "max"}), literal_default=True, listed=False)
