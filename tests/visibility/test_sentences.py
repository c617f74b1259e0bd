"""Each test is one sentence of the paragraph, which it quotes, asked of the served portals as people ask."""

from __future__ import annotations

import re

import pytest

from tests.visibility.people import Office

TITLE = re.compile(r"<title>([^<]*)")
LINKED = "This cannot be deleted while other records refer to it."
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')  # has the second in it


def test_rows(office: Office) -> None:
    """`rows`: which records."""
    assert office["Eve"].listed("/parcels/") == {"books", "lamps", "safes"}
    assert office["Wim"].listed("/parcels/") == {"wheat"}
    assert office["Olga"].listed("/parcels/") == {"books", "lamps", "safes", "wheat"}
    assert office["Wim"].at("parcels", "books").status == 404
    assert "Books" not in office["Wim"].get("/search?q=Books").page.addresses


def test_create(office: Office) -> None:
    """`create`: fields of the new form."""
    assert office["Eve"].questions("/parcels/new") == {"depot", "subject", "weight", "insured"}


def test_absent_is_no(office: Office) -> None:
    """absent = no."""
    assert office["Eve"].get("/notices/new").status == 404
    assert office["Olga"].get("/firms/new").status == 404
    assert office["Eve"].get("/clerks/").status == 404
    assert office["Eve"].at("notices", "closed_on_friday", "/edit").status == 404


def test_create_all(office: Office) -> None:
    """`create: all` exists inside."""
    names = {"firm", "sender", "keeper", "depot", "subject", "state", "weight", "insured", "verdict"}
    assert office["Olga"].questions("/parcels/new") == names


def test_groups_add_up(office: Office) -> None:
    """Groups add up: a field is seen while one of its conditions holds, and nowhere else is there a trace of it."""
    assert "Verdict" not in office["Eve"].facts("parcels", "books")
    assert office["Eve"].facts("parcels", "lamps")["Verdict"] == "verdictlamps"  # it is done
    assert office["Eve"].facts("parcels", "safes")["Verdict"] == "verdictsafes"  # it is heavy


@pytest.mark.parametrize("path", ["/parcels/", "/parcels.csv", "/parcels/{books}", "/search?q=Books", "/"])
def test_a_conditional_value_never_leaves(path: str, office: Office) -> None:
    """A conditional read is no blank: what is not seen is not in the answer."""
    answer = office["Eve"].get(path.format(books=office.ids["books"]))
    assert "Books" in answer.text
    assert "verdictbooks" not in answer.text


def test_a_conditional_field_filters_sorts_and_searches_by_what_is_seen(office: Office) -> None:
    """Such a field filters and sorts by its visible value only."""
    eve = office["Eve"]
    assert eve.listed("/parcels/?verdict=verdictlamps") == {"lamps"}
    assert eve.listed("/parcels/?verdict=verdictbooks") == set()
    assert eve.listed("/parcels/?q=verdictsafes") == {"safes"}
    assert eve.listed("/parcels/?q=verdictbooks") == set()
    orders = []
    for hidden in ("a", "z"):
        office.ask("UPDATE parcel SET verdict = ? WHERE id = ?", f"{hidden}books", office.ids["books"])
        orders.append([eve.get(f"/parcels/?_sort={sign}verdict").page.rows for sign in ("", "-")])
    office.ask("UPDATE parcel SET verdict = 'verdictbooks' WHERE id = ?", office.ids["books"])
    assert orders[0] == orders[1]
    assert len(orders[0][0]) == 3


def test_all(office: Office) -> None:
    """`see: all` is every field of the record type and its number; what every record has by itself stands beside."""
    seen = set(office["Olga"].facts("parcels", "books"))
    assert {"Number", "Firm", "Subject", "Marks"} <= seen
    assert seen & {"Created", "Created by", "Updated", "Updated by", "Revision", "Id"} == {"Updated"}


