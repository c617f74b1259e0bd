"""Which places a rename finds in specs that are written in every way that YAML has; all others stay as they are."""

from __future__ import annotations

import pytest

from generator.renaming import Plan, edited, plan_rename
from tests.renaming.renaming import Loaded, bytes_of, load, rename

CASES = {
    "level.high top": """
choices/level.yaml:3: top: "High (not 'low')"
demo/berth.yaml:1: level: { name: level, level: top, space: 12, since: today - days(3) }
demo/boat.yaml:6: level: top # high
records/berth.yaml:12: is: count(b for b in boats if b.level == "top" and b.owner.name is not None)
records/boat.yaml:30: urgent: "level == \\"top\\" and
records/boat.yaml:55: level: { default: top }
records/boat.yaml:56: berth: { where: "it.level == \\"top\\"", hint: the berth }
""",
    "boat.level grade": """
demo/boat.yaml:6: grade: high # high
records/berth.yaml:12: is: count(b for b in boats if b.grade == "high" and b.owner.name is not None)
records/berth.yaml:18: equal: any(b.grade == level for b in boats)
records/boat.yaml:9: berth:   { type: link, to: berth, where: it.level == grade or it.name == "berth", back: boats }
records/boat.yaml:10: grade:   { type: choice, of: level, default: low, required: true }
records/boat.yaml:30: urgent: "grade == \\"high\\" and
records/boat.yaml:32: near: 'berth.name == ''level'' and berth.level == grade'
records/boat.yaml:46: create: [name, berth, size, length, grade, remark]
records/boat.yaml:47: preset: { owner: me, paid: "0 if grade == 'low' else 10" }
records/boat.yaml:52: list: [name, owner, grade, size]
records/boat.yaml:55: grade: { default: high }
records/boat.yaml:63: delete: due and grade == "low"
""",
    "person.name title": """
demo/person.yaml:1: ada: { title: Ada Tidewell, email: ada@example.com, post: master }
demo/person.yaml:3: title: name
portals/mooring.yaml:5: where: title is not None
portals/office.yaml:11: due: { list: boat, where: due and owner.title is not None and me.role == "master", \
label: due boats }
records/berth.yaml:12: is: count(b for b in boats if b.level == "high" and b.owner.title is not None)
records/boat.yaml:24: and owner.title
records/boat.yaml:31: owner.title is not None"
records/boat.yaml:48: see: [entered, owner, fee, owner.title, berth.name]
records/person.yaml:2: title: "{title}"
records/person.yaml:5: title:  { type: text, required: true, label: "name of the person", \
hint: 'the full name, e.g. "name"' }
records/person.yaml:8: boss:  { type: link, to: person, where: it.post == "master" and it.title is not None }
records/person.yaml:13: see: [title, email]
""",
    "boat vessel": """
portals/mooring.yaml:7: home: [vessels, berth]
portals/office.yaml:9: home: [due, vessel]
portals/office.yaml:11: due: { list: vessel, where: due and owner.name is not None and me.role == "master", \
label: due boats }
portals/office.yaml:12: find: { search: vessel, then: vessel.create }
records/vessel.yaml:1: record: vessel      # the boat, not the berth
""",
    "person.post rank": """
demo/person.yaml:1: ada: { name: Ada Tidewell, email: ada@example.com, rank: master }
portals/office.yaml:6: role: rank
records/person.yaml:7: rank:  { type: choice, of: post, default: owner, required: true }
records/person.yaml:8: boss:  { type: link, to: person, where: it.rank == "master" and it.name is not None }
""",
    "post.owner skipper": """
choices/post.yaml:1: - skipper
records/boat.yaml:65: skipper: { hide: [paid], rows: owner == me or owner.boss == me }
records/person.yaml:7: post:  { type: choice, of: post, default: skipper, required: true }
""",
    "post.master harbour_master": """
choices/post.yaml:2: - harbour_master
demo/person.yaml:1: ada: { name: Ada Tidewell, email: ada@example.com, post: harbour_master }
portals/office.yaml:7: explain: [harbour_master]
portals/office.yaml:11: due: { list: boat, where: due and owner.name is not None and me.role == "harbour_master", \
label: due boats }
records/boat.yaml:66: harbour_master: { rows: all }
records/person.yaml:8: boss:  { type: link, to: person, where: it.post == "harbour_master" and it.name is not None }
""",
    "boat.size.large x.y": """
demo/boat.yaml:7: size: "x.y"
records/boat.yaml:14: of: { small: Small, 'x.y': "Large: the size, not the level", x-large: Extra }
records/boat.yaml:18: fee:     { type: money, is: length * 10 if size == "x.y" else length }
records/boat.yaml:26: large: size in ['x.y', "x-large"]
""",
    "boat.due late": """
portals/office.yaml:11: due: { list: boat, where: late and owner.name is not None and me.role == "master", \
label: due boats }
records/boat.yaml:27: late: |
records/boat.yaml:35: - { fields: [name, owner], unless: large and late, say: This name is taken by the owner. }
records/boat.yaml:63: delete: late and level == "low"
""",
    "remarks.remark note": """
demo/boat.yaml:9: note: >
mixins/remarks.yaml:4: note:  { type: longtext, hint: A remark for the master }
mixins/remarks.yaml:8: remarked: note is not None
mixins/remarks.yaml:12: refuse: note is not None and length(note) < 3
mixins/remarks.yaml:14: at: note
records/boat.yaml:46: create: [name, berth, size, length, level, note]
records/boat.yaml:50: - { when: large and fee is not None, fields: [name, note] }
""",
    "boat.length long": """
demo/boat.yaml:8: long: 9.5
records/berth.yaml:14: longest: { type: decimal, places: 1, is: max(boats.long), reveals: true }
records/boat.yaml:17: long:  { type: decimal, places: 1, required: true, default: "6", min: 2, max: 40 }
records/boat.yaml:18: fee:     { type: money, is: long * 10 if size == "large" else long }
records/boat.yaml:39: refuse: long > berth.space
records/boat.yaml:41: at: [long, berth]
records/boat.yaml:46: create: [name, berth, size, long, level, remark]
records/boat.yaml:51: - { when: remarked, fields: [long] }
""",
    "berth.boats craft": """
records/berth.yaml:12: is: count(b for b in craft if b.level == "high" and b.owner.name is not None)
records/berth.yaml:14: longest: { type: decimal, places: 1, is: max(craft.length), reveals: true }
records/berth.yaml:17: busy: any(name.large for name in craft)
records/berth.yaml:18: equal: any(b.level == level for b in craft)
records/berth.yaml:22: rows: any(boat.owner == me for boat in craft)
records/boat.yaml:9: berth:   { type: link, to: berth, where: it.level == level or it.name == "berth", back: craft }
""",
    "level grade": """
records/berth.yaml:7: level: { type: choice, of: grade, default: low, required: true }
records/boat.yaml:10: level:   { type: choice, of: grade, default: low, required: true }
""",
    "remarks notes": """
mixins/notes.yaml:1: mixin: notes
records/berth.yaml:3: uses: [notes]
records/boat.yaml:4: uses: [notes, attachments]
""",
}


