"""Records of others: not there, whatever is asked of them, and nothing of one's own leads to them."""

from __future__ import annotations

import csv
import io
import secrets

import pytest

from runtime.web.export_cells import FORMULA
from tests.attacks.conftest import Marina, moor, ship_of

NOWHERE = "/moorings/382999999999999999"


@pytest.mark.parametrize("act", ["", "/edit", "/delete", "/received", "/files/1/x"])
def test_a_record_of_others_answers_like_none(marina: Marina, act: str) -> None:
    there, nowhere = (marina.mira.get(f"{path}{act}") for path in (marina.mooring, NOWHERE))
    assert (there.status, there.body) == (nowhere.status, nowhere.body)
    sent, unsent = (marina.mira.post(f"{path}{act}", [("revision", "1")]) for path in (marina.mooring, NOWHERE))
    assert (sent.status, sent.body) == (unsent.status, unsent.body)


@pytest.mark.parametrize("field", ["ship", "others"])
def test_no_link_leads_to_a_record_of_others(marina: Marina, field: str) -> None:
    pairs = [("ship", ship_of(marina.mira)), ("subject", "Foreign")]
    answers = [
        marina.mira.post("/moorings/new", [*(each for each in pairs if each[0] != field), (field, ship)])
        for ship in (marina.jans_ship, "382999999999999999")
    ]
    assert [answer.status for answer in answers] == [422, 422]
    assert "Tern" not in answers[0].text


@pytest.mark.parametrize("name", ["captain", "id", "created_by", "notes", "ship_id", "__class__"])
def test_fields_beyond_the_form_are_refused(marina: Marina, name: str) -> None:
    pairs = [("ship", ship_of(marina.mira)), ("subject", f"Beyond {name}"), (name, "HACKED")]
    answer = marina.mira.post("/moorings/new", pairs)
    assert answer.status == 422
    assert f"This form has no question “{name}”. Nothing was saved." in answer.text
    assert f"Beyond {name}" in answer.text, "what was typed is kept"
    assert f"Beyond {name}" not in marina.mira.get("/moorings/").text


def test_a_form_token_of_others_is_fresh_for_oneself(marina: Marina) -> None:
    token = ("form_token", secrets.token_hex(8))
    first = marina.jan.post("/moorings/new", [("ship", marina.jans_ship), ("subject", "His"), token])
    second = marina.mira.post("/moorings/new", [("ship", ship_of(marina.mira)), ("subject", "Hers"), token])
    assert (first.status, second.status) == (303, 303)
    assert first.location != second.location


@pytest.mark.parametrize("revision", ["", "0", "-1", "²", "999999999", "9" * 30])
def test_a_revision_that_is_not_the_present_one_changes_nothing(marina: Marina, revision: str) -> None:
    own = moor(marina.mira, ship_of(marina.mira))
    answer = marina.mira.post(f"{own}/edit", [("revision", revision), ("subject", "Overwritten")])
    assert answer.status == 409
    assert "Overwritten" not in marina.mira.get(own).text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "＋", "－", "＠"])
def test_no_cell_of_an_export_is_a_formula(marina: Marina, start: str) -> None:
    subject = f"{start}1+{secrets.token_hex(4)}"
    marina.mira.post("/moorings/new", [("ship", ship_of(marina.mira)), ("subject", subject)])
    rows = list(csv.reader(io.StringIO(marina.mira.get("/moorings.csv").text)))
    assert any(subject.strip() in cell for row in rows for cell in row)
    assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []
