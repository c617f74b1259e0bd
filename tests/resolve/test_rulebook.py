"""Which rules the generated code gets, and what they are called."""

from pathlib import Path

from tests.resolve.specs import access_of, app_of, expressions_of, problems_of

NOTE = """
    record: note
    fields:
      author: { type: link, to: %s }
      words: { type: text, show: open, require: open }
      sum: { type: integer }
      twice: { type: integer, is: sum * 2 }
      open: { type: yesno, default: true }
    rules:
      mine: author == me
      any: sum > 1
    portals:
      guest:
        rows: %s
        see: [words, sum, twice, open]
      staff:
        rows: any
        see: all
        edit:
          - { when: sum > 3, fields: [words] }
          - { when: open, fields: [sum] }
"""


def test_the_same_expression_is_one_rule(tmp_path: Path) -> None:
    note = app_of(tmp_path, {"records/note.yaml": NOTE % ("skipper", "mine")}).records["note"]
    assert expressions_of(note) == {
        "words_show": "open",
        "twice": "sum * 2",
        "mine": "author == me",
        "any_rule": "sum > 1",
        "staff_edit": "sum > 3",
    }
    words = next(field for field in note.fields if field.name == "words")
    assert (words.show, words.require) == ("words_show", "words_show")
    assert [grant.when for grant in access_of(note, "staff").edit] == ["staff_edit", "words_show"]


def test_a_rule_is_typed_where_it_is_used(tmp_path: Path) -> None:
    """`mine` fits skippers; people of the staff, who are persons, may not use it."""
    wrong = NOTE.replace("rows: any", "rows: mine") % ("skipper", "mine")
    assert problems_of(tmp_path, {"records/note.yaml": wrong}) == [
        ("E120", "a link to 'skipper' cannot be compared with a link to 'person'")
    ]


def test_a_rule_about_different_people_is_emitted_for_each(tmp_path: Path) -> None:
    text = """
        record: note
        fields:
          company: { type: text }
        rules:
          ours: company == me.name
        portals:
          guest: { rows: ours, see: [company] }
          staff: { rows: ours, see: all, edit: all }
    """
    note = app_of(tmp_path, {"records/note.yaml": text}).records["note"]
    assert [rule.name for rule in note.rules] == ["ours", "ours_person"]
    assert (access_of(note, "guest").rows, access_of(note, "staff").rows) == ("ours", "ours_person")


def test_a_named_rule_that_nothing_uses_is_checked_all_the_same(tmp_path: Path) -> None:
    wrong = NOTE.replace("any: sum > 1", "any: sum > 1\n      unused: sum > words") % ("skipper", "mine")
    assert problems_of(tmp_path, {"records/note.yaml": wrong}) == [("E120", "a number cannot be compared with text")]


def test_what_comes_from_a_broken_field_is_not_reported_again(tmp_path: Path) -> None:
    """The unknown record type alone, neither the rule that follows the link nor what uses the rule."""
    assert problems_of(tmp_path, {"records/note.yaml": NOTE % ("skiper", "mine and open")}) == [
        ("S210", "link 'author' refers to record type 'skiper', which does not exist")
    ]


def test_rows_without_an_index_get_one(tmp_path: Path) -> None:
    text = """
        record: note
        fields:
          open: { type: yesno, default: true }
          day: { type: date }
          words: { type: text }
        portals:
          guest: { rows: open and day <= today, see: [day, words] }
          staff: { rows: all, see: all, edit: all }
    """
    note = app_of(tmp_path, {"records/note.yaml": text}).records["note"]
    assert [field.name for field in note.fields if field.index] == ["day"]


def test_what_depends_on_the_portal_is_not_said_for_all(tmp_path: Path) -> None:
    """A field's own condition is judged for every portal; who sees the linked skipper differs between the two."""
    text = """
        record: note
        fields:
          author: { type: link, to: skipper }
          words: { type: text, show: sees(author) }
        portals:
          guest: { rows: author == me, see: [author, words] }
          staff: { rows: all, see: all, edit: all }
    """
    assert problems_of(tmp_path, {"records/note.yaml": text}) == [
        (
            "S216",
            "this does not mean the same for everybody: 'me' is 'skipper' in portal guest and 'person' in portal staff",
        )
    ]


def test_the_same_words_about_two_kinds_of_candidates_are_two_rules(tmp_path: Path) -> None:
    text = """
        record: note
        fields:
          author: { type: link, to: person, where: it.name == words }
          helper: { type: link, to: person, where: it.name == words }
          pilot: { type: link, to: skipper, where: it.name == words }
          words: { type: text }
        portals:
          staff: { rows: all, see: all }
    """
    note = app_of(tmp_path, {"records/note.yaml": text}).records["note"]
    links = {field.name: field.where for field in note.fields if field.where}
    assert links == {"author": "author_where", "helper": "author_where", "pilot": "pilot_where"}
