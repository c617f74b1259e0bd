"""A portal's colour as custom properties of the style sheet, each with enough contrast for what it is used for."""

from __future__ import annotations

WHITE = (255, 255, 255)
INK = (23, 28, 38)
Colour = tuple[int, int, int]

READABLE = 4.5  # WCAG 1.4.3, text of normal size


def stylesheet(colour: str) -> str:
    """The rule that sets the brand's custom properties; `colour` is `#rgb` or `#rrggbb`."""
    brand = _parse(colour)
    strong = _darkened(brand)
    properties = {
        "--brand": brand,
        "--on-brand": WHITE if _contrast(brand, WHITE) >= READABLE else INK,
        "--brand-strong": strong,
        "--brand-dark": _mixed(strong, (0, 0, 0), 0.25),
        "--brand-soft": _mixed(strong, WHITE, 0.92),
        "--brand-line": _mixed(strong, WHITE, 0.75),
    }
    body = "".join(f"{name}:{_hex(value)};" for name, value in properties.items())
    return f":root{{{body}--brand-rgb:{strong[0]},{strong[1]},{strong[2]}}}"


def icon(colour: str, label: str) -> str:
    """A square SVG with the label's first letter, for the browser's tab."""
    brand = _parse(colour)
    ink = WHITE if _contrast(brand, WHITE) >= READABLE else INK
    letter = next((each for each in label.upper() if each.isascii() and each.isalnum()), "P")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="{_hex(brand)}"/>'
        '<text x="16" y="23" font-family="system-ui,sans-serif" font-size="20" font-weight="700" '
        f'text-anchor="middle" fill="{_hex(ink)}">{letter}</text></svg>'
    )


def _darkened(colour: Colour) -> Colour:
    """The colour, darkened until it can be read on white (and white on it)."""
    share = 0.0
    darker = colour
    while _contrast(darker, WHITE) < READABLE + 0.3:
        share += 0.04
        darker = _mixed(colour, (0, 0, 0), share)
    return darker


def _parse(colour: str) -> Colour:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(each * 2 for each in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * min(share, 1.0)) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
