"""What portals and roles may do: `like`, `roles`, `all`, `entered`, `edit` that implies `see`, what is derived."""

from pathlib import Path

from generator.app import Constant, Grant, RuleName
from tests.resolve.specs import access_of, app_of, expressions_of

BERTH = """
    record: berth
    number: B-{random:6}
    fields:
      skipper: { type: link, to: skipper }
      ship: { type: text, required: true }
      quay: { type: choice, of: [north, south], default: north }
      draught: { type: decimal }
      fee: { type: money, private: true }
      total: { type: money, is: draught * 2 }
      log: { type: longtext }
    rules:
      own: skipper == me
    portals:
      guest:
        rows: own
        create: [ship, draught]
        preset: { skipper: me, quay: south }
        see: [entered, number, total, skipper.company]
        edit:
          - { when: quay == "south", fields: [log, draught] }
        delete: quay == "south"
      staff:
        rows: all
        see: all
        edit: [all, fee]
        hide: [log]
        roles:
          clerk: { edit: [draught], list: [number, fee], see: [number, fee, ship] }
          pilot: { rows: none }
"""


def test_access(tmp_path: Path) -> None:
    berth = app_of(tmp_path, {"records/berth.yaml": BERTH}).records["berth"]
    guest = access_of(berth, "guest")
    assert guest.rows == "own"
    assert guest.create == ("ship", "draught")
    assert guest.preset == (("skipper", RuleName("me")), ("quay", Constant("south")))
    assert guest.see == (
        Grant(("ship", "draught", "number", "total", "skipper.company"), None),
        Grant(("log",), "guest_edit"),
    )
    assert guest.edit == (Grant(("log", "draught"), "guest_edit"),)
    assert guest.delete == "guest_edit"
    assert guest.title == "{ship}"
    assert guest.list == ("number", "ship", "draught", "total")

    staff = access_of(berth, "staff")
    everything = ("number", "skipper", "ship", "quay", "draught", "total")
    assert staff.rows == "everything"
    assert staff.see == (Grant(everything, None), Grant(("fee",), None))
    assert staff.edit == (Grant(("skipper", "ship", "quay", "draught", "fee"), None),)
    assert staff.list == ("number", "ship", "quay", "skipper", "draught")
    assert staff.create is None


def test_a_role_replaces_whole_keys(tmp_path: Path) -> None:
    berth = app_of(tmp_path, {"records/berth.yaml": BERTH}).records["berth"]
    clerk = access_of(berth, "staff", "clerk")
    assert clerk.rows == "everything"
    assert clerk.see == (Grant(("number", "fee", "ship"), None), Grant(("draught",), None))
    assert clerk.list == ("number", "fee")
    pilot = access_of(berth, "staff", "pilot")
    assert (pilot.rows, pilot.see, pilot.edit, pilot.create, pilot.list) == (None, (), (), None, ())


def test_who_sees_no_record_creates_only_where_this_is_said(tmp_path: Path) -> None:
    text = """
        record: remark
        fields:
          words: { type: text, required: true }
        portals:
          guest: { rows: none, create: words }
          staff: { rows: all, see: all, create: all, roles: { pilot: { rows: none } } }
    """
    remark = app_of(tmp_path, {"records/remark.yaml": text}).records["remark"]
    assert access_of(remark, "guest").create == ("words",)
    assert access_of(remark, "staff").create == ("words",)
    assert access_of(remark, "staff", "pilot").create is None


def test_like_takes_what_the_block_does_not_say(tmp_path: Path) -> None:
    text = """
        record: tide
        fields:
          day: { type: date, required: true }
          height: { type: decimal }
        portals:
          guest: { rows: public, see: [day, height], title: "{day}" }
          staff: { like: guest, edit: all }
    """
    tide = app_of(tmp_path, {"records/tide.yaml": text}).records["tide"]
    staff = access_of(tide, "staff")
    assert (staff.rows, staff.title, staff.list) == ("everything", "{day}", ("day", "height"))
    assert staff.edit == (Grant(("day", "height"), None),)
    assert access_of(tide, "guest").edit == ()


def test_what_cannot_be_seen_is_in_no_inherited_list(tmp_path: Path) -> None:
    text = """
        record: tide
        fields:
          day: { type: date, required: true }
          height: { type: decimal }
        portals:
          staff:
            rows: all
            see: all
            list: [day, height]
            roles: { pilot: { hide: [height] } }
    """
    tide = app_of(tmp_path, {"records/tide.yaml": text}).records["tide"]
    assert access_of(tide, "staff", "pilot").list == ("day",)
    assert expressions_of(tide) == {}