def test_entered(office: Office) -> None:
    """`entered` stands for the fields of `create`: creating alone does not let one see later."""
    assert {"Contents", "Depot", "Weight", "Insured"} <= set(office["Eve"].facts("parcels", "books"))
    answer = office["Eve"].send("/complaints/new", text="Where are my lamps?")
    assert answer.status == 303
    assert office["Eve"].get("/complaints/").status == 404
    [[number]] = office.ask("SELECT id FROM complaint")
    assert office["Eve"].get(f"/complaints/{number}").status == 404
    assert "Where are my" not in office["Eve"].get("/search?q=lamps").text


def test_edit_implies_see(office: Office) -> None:
    """`edit` implies `see`, under its own condition."""
    assert "Note" not in office["Eve"].facts("parcels", "books")
    assert office["Eve"].facts("parcels", "lamps")["Note"] == "notelamps"
    assert office["Eve"].questions(f"/parcels/{office.ids['books']}/edit") == {"subject", "depot"}
    assert office["Eve"].questions(f"/parcels/{office.ids['lamps']}/edit") == {"note"}
    assert office["Eve"].at("parcels", "safes", "/edit").status == 404


def test_hide(office: Office) -> None:
    """`hide: [..]` takes names out of `all`, in `see`, `edit` and `create`."""
    assert "Note" not in office["Olga"].facts("parcels", "lamps")
    for path in ("new", f"{office.ids['lamps']}/edit"):
        assert "note" not in office["Olga"].questions(f"/parcels/{path}")
    assert office["Olga"].get("/parcels/?note=notelamps").status == 400


def test_private(office: Office) -> None:
    """A `private: true` field is in no `all`, so `[all, iban]` may stand in a list."""
    assert office["Olga"].facts("firms", "east")["Credit"] == "Poor"
    assert "Duty" in office["Olga"].facts("parcels", "books")
    assert "Duty" not in office["Tom"].facts("parcels", "lamps")
    assert "duty" not in office["Olga"].questions("/parcels/new")
    assert "duty" in office["Olga"].questions(f"/parcels/{office.ids['books']}/edit")


def test_dotted_names(office: Office) -> None:
    """A dotted name is an explicit grant of that one value one link away, for display only."""
    facts = office["Eve"].facts("parcels", "books")
    assert facts["Keeper"] == "Not shown"
    assert facts["Keeper (phone)"] == "+44 20 7946 0018"
    for query in ("keeper.phone=1", "_sort=keeper.phone", "keeper.name=Olga", "_sort=-keeper.phone"):
        assert office["Eve"].get(f"/parcels/?{query}").status == 400, query
    assert office["Eve"].listed("/parcels/?q=7946") == set()
    assert "Keeper (phone)" not in office["Earl"].facts("parcels", "books")


def test_list(office: Office) -> None:
    """`list`: names, those of the list's columns."""
    assert office["Eve"].columns("/parcels/") == ["Number", "Contents", "Depot", "State", "Verdict"]
    assert office["Olga"].columns("/parcels/") == ["Number", "Subject", "Firm", "State"]


def test_delete(office: Office) -> None:
    """`delete` is absent = no; else while its rule holds."""
    assert office["Eve"].at("parcels", "books", "/delete").status == 200
    assert office["Eve"].at("parcels", "lamps", "/delete").status == 404  # not new any more
    assert office["Bo"].at("parcels", "wheat", "/delete").status == 404
    assert office["Olga"].at("firms", "east", "/delete").status == 404


def test_delete_of_what_is_linked(office: Office) -> None:
    """Refused while anything links to the record, in the same words whether visible or not."""
    pages = []
    for hidden in ("false", "true"):  # the only scan that is left, seen by Eve or not
        office.ask(f"UPDATE scan SET secret = {hidden} WHERE parcel_id = ?", office.ids["books"])
        answer = office["Eve"].send(f"/parcels/{office.ids['books']}/delete")
        assert answer.status == 422
        assert LINKED in answer.text
        pages.append(TOKEN.sub("", answer.text))
    office.ask("UPDATE scan SET secret = false WHERE id = ?", office.ids["gate_one"])
    assert pages[0] == pages[1]


