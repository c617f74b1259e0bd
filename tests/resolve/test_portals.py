"""Portals: people and roles, menus written and derived, and what a site of several files may get wrong."""

from pathlib import Path

from generator.resolve.colours import contrast_to_white
from tests.resolve.specs import BASE, app_of, problems_of


def test_a_portal_without_a_menu_lists_what_can_be_seen(tmp_path: Path) -> None:
    portals = app_of(tmp_path, {}).portals
    assert [(entry.name, entry.label, entry.record) for entry in portals["staff"].menu] == [
        ("people", "People", "person"),
        ("skippers", "Skippers", "skipper"),
    ]
    assert portals["staff"].home == ("people", "skippers")
    assert (portals["staff"].email, portals["guest"].email) == ("email", "mail")
    assert portals["staff"].roles == ("pilot", "clerk")
    assert portals["guest"].roles == ()
    assert portals["guest"].colour == "#0b5fff"


def test_a_record_type_on_the_home_page_has_an_entry_in_the_menu(tmp_path: Path) -> None:
    extra = """
        home: [skipper, person]
        menu:
          crew: { list: skipper }
          clerks: { list: person, where: role == "clerk" }
    """
    staff = app_of(tmp_path, {"portals/staff.yaml": BASE["portals/staff.yaml"].rstrip() + extra}).portals["staff"]
    assert [(entry.name, entry.record, entry.where) for entry in staff.menu] == [
        ("crew", "skipper", None),
        ("clerks", "person", "staff_clerks"),
        ("people", "person", None),
    ]
    assert staff.home == ("crew", "people")


def test_a_portal_that_shows_nothing(tmp_path: Path) -> None:
    nothing = BASE["records/skipper.yaml"].replace("rows: this == me", "rows: none")
    assert problems_of(tmp_path, {"records/skipper.yaml": nothing}) == [
        ("S305", "portal guest has nothing on its home page: nobody sees any record there")
    ]


def test_oversight_belongs_to_roles_of_an_inside_portal(tmp_path: Path) -> None:
    staff = (
        BASE["portals/staff.yaml"].rstrip()
        + "\n        explain: [pilot, clerk]\n        view_as: clerk\n        change: pilot\n"
    )
    found = app_of(tmp_path, {"portals/staff.yaml": staff}).portals["staff"]
    assert (found.explain, found.view_as, found.change) == (("pilot", "clerk"), ("clerk",), ("pilot",))
    without = staff.replace("        role: role\n", "").replace("explain: [pilot, clerk]", "sign_up: by_invitation")
    assert problems_of(tmp_path, {"portals/staff.yaml": without}) == [
        ("S232", "'view_as' of portal staff names roles, and the portal has none"),
        ("S232", "'change' of portal staff names roles, and the portal has none"),
    ]


def test_keys_of_record_types_that_are_taken(tmp_path: Path) -> None:
    text = "record: {key}\nfields:\n  a: {{ type: text }}\nportals:\n  staff: {{ rows: all, see: all, edit: all }}\n"
    files = {f"records/{key}.yaml": text.format(key=key) for key in ("portal_news", "import", "ab_user")}
    assert problems_of(tmp_path, files) == [
        ("S203", "the key of a record type cannot start with 'ab_'"),
        ("S202", "'import' cannot be used in rules"),
        ("S203", "the key of a record type cannot start with 'portal_'"),
    ]


def test_demo_records_of_no_record_type(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {"demo/skiper.yaml": "ann:\n  name: Ann\n"}) == [
        ("S210", "these are demo records of 'skiper', which is not a record type")
    ]


def test_a_record_type_that_nobody_sees(tmp_path: Path) -> None:
    text = "record: secret\nfields:\n  a: { type: text }\n  b: { type: text }\n"
    assert problems_of(tmp_path, {"records/secret.yaml": text}) == [("S304", "nobody sees any 'secret'")]


def test_two_unique_email_fields(tmp_path: Path) -> None:
    two = BASE["records/skipper.yaml"].replace("company: { type: text }", "company: { type: email, unique: true }")
    assert problems_of(tmp_path, {"records/skipper.yaml": two}) == [
        ("S230", "people log in by their one unique email field, and 'skipper' has 2")
    ]


def test_contrast() -> None:
    assert contrast_to_white("#ffffff") == 1
    assert round(contrast_to_white("#000000"), 2) == 21
    assert round(contrast_to_white("#767676"), 2) == 4.54


def test_computed_fields_in_a_circle_of_two_record_types(tmp_path: Path) -> None:
    files = {
        "records/ship.yaml": """
            record: ship
            fields:
              debt: { type: money, is: sum(b.fee for b in berths) }
            portals:
              staff: { rows: all, see: all }
        """,
        "records/berth.yaml": """
            record: berth
            fields:
              ship: { type: link, to: ship, back: berths }
              fee: { type: money, is: ship.debt / 10 }
            portals:
              staff: { rows: all, see: all, edit: all }
        """,
    }
    assert problems_of(tmp_path, files) == [
        ("S307", "'fee' is computed from itself: berth.fee -> ship.debt -> berth.fee")
    ]
