"""The catalogue of problems: what each code means, at more length than a message. `portal explain S011` shows it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.codes.reading import READING
from generator.codes.shape import SHAPE

CODES: Mapping[str, str] = {**READING, **SHAPE}
