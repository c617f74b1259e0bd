"""The catalogue of problems: what each code means, at more length than a message. `portal explain S011` shows it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.codes.changes import CHANGES
from generator.codes.expressions import EXPRESSIONS
from generator.codes.extensions import EXTENSIONS
from generator.codes.lists import LISTS
from generator.codes.meaning import MEANING
from generator.codes.notices import NOTICES
from generator.codes.reading import READING
from generator.codes.references import REFERENCES
from generator.codes.routing import ROUTING
from generator.codes.shape import SHAPE

CODES: Mapping[str, str] = {
    **READING, **SHAPE, **REFERENCES, **MEANING, **ROUTING, **NOTICES, **CHANGES, **EXTENSIONS, **LISTS, **EXPRESSIONS,
}  # fmt: skip