@pytest.mark.parametrize("words", CASES)
def test_every_place_and_no_other(harbour: Loaded, words: str) -> None:
    path, name = words.split()
    before = bytes_of(harbour.specs)
    plan, _ = rename(harbour, path, name)
    assert changed_lines(before, bytes_of(harbour.specs), plan) == CASES[words].strip().splitlines()


def changed_lines(before: dict[str, bytes], after: dict[str, bytes], plan: Plan) -> list[str]:
    found = []
    for file, content in sorted(before.items()):
        new = plan.moves.get(f"specs/{file}", f"specs/{file}").removeprefix("specs/")
        pairs = zip(content.decode().splitlines(), after[new].decode().splitlines(), strict=True)
        if not file.endswith("lock.yaml"):
            found += [f"{new}:{n}: {now.strip()}" for n, (was, now) in enumerate(pairs, start=1) if was != now]
    return found


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("boat.level grade", ["records.boat.grade: 269wnd choice required of=level as level"]),
        ("level.high top", ["choices.level.top: aa7ve7 choice as high"]),
        ("boat.size.large big", ["records.boat.size.big: vk496p choice as large"]),
        ("boat.large big", []),
    ],
)
def test_the_identity_moves_along_and_keeps_its_name_in_the_database(
    harbour: Loaded, words: str, lines: list[str]
) -> None:
    _, after = rename(harbour, *words.split())
    assert [entry.text() for entry in after.lock.entries if entry.stored != entry.name] == lines
    assert {entry.id for entry in after.lock.entries} == {entry.id for entry in harbour.lock.entries}
    assert after.changes.operations == ()


def test_fields_and_choices_move_with_their_record_type(harbour: Loaded) -> None:
    _, after = rename(harbour, "boat", "vessel")
    ids = {entry.path: entry.id for entry in harbour.lock.entries}
    for entry in after.lock.entries:
        assert ids[entry.path.replace("records.vessel", "records.boat")] == entry.id
    assert after.app.records["vessel"].table == "boat"
    assert after.changes.operations == ()


def test_line_breaks_and_a_byte_order_mark_stay(harbour: Loaded) -> None:
    file = harbour.specs / "records" / "boat.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    plan = plan_rename("boat.owner", "keeper", harbour.world, harbour.sources, harbour.lock)
    before = file.read_bytes()
    after = edited(before, plan.edits["specs/records/boat.yaml"])
    assert after.startswith(b"\xef\xbb\xbf") and after.count(b"\r\n") == before.count(b"\r\n") == after.count(b"\n")
    assert b"  keeper:   { type: link, to: person, required: true, back: boats }\r\n" in after


def test_text_with_escapes_in_a_name_is_not_followed(harbour: Loaded) -> None:
    file = harbour.specs / "records" / "boat.yaml"
    file.write_text(file.read_text().replace('"level == \\"high', '"l\\x65vel == \\"high'))
    loaded = load(harbour.specs)
    plan = plan_rename("boat.level", "grade", loaded.world, loaded.sources, loaded.lock)
    assert [(each.at.line, each.words) for each in plan.obstacles] == [
        (30, "'level' is not written in one piece here; write it without escapes")
    ]


def test_what_a_mixin_names_of_two_record_types_is_not_renamed_for_one(harbour: Loaded) -> None:
    plan = plan_rename("boat.since", "from_when", harbour.world, harbour.sources, harbour.lock)
    assert [(each.at.file, each.at.line, each.words) for each in plan.obstacles] == [
        ("specs/mixins/remarks.yaml", 5, "'since' also means the field berth.since here")
    ]
