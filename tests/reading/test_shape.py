"""What has another shape than the language gives it: code, place and exact words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.reading import read_spec
from tests.reading.folders import BERTH, problems_of, told, write

KEYS = "keys: record, label, plural, title, number, uses, fields, rules, unique, checks, workflow, service_level, …"
FIELD_KEYS = "keys: type, label, hint, required, require, show, default, is, reveals, unique, index, private, …"
NAME = "a name has a-z, 0-9 and _, and begins with a letter"
HEAD = "record: berth\n"

RECORDS = {
    HEAD + "titel: x\nfields: {}": f"S101 2:1+5 unknown key 'titel' in this file (did you mean 'title'? {KEYS})",
    HEAD + "reports: x\nfields: {}": f"S101 2:1+7 unknown key 'reports' in this file ({KEYS})",
    HEAD + "fields:\n  a: { type: text, hnit: x }": (
        f"S101 3:20+4 unknown key 'hnit' in field 'a' (did you mean 'hint'? {FIELD_KEYS})"
    ),
    HEAD + "fields:\n  a: { tpye: text }": (
        f"S101 3:8+4 unknown key 'tpye' in field 'a' (did you mean 'type'? {FIELD_KEYS})"
    ),
    BERTH + "checks:\n  c: { refuse: x, sayy: y }": (
        "S101 5:19+4 unknown key 'sayy' in check 'c' (did you mean 'say'? keys: refuse, say, at)"
    ),
    BERTH + "portals:\n  staff: { roles: { hr: { like: x } } }": (
        "S101 5:27+4 unknown key 'like' in role 'hr' of portal 'staff' "
        "(keys: rows, create, preset, see, edit, hide, delete, history, list, title, afterwards, ask, …)"
    ),
    BERTH + "portals:\n  staff: { fields: { name: { labl: x } } }": (
        "S101 5:30+4 unknown key 'labl' in field 'name' of portal 'staff' "
        "(did you mean 'label'? keys: label, hint, where, require, default)"
    ),
    "fields: {}": "S102 1:1+1 this file lacks 'record' (record: the name of the record type, as the file is called.)",
    HEAD + "fields:\n  a: { label: x }": "S102 3:3+1 field 'a' lacks 'type' (type: what the field holds.)",
    BERTH + "checks: { c: { refuse: x } }": "S102 4:11+1 check 'c' lacks 'say' (say: what the person is told.)",
    BERTH + "unique:\n  - say: x": (
        "S102 5:5+1 an item of 'unique' lacks 'fields' (fields: the fields whose values together occur once.)"
    ),
    BERTH + "portals: { staff: { see: [{ when: x }] } }": (
        "S102 4:27+1 an item of 'see' of portal 'staff' lacks 'fields' "
        "(fields: the fields of this group: `all` or a list of names.)"
    ),
    HEAD + "fields: { a: { type: text, required: yes } }": (
        "S103 2:38+3 'required' of field 'a' is true or false, not 'yes' (did you mean true?)"
    ),
    HEAD + "fields: { a: { type: text, required: flase } }": (
        "S103 2:38+5 'required' of field 'a' is true or false, not 'flase' (did you mean false?)"
    ),
    HEAD + "fields: { a: { type: money, places: two } }": (
        "S103 2:37+3 'places' of field 'a' is a whole number, not 'two' ()"
    ),
    HEAD + "fields: { a: text }": (
        "S103 2:14+4 field 'a' is a mapping, not 'text' (write its keys on the lines below, indented)"
    ),
    HEAD + "fields: [a]": "S103 2:1+6 'fields' is a mapping, not a list ()",
    HEAD + "label: [a]\nfields: {}": "S103 2:1+5 'label' is a text, not a list ()",
    BERTH
    + "unique: name": "S103 4:9+4 'unique' is a list, not 'name' (write [one, two], or a line with '- ' for each)",
    BERTH + "portals: { staff: { see: [[a]] } }": (
        "S103 4:27+1 an item of 'see' of portal 'staff' is a text or a mapping, not a list ()"
    ),
    HEAD + "fields: { a: { type: txt } }": (
        "S104 2:22+3 'type' of field 'a' cannot be 'txt' (did you mean 'text'? kinds: text, longtext, richtext, "
        "integer, decimal, percent, money, date, datetime, time, duration, yesno, …)"
    ),
    HEAD + "fields: { Name: { type: text } }": (
        f"S105 2:11+4 'Name' cannot be the name of a field (write 'name'; {NAME})"
    ),
    HEAD + "fields: { аge: { type: text } }": f"S105 2:11+3 'аge' cannot be the name of a field (write 'ge'; {NAME})",
    BERTH + "rules: { is-late: x }": f"S105 4:10+7 'is-late' cannot be the name of a rule (write 'is_late'; {NAME})",
    BERTH + "portals: { staff: { list: [na me] } }": (
        "S105 4:28+5 'na me' is not possible as an item of 'list' of portal 'staff' "
        f"(write 'na_me'; {NAME}; names of linked records follow a dot)"
    ),
    HEAD + "fields: { a: { type: choice, of: [In work] } }": (
        "S105 2:35+7 'In work' is not possible as an item of 'of' of field 'a' "
        "(a choice is one word; write its label after a colon, as in 'in_progress: In progress')"
    ),
    HEAD + "fields: { a: { type: choice, of: { in work: x } } }": (
        "S105 2:36+7 'in work' cannot be the name of a choice "
        "(a choice is one word; write its label after a colon, as in 'in_progress: In progress')"
    ),
    HEAD + "fields: { a: { type: choice, of: [] } }": (
        "S106 2:30+2 'of' of field 'a' is empty (write what belongs there, or remove it)"
    ),
    HEAD + 'label: ""\nfields: {}': "S106 2:9+0 'label' is empty (write what belongs there, or remove it)",
    BERTH + "uses: []": "S106 4:1+4 'uses' is empty (write what belongs there, or remove it)",
    HEAD + f"fields: {{ {'a' * 50}: {{ type: text }} }}": (
        f"S107 2:11+50 '{'a' * 40}…' is too long: 41 characters at most ()"
    ),
    HEAD + "fields: { a: { type: money, places: 20 } }": (
        "S107 2:37+2 'places' of field 'a' cannot be 20 (possible: 0 to 6)"
    ),
    "record: bert\nfields: {}": (
        "S109 1:9+4 this record calls itself 'bert', but the file is berth.yaml "
        "(write 'berth', or rename the file to bert.yaml)"
    ),
}
PORTAL = "portal: staff\nlabel: Staff\nat: /staff\nwho: person\n"
PORTALS = {
    PORTAL.replace("who: person\n", ""): (
        "S102 1:1+1 this file lacks 'who' "
        "(who: the record type of its people. They log in by its one unique field of kind email.)"
    ),
    PORTAL + "sign_up: by_approval": "S104 5:10+11 'sign_up' cannot be 'by_approval' (possible: by_invitation)",
    PORTAL.replace("/staff", "staff"): (
        "S105 3:5+5 'staff' is not possible as 'at' (an address is one word after a slash, as in /support)"
    ),
    PORTAL + "brand: { colour: blue }": (
        "S105 5:18+4 'blue' is not possible as 'colour' of 'brand' "
        '(a colour is # and six digits 0-9 a-f, in quotes: "#0b5fff")'
    ),
    PORTAL + "brand: { logo: ../../x.svg }": (
        "S105 5:16+11 '../../x.svg' is not possible as 'logo' of 'brand' "
        "(a logo is the path of an .svg file below specs/, as in brand/customer.svg)"
    ),
    PORTAL + "menu: { a: { label: x } }": (
        "S108 5:9+1 menu entry 'a' has neither 'list' nor 'search' (write one of them, with a record type)"
    ),
    PORTAL + "menu: { a: { list: x, search: y } }": (
        "S108 5:9+1 menu entry 'a' has both 'list' and 'search' (write one of them, with a record type)"
    ),
    PORTAL + "menu: { a: { search: x, then: y } }": (
        "S105 5:31+1 'y' is not possible as 'then' of menu entry 'a' "
        "(write a record type and .create, as in order.create)"
    ),
    PORTAL.replace("person", '""'): "S106 4:7+0 'who' is empty (write what belongs there, or remove it)",
    PORTAL + "sms: true": (
        "S101 5:1+3 unknown key 'sms' in this file ("
        "keys: portal, label, at, inside, who, where, role, explain, view_as, disclosures, change, api, …)"
    ),
}
OTHERS = {
    "portal.yaml": (
        "label: x\ncurrency: euro\ntime_zone: UTC\nspec: 1",
        "S105 2:11+4 'euro' is not possible as 'currency' (a currency is three capitals, as in EUR)",
    ),
    "choices/size.yaml": (
        "small",
        "S103 1:1+5 this file is a mapping or a list, not 'small' (write [one, two], or a line with '- ' for each)",
    ),
    "mixins/extra.yaml": (
        "mixin: other\nrules: { a: b }",
        "S109 1:8+5 this mixin calls itself 'other', but the file is extra.yaml "
        "(write 'extra', or rename the file to other.yaml)",
    ),
    "demo/berth.yaml": (
        "one: { name: { a: b } }",
        "S103 1:8+4 'name' of 'one' is a text or a list, not a mapping ()",
    ),
}


@pytest.mark.parametrize(("text", "words"), RECORDS.items(), ids=RECORDS.values())
def test_a_record_type(tmp_path: Path, text: str, words: str) -> None:
    assert [told(problem) for problem in problems_of(tmp_path, {"records/berth.yaml": text})] == [words]


@pytest.mark.parametrize(("text", "words"), PORTALS.items(), ids=PORTALS.values())
def test_a_portal(tmp_path: Path, text: str, words: str) -> None:
    assert [told(problem) for problem in problems_of(tmp_path, {"portals/staff.yaml": text})] == [words]


@pytest.mark.parametrize(("file", "text", "words"), [(file, *rest) for file, rest in OTHERS.items()], ids=OTHERS)
def test_the_other_files(tmp_path: Path, file: str, text: str, words: str) -> None:
    assert [told(problem) for problem in problems_of(tmp_path, {file: text})] == [words]


def test_a_logo_must_be_there(tmp_path: Path) -> None:
    files = {"portals/staff.yaml": PORTAL + "brand: { logo: brand/staf.svg }", "brand/staff.svg": "<svg/>"}
    assert [told(problem) for problem in problems_of(tmp_path, files)] == [
        "S110 5:16+14 there is no file 'brand/staf.svg' (did you mean 'brand/staff.svg'? pictures: brand/staff.svg)"
    ]


def test_the_version_of_the_language_is_1(tmp_path: Path) -> None:
    text = "label: x\ncurrency: EUR\ntime_zone: UTC\nspec: 2"
    assert [told(each) for each in problems_of(tmp_path, {"portal.yaml": text})] == [
        "S104 4:7+1 'spec' cannot be '2' (write 1)"
    ]


def test_problems_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    files = {
        "records/berth.yaml": "record: berth\nfields: [",
        "records/ship.yaml": "a: b",
        "choices/size.yaml": "a: &b c",
    }
    assert {problem.position.file for problem in problems_of(tmp_path, files)} == {
        "specs/records/berth.yaml",
        "specs/records/ship.yaml",
        "specs/choices/size.yaml",
    }


def test_a_slip_of_the_fingers_hides_nothing_else(tmp_path: Path) -> None:
    """A misspelt key or kind is read as what was meant, so that other files are not told what follows from it."""
    text = "record: berth\nfeilds:\n  owner: { tpye: link, to: person }\n  size: { type: intger }\n  x: { type: 5 }"
    spec, problems, _ = read_spec(write(tmp_path, {"records/berth.yaml": text}))
    assert [problem.code for problem in problems] == ["S101", "S101", "S104", "S104"]
    assert spec is not None
    fields = spec.records["berth"].fields
    assert [(field.name, field.kind) for field in fields.values()] == [
        ("owner", "link"),
        ("size", "integer"),
        ("x", "text"),
    ]


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    files = {
        "records/berth.yaml": "record: [",
        "records/ship.yaml": "record: ship\nfields: {}",
        "choices/size.yaml": "a",
        "portals/staff.yaml": "portal: staff",
    }
    spec, _, _ = read_spec(write(tmp_path, files))
    assert spec is not None
    assert (list(spec.records), sorted(spec.unread)) == (["ship"], ["berth", "size", "staff"])
