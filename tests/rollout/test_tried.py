"""A purge whose new generation is broken is refused, though its process has loaded the one that is served."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.generation.conftest import TOOLSHED
from tests.rollout.conftest import rows, write
from tests.serving.site import break_rule, current
from tests.sites.place import Place, copy_sqlite, make_place

BOUGHT = "  bought:    { type: date, max: today }\n"
VALUES = "SELECT id, bought FROM tool ORDER BY id"


def test_a_purge_is_refused_where_one_page_is_broken(tmp_path: Path) -> None:
    """The generation to be is found on a twin of the site, and stands there, broken, before it is made."""
    place = make_place(TOOLSHED, tmp_path / "one", f"sqlite:///{tmp_path}/one.db")
    place.build()
    write(place, "records/tool.yaml", BOUGHT, "")
    (place.specs / "demo/tool.yaml").unlink()
    assert place.portal("apply").returncode == 0
    twin = Place(tmp_path / "two", place.port, f"sqlite:///{tmp_path}/two.db")
    shutil.copytree(place.folder, twin.folder)
    copy_sqlite(tmp_path / "one.db", tmp_path / "two.db")
    assert twin.portal("purge", "tool.bought", "--yes").returncode == 0
    before, coming, values = current(place), current(twin), rows(place, VALUES)
    assert coming != before
    shutil.copytree(twin.var / "generations" / coming, place.var / "generations" / coming)
    break_rule(place.var / "generations" / coming)
    refused = place.portal("purge", "tool.bought", "--yes")
    assert refused.returncode == 4, refused.stderr
    assert "the new generation does not work" in refused.stderr
    assert "/borrow/tools/ as a member" in refused.stderr
    assert (current(place), rows(place, VALUES)) == (before, values)
