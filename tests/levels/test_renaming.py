"""Names in a service level are changed with everything else that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.levels.conftest import SPECS
from tests.sites.place import make_place

RENAMES = {
    ("breakdown.state.parts", "spares"): ("pause: [spares]", "spares: Waiting for parts"),
    ("breakdown.state.taken", "on_it"): ("answered: [on_it]", "from: on_it, to: parts"),
    ("breakdown.state.signed", "accepted"): ("done: [repaired, accepted]",),
    ("breakdown.danger.noise", "sound"): ("still: 2d, sound: 2w",),
    ("breakdown.danger.trapped", "inside"): (
        "hours: { inside: always, else",
        "respond: { inside: 30m",
        "set: { danger: inside }",
    ),
    ("breakdown.danger", "risk"): ("by: risk", "set: { risk: trapped }"),
    ("breakdown.alarm", "light"): ("set: { light: yellow, warned: now }", "set: { light: red }"),
}


@pytest.mark.parametrize(("names", "expected"), RENAMES.items(), ids=lambda each: str(each[0]))
def test_a_name_is_changed_in_the_service_level(
    names: tuple[str, str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    place = make_place(SPECS, tmp_path / "depot")
    done = place.portal("rename", *names)
    assert done.returncode == 0, done.stderr + done.stdout
    text = (place.specs / "records" / "breakdown.yaml").read_text()
    assert [each for each in expected if each not in text] == []
