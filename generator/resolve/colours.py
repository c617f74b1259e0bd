"""Colours of brands, `#rrggbb`: their contrast to white as WCAG 2 defines it."""

from __future__ import annotations

LEAST_CONTRAST = 4.5


def contrast_to_white(colour: str) -> float:
    """From 1 (white) to 21 (black)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
