"""Specs from elsewhere: what they name outside their folder is not read, and no name breaks what is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.sources.folder import find_assets
from tests.reading.folders import problems_of, write
from tests.resolve.specs import resolved

NAMED = "record: {record}\nfields:\n  {field}: {{ type: text }}\n"


def test_a_symbolic_link_does_not_lead_out_of_the_specs(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("record: berth\nfields:\n  hunter2: { type: text }\n")
    (
        write(tmp_path, {"records/pilot.yaml": NAMED.format(record="pilot", field="name")}) / "records/berth.yaml"
    ).symlink_to(secret)
    (problem,) = problems_of(tmp_path, {})
    assert (problem.code, problem.message) == ("S032", "this leads to a file outside the specs")


def test_neither_a_picture_nor_a_demo_file_comes_from_outside(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>")
    specs = write(tmp_path, {"brand/logo.svg": "<svg/>", "demo/files/pass.txt": "valid"})
    for name in ("secret.svg", "brand/secret.svg", "demo/files/secret.svg"):
        (specs / name).symlink_to(tmp_path / "secret.svg")
    assert find_assets(specs) == {"brand/logo.svg", "demo/files/pass.txt"}


@pytest.mark.parametrize(("record", "field"), [("berth", "record_fields"), ("sqlite_berth", "name")])
def test_names_that_the_product_needs_are_refused(tmp_path: Path, record: str, field: str) -> None:
    _, problems = resolved(tmp_path, {f"records/{record}.yaml": NAMED.format(record=record, field=field)})
    assert [problem.code for problem in problems] == ["S203"]


def test_no_portal_stands_where_the_site_keeps_its_own_files(tmp_path: Path) -> None:
    portal = "portal: crew\nlabel: Crew\nat: /start\nwho: skipper\n"
    _, problems = resolved(tmp_path, {"portals/crew.yaml": portal})
    assert "S204" in [problem.code for problem in problems]
