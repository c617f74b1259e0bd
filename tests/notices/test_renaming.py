"""Names in notices and in the words of mails are changed with everything else that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notices.conftest import SPECS
from tests.sites.place import make_place

STAY = "records/stay.yaml"
RENAMES = {
    ("stay.boat", "vessel"): {
        STAY: ('say: "{vessel} would like to come to {pier.name}"',),
        "mails/stay_asked.md": ("{number}: {vessel}", "**{vessel}**"),
        "mails/stay_moved.md": ("{vessel} is {state}", "{vessel} of {skipper.name}"),
    },
    ("stay.skipper", "owner"): {
        STAY: ("after: created, to: owner, mail: stay_asked",),
        "mails/stay_moved.md": ("of {owner.name} ({owner.debts})",),
    },
    ("skipper.name", "title"): {"mails/stay_agreed.md": ("{pier.name}", "{skipper.title}")},
    ("pier.hands", "crew"): {STAY: ("to: pier.crew, where",)},
    ("stay.ends", "leaves"): {STAY: ("before: leaves, by: 2d",), "mails/stay_ends.md": ("leaves on {leaves}",)},
    ("stay.agent", "broker"): {STAY: ("to: broker, mail: stay_entered",)},
    ("stay.fee", "price"): {STAY: ("when: price is not None and price > 100",)},
    ("stay.agree", "accept"): {STAY: ("after: accept, to", "after: [accept, leave]")},
    ("hand.role.clerk", "typist"): {STAY: ('it.role != "typist"',)},
    ("stay.state.agreed", "settled_on"): {STAY: ('when: state == "settled_on"',)},
    ("skipper", "captain"): {STAY: ("to: skipper, mail",)},
}


@pytest.mark.parametrize(("names", "expected"), RENAMES.items(), ids=[path for path, _ in RENAMES])
def test_a_name_is_changed_in_notices_and_mails(
    names: tuple[str, str], expected: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    place = make_place(SPECS, tmp_path / "harbour")
    done = place.portal("rename", *names)
    assert done.returncode == 0, done.stderr + done.stdout
    for file, words in expected.items():
        text = (place.specs / file).read_text()
        assert [each for each in words if each not in text] == []
