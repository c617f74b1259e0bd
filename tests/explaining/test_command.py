"""`portal explain RECORD/ID --as EMAIL` on a generated site: words and lines of its specs, or one line of refusal."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.generation.conftest import TOOLSHED, change
from tests.sites.place import Place, make_place

WORN = """    see:
      - fields: [name, condition]
      - when: condition == "worn" and value > 10
        fields: [value]
"""


@pytest.fixture(scope="module")
def shed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"))
    change(place, "records/tool.yaml", "    see: [name, condition]\n", WORN)
    change(place, "portals/borrower.yaml", "who: member\n", 'who: member\nwhere: name != "Bo Shed"\n')
    place.build()
    return place


def ask(place: Place, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(place.var / "portal.db")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def id_of(place: Place, tool: str) -> str:
    [(found,)] = ask(place, f"select id from tool where name = '{tool}'")
    return str(found)


def test_what_it_tells(shed: Place) -> None:
    saw = id_of(shed, "Saw")
    done = shed.portal("explain", f"tool/{saw}", "--as", "ada@shed.example", "--portal", "borrower")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == f"""\
tool/{saw} as Ada Shed <ada@shed.example>, borrower
“you” and “your” stand for Ada Shed.

record   yes  among their rows while keeper is you  (specs/records/tool.yaml:16)
create   no   cannot create a tool: there is no form for it
delete   no   not deletable: it is not allowed here

name
  see    yes  visible  (specs/records/tool.yaml:18)
  edit   no   not editable: it is not listed

condition
  see    yes  visible  (specs/records/tool.yaml:18)
  edit   yes  editable  (specs/records/tool.yaml:21)

keeper
  see    no   not visible: it is not listed
  edit   no   not editable: it is not listed

value
  see    no   not visible; visible once condition is Worn and value is more than 10; of this, what does not hold: \
condition is Worn  (specs/records/tool.yaml:19)
  edit   no   not editable: it is not listed

bought
  see    no   not visible: it is not listed
  edit   no   not editable: it is not listed
"""
    )
    assert ask(shed, "select act, account_id, portal, email, reason from portal_oversight") == [
        ("explain", None, "borrower", "ada@shed.example", f"tool/{saw}")
    ]


def test_as_json(shed: Place) -> None:
    plane = id_of(shed, "Plane")
    done = shed.portal("explain", f"tool/{plane}", "--as", "ada@shed.example", "--portal", "keeper", "--format", "json")
    told = json.loads(done.stdout)
    assert (told["record"], told["id"], told["portal"], told["email"]) == ("tool", plane, "keeper", "ada@shed.example")
    assert told["delete"] == {
        "allowed": True,
        "words": "deletable while condition is Worn, unless something links to it",
        "at": ["specs/records/tool.yaml:27"],
    }
    assert told["fields"][0] == {
        "name": "name",
        "label": "Name",
        "see": {"allowed": True, "words": "visible", "at": ["specs/records/tool.yaml:24"]},
        "edit": {"allowed": True, "words": "editable", "at": ["specs/records/tool.yaml:26"]},
    }


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "toool/1 --as ada@shed.example",
            "there is no record type 'toool'; did you mean 'tool'? record types: member, tool",
        ),
        ("tool/1 --as ada@shed.example --portal keeper", "there is no tool 1"),
        ("tool/saw --as ada@shed.example --portal keeper", "there is no tool saw"),
        ("tool/1 --as zoe@shed.example", "no portal knows anybody with the address zoe@shed.example"),
        (
            "tool/1 --as ada@shed.example",
            "ada@shed.example may log in to several portals; say --portal borrower or --portal keeper",
        ),
        (
            "tool/1 --as ada@shed.example --portal keper",
            "there is no portal 'keper'; did you mean 'keeper'? portals: borrower, keeper",
        ),
        (
            "tool/1 --as bo@shed.example --portal borrower",
            "Bo Shed may not log in to The borrowers' shed: “name != \"Bo Shed\"” does not hold for this person "
            "(specs/portals/borrower.yaml:6).",
        ),
    ],
)  # fmt: skip
def test_what_stops_it(shed: Place, words: str, line: str) -> None:
    done = shed.portal("explain", *words.split())
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"portal: {line}\n")


def test_an_inactive_account(shed: Place) -> None:
    connection = sqlite3.connect(shed.var / "portal.db")
    with connection:
        connection.execute("update portal_account set active = 0 where portal = 'keeper' and email like 'bo@%'")
    connection.close()
    done = shed.portal("explain", f"tool/{id_of(shed, 'Saw')}", "--as", "bo@shed.example", "--portal", "keeper")
    assert done.returncode == 1
    assert done.stderr == "portal: Bo Shed may not log in to The keepers' shed: the account is inactive.\n"


@pytest.mark.parametrize("words", [["tool/1"], ["tool.name", "--as", "a@b"], ["S210", "--portal", "keeper"]])
def test_how_it_is_used(shed: Place, words: list[str]) -> None:
    assert shed.portal("explain", *words).returncode == 2


def test_nothing_generated_yet(tmp_path: Path) -> None:
    place = make_place(TOOLSHED, tmp_path)
    done = place.portal("explain", "tool/1", "--as", "ada@shed.example")
    assert (done.returncode, done.stderr) == (1, "portal: nothing was generated yet; run: portal apply\n")
