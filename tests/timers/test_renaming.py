"""Names in what moves wait for are changed with everything else that has them; the database keeps its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.place import make_place
from tests.timers.conftest import SPECS

PARCEL, ERRAND = "records/parcel.yaml", "mixins/errand.yaml"
RENAMES = {
    ("parcel.sale", "sale_day"): (PARCEL, "sell: { from: returned, to: sold, at: sale_day }"),
    ("parcel.room", "place"): (PARCEL, "at: place.closes"),
    ("room.closes", "shut"): (PARCEL, "at: room.shut"),
    ("parcel.fees_are_paid", "all_paid"): (PARCEL, "as_soon_as: all_paid"),
    ("parcel.insured", "safe"): (PARCEL, "when: safe == false"),
    ("parcel.sell", "auction"): (PARCEL, "auction: { from: returned, to: sold, at: sale }"),
    ("parcel.give_back", "hand_back"): (PARCEL, "hand_back.by, hand_back.at"),
    ("parcel.state.ready", "set_out"): (PARCEL, "from: [waiting, set_out], to: moved"),
    ("mixins.errand.lapse", "expire"): (ERRAND, "expire: { from: open, to: lapsed, after: 30d }"),
    ("mixins.errand.state.lapsed", "gone"): (ERRAND, "done: [finished, gone]"),
}
SHARED = "which 'delivery' and 'repair' use; to rename it for all of them: portal rename mixins.errand.lapse NAME"


@pytest.mark.parametrize(("names", "expected"), RENAMES.items(), ids=lambda each: str(each[0]))
def test_a_name_is_changed_in_what_a_move_waits_for(
    names: tuple[str, str], expected: tuple[str, str], tmp_path: Path
) -> None:
    place = make_place(SPECS, tmp_path / "rooms")
    done = place.portal("rename", *names)
    assert done.returncode == 0, done.stderr + done.stdout
    file, words = expected
    assert words in (place.specs / file).read_text()


def test_what_a_mixin_brings_is_renamed_for_all(tmp_path: Path) -> None:
    place = make_place(SPECS, tmp_path / "rooms")
    assert SHARED in place.portal("rename", "repair.lapse", "expire").stderr


def test_what_a_move_waits_for_comes_along_and_goes_and_comes_back(tmp_path: Path) -> None:
    place = make_place(SPECS, tmp_path / "rooms")
    place.build(demo=False)
    path = place.specs / PARCEL
    sound = path.read_text()
    path.write_text(sound.replace("at: sale }", "by: staff }"))
    assert "Field sell_due of parcel is retired" in place.portal("plan").stdout
    assert place.portal("apply").returncode == 0
    path.write_text(sound.replace("release: {", "let_go: { was: release,"))
    plan = place.portal("plan").stdout
    assert "Field let_go_ready of parcel is renamed from release_ready" in plan
    assert "Field sell_due of parcel is restored" in plan
    assert place.portal("apply").returncode == 0
