"""What is written of names that the database keeps: only where they differ, and read like any other declaration."""

from __future__ import annotations

from pathlib import Path

from tests.stored.fleet import before_and_after
from tests.stored.site import render


def test_what_was_renamed_says_what_the_database_calls_it(tmp_path: Path) -> None:
    _boats, vessels = before_and_after(tmp_path)
    files = render(vessels, tmp_path / "today/specs")
    model = files["models/vessel.py"].decode()
    assert model.partition('"""The table boat."""')[2] == EXPECTED
    assert files["choices/haste.py"].decode().endswith(HASTE)
    assert 'retired={"boat": ("old_note",)},' in files["site.py"].decode()


EXPECTED = """

from generated.choices.haste import HASTE, HASTE_STORED
from runtime import fields as F
from runtime import records

VESSEL_COLOUR = {
    "scarlet": "Scarlet",
    "blue": "Blue",
}

VESSEL_COLOUR_STORED = {
    "scarlet": "red",
}


class Vessel(records.Record):
    __tablename__ = "boat"
    __table_args__ = (records.unique("title", "keeper_id"),)

    title = F.text("Title", column="name", required=True, length=200)
    keeper_id = F.link("Keeper", column="owner", to="company", table="firm", index=True)
    keeper = F.linked("Company", keeper_id, back="boats")
    hands = F.links(
        "Hands",
        column="crew",
        to="company",
        table="boat_crew",
        cls="Company",
        target_table="firm",
        back="crews",
    )
    documents = F.files("Documents", column="papers", size=10000000)
    colour = F.choice("Colour", VESSEL_COLOUR, stored=VESSEL_COLOUR_STORED)
    haste = F.choice("Haste", HASTE, stored=HASTE_STORED)
"""
HASTE = """
HASTE = {
    "low": "Low",
    "high": "High",
}

HASTE_STORED = {
    "high": "urgent",
}
"""