def test_like(office: Office) -> None:
    """`like` takes the other portal's keys, a key given here replaces it whole."""
    bo = office["Bo"]
    assert bo.listed("/parcels/") == {"wheat"}  # rows are its own
    assert bo.facts("parcels", "wheat")["Verdict"] == "verdictwheat"  # what is seen is the senders'
    assert bo.columns("/parcels/")[-1] == "Verdict"
    assert bo.get("/parcels/new").status == 404  # `create: []` took it back
    assert bo.questions(f"/parcels/{office.ids['wheat']}/edit") == {"note"}


def test_roles(office: Office) -> None:
    """`roles:` does the same per role."""
    assert office["Earl"].listed("/parcels/") == {"books", "lamps", "safes"}
    assert office["Earl"].facts("parcels", "books")["Note"] == "notebooks"
    assert office["Earl"].columns("/parcels/") == ["Number", "Contents", "Note"]
    assert office["Tom"].listed("/parcels/") == {"lamps", "wheat"}
    assert office["Tom"].get("/parcels/new").status == 404
    assert office["Tom"].questions(f"/parcels/{office.ids['lamps']}/edit") == {"state"}


def test_rows_none(office: Office) -> None:
    """`rows: none` of a role takes the record type from it."""
    gil = office["Gil"]
    assert gil.get("/parcels/").status == 404
    assert gil.at("parcels", "books").status == 404
    assert gil.get("/parcels/new").status == 404
    assert not any("parcels" in address for address in gil.get("/").page.addresses)
    assert gil.facts("depots", "south")["Name"] == "South"


def test_public(office: Office) -> None:
    """Outside, a catalogue says `rows: public`: everybody who logs in to this portal."""
    for name in ("Eve", "Wim", "Earl"):
        assert office[name].listed("/notices/") == {"closed_on_friday"}
    assert "planclosed" not in office["Eve"].at("notices", "closed_on_friday").text
    assert office["Bo"].get("/notices/").status == 404


def test_a_link_shows_a_title_or_not(office: Office) -> None:
    """A link shows the linked record's title if that row is visible to the reader there, else "not shown"."""
    assert office["Eve"].facts("parcels", "books")["Depot"] == "Shut"
    assert office["Eve"].facts("parcels", "lamps")["Depot"] == "Not shown"
    assert office["Olga"].facts("parcels", "lamps")["Depot"] == "Vault (Bath)"
    assert office["Eve"].facts("parcels", "books")["Firm"] == "East"
    assert "Vault" not in office["Eve"].get("/parcels.csv").text


def test_titles_of_a_portal(office: Office) -> None:
    """A portal may have a title of its own; a title shows what its reader sees."""
    number = office["Wim"].facts("parcels", "wheat")["Number"]
    people = ("Olga", "Wim", "Bo")
    titles = {name: TITLE.findall(office[name].at("parcels", "wheat").text)[0].split(" - ")[0] for name in people}
    assert titles == {"Olga": "Wheat", "Wim": f"{number} Wheat", "Bo": number}  # Bo does not see what is in it
    assert office["Eve"].facts("parcels", "safes")["Depot"] == "South"
    assert office["Olga"].facts("parcels", "safes")["Depot"] == "South (Hove)"


def test_choices(office: Office) -> None:
    """The choices of a link are the visible records that pass `where`; a portal may override it."""
    assert office["Olga"].choices("/parcels/new", "depot") == {"north", "south", "vault"}
    assert office["Eve"].choices("/parcels/new", "depot") == {"south"}
    for depot in ("vault", "north", "shut"):
        answer = office["Eve"].send("/parcels/new", subject="Bricks", depot=str(office.ids[depot]))
        assert answer.status == 422, depot
        assert "Choose a depot from the list" in answer.text
    assert office.ask("SELECT id FROM parcel WHERE subject = 'Bricks'") == []


