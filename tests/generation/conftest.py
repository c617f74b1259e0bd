"""A small site of tools and members, ready to be built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.place import Place, make_place

TOOLSHED = Path(__file__).parent / "toolshed"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(TOOLSHED, tmp_path)


def change(place: Place, path: str, old: str, new: str) -> None:
    """Replaces a text that stands once in a spec file."""
    file = place.specs / path
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new))