def test_where_is_judged_when_the_link_changes(office: Office) -> None:
    """`where` is judged again only when the link changes."""
    path = f"/parcels/{office.ids['books']}/edit"
    assert "shut" in office["Eve"].choices(path, "depot")  # as it is, though it is shut
    assert office["Eve"].send(path, subject="Books", depot=str(office.ids["shut"])).status == 303
    assert office["Eve"].send(path, depot=str(office.ids["north"])).status == 422
    assert office["Eve"].send(path, depot=str(office.ids["south"])).status == 303
    assert office["Eve"].send(path, depot=str(office.ids["shut"])).status == 422
    office.ask("UPDATE parcel SET depot_id = ? WHERE id = ?", office.ids["shut"], office.ids["books"])


def test_overrides(office: Office) -> None:
    """A portal may override `label`, `hint`, `where`, `require`, `default` of a field under `fields:`."""
    eve, olga = office["Eve"].get("/parcels/new").text, office["Olga"].get("/parcels/new").text
    assert "Contents" in eve and "As on the label." in eve and "What is in it?" not in eve
    assert "Contents" not in olga and "What is in it?" in olga
    [weight] = [each for each in office["Eve"].get("/parcels/new").page.form.controls if each.name == "weight"]
    assert weight.values == ["2"]
    refused = office["Eve"].send("/parcels/new", subject="Vases", insured="yes", weight="")
    assert refused.status == 422
    assert "Enter a weight" in refused.text


def test_preset(office: Office) -> None:
    """`preset`: filled in by this portal, not by the person."""
    answer = office["Eve"].send("/parcels/new", subject="Tiles", weight="1")
    assert answer.status == 303
    [found] = office.ask("SELECT firm_id, sender_id FROM parcel WHERE subject = 'Tiles'")
    assert found == (office.ids["east"], office.ids["eve"])
    refused = office["Eve"].send("/parcels/new", subject="Forged", firm=str(office.ids["west"]))
    assert refused.status == 422
    office.ask("DELETE FROM parcel WHERE subject = 'Tiles'")


def test_related_lists(office: Office) -> None:
    """Related lists show what the reader may see of the other type."""
    eve, olga = office["Eve"].at("parcels", "books").text, office["Olga"].at("parcels", "books").text
    assert "Gate one" in eve and "Gate two" not in eve and "remarkone" not in eve
    assert "Gate one" in olga and "Gate two" in olga
    assert "remarkone" in olga


def test_sees(office: Office) -> None:
    """`rows: sees(account)` means: whoever sees that linked record, in each portal by its own rule."""
    assert office["Eve"].listed("/scans/") == {"gate_one"}
    assert office["Wim"].listed("/scans/") == {"gate_three"}
    assert office["Bo"].listed("/scans/") == {"gate_three"}
    assert office["Earl"].at("scans", "gate_three").status == 404


def test_reveals(office: Office) -> None:
    """A computed value is over all data, whoever looks; it says `reveals: true` where not all of it is seen."""
    assert office["Eve"].listed("/scans/") == {"gate_one"}
    assert office["Eve"].facts("parcels", "books")["Marks"] == "2"


def test_rules_see_all_data(office: Office) -> None:
    """Rules see all data, never the reader's part: Bo sees a parcel by a firm's agent, which no sender may see."""
    assert "Agent" not in office["Wim"].facts("firms", "west")
    assert office["Bo"].listed("/parcels/") == {"wheat"}


def test_a_record_is_not_moved_out_of_sight(office: Office) -> None:
    """After a change the rule of rows must still hold."""
    path = f"/parcels/{office.ids['lamps']}/edit"
    refused = office["Tom"].send(path, state="new")
    assert refused.status == 422
    assert "you would not be allowed to see it afterwards" in refused.text
    assert office.ask("SELECT state FROM parcel WHERE id = ?", office.ids["lamps"]) == [("done",)]
