"""The traps of YAML, each with words of its own. `told` is code, line, column, length, message and help."""

from __future__ import annotations

import pytest
import yaml

from generator.sources import composing
from generator.sources.composing import compose
from generator.sources.text import decode
from tests.reading.folders import told

QUOTES = 'put quotes around the text: "…"'
BLOCK = "write this as a block, or put quotes around it"
HASH = "put quotes around the whole text; a comment has a space after its #"
OTHER_QUOTES = """quote the whole text with the other kind of quotes: '"a" == b', or write it as a block"""

TRAPS = {
    # a bracket, a comma or a colon inside { }
    '{ where: state in ["a", "b"], required: true }': f"S015 1:19+1 '[' inside {{ }} breaks the text ({BLOCK})",
    "{ where: [a, b] == c, x: y }": f"S015 1:17+1 the text begins with '[', so it is read as a list ({BLOCK})",
    "[ a [b] ]": f"S015 1:5+1 '[' inside [ ] breaks the text ({BLOCK})",
    "{ is: sum(a, b), label: x }": (
        f"S012 1:14+2 the call in 'is' is cut at the comma: 'b)' became a key of its own ({BLOCK})"
    ),
    "{ hint: Yes, please, type: text }": (
        f"S012 1:14+6 the text of 'hint' is cut at the comma: 'please' became a key of its own ({BLOCK})"
    ),
    "{ of: [a], b }": f"S012 1:12+1 'b' has no value ({BLOCK})",
    "{ subject: Re: hello }": (f"S017 1:14+1 a second ': ' stands in one value ({BLOCK}; or is a comma missing?)"),
    "{ a: b c: d }": f"S017 1:9+1 a second ': ' stands in one value ({BLOCK}; or is a comma missing?)",
    "subject: Re: hello": f"S017 1:12+1 a text with ': ' in it needs quotes ({QUOTES})",
    # braces of a title
    "title: {number}": (
        "S018 1:9+6 'number' is read as a key inside { } and has no value "
        "(inside { } stands 'key: value'; text with braces needs quotes around it)"
    ),
    "title: {number} {subject}": (
        "S018 1:9+6 'number' is read as a key inside { } and has no value "
        "(inside { } stands 'key: value'; text with braces needs quotes around it)"
    ),
    "title: { a: b } c": f"S018 1:17+1 the text begins with '{{', so it is read as a mapping ({QUOTES})",
    # a # that begins a comment
    "label: Room #5": f"S016 1:13+2 the text is cut at ' #': only 'Room' is read ({HASH})",
    "colour: #0b5fff": f"S016 1:9+7 the value of 'colour' is read as a comment ({HASH})",
    "{ label: Room #5, type: text }": f"S016 1:15+16 the text is cut at ' #': only 'Room' is read ({HASH})",
    "brand: { colour: #0b5fff }\nx: y": (
        "S016 1:18+9 the line is cut at ' #': what follows is read as a comment "
        "(put quotes around the text; a comment has a space after its #)"
    ),
    "at: /a\nbrand: { colour: #0b5fff }": (
        "S016 2:18+9 the line is cut at ' #': what follows is read as a comment "
        "(put quotes around the text; a comment has a space after its #)"
    ),
    # a character that means something to YAML
    "a: &Co": f"S008 1:4+3 '&Co' is read as an anchor by YAML, not as text ({QUOTES})",
    "a: &x foo": f"S008 1:4+2 '&x' is read as an anchor by YAML, not as text ({QUOTES})",
    "a: *x": f"S008 1:4+2 '*x' is read as a reference by YAML ({QUOTES})",
    "a: !x": f"S009 1:4+2 '!x' is read as a tag by YAML, not as text ({QUOTES})",
    "a: !!int 5": f"S009 1:4+5 '!!int' is read as a tag by YAML, not as text ({QUOTES})",
    "{ label: !Yes, b: c }": f"S009 1:10+4 '!Yes' is read as a tag by YAML, not as text ({QUOTES})",
    "a: * required": f"S023 1:4+1 a text cannot begin with '*' unless quoted ({QUOTES})",
    "a: @home": f"S023 1:4+1 a text cannot begin with '@' unless quoted ({QUOTES})",
    "a: %x": f"S023 1:4+1 a text cannot begin with '%' unless quoted ({QUOTES})",
    "a: `x`": f"S023 1:4+1 a text cannot begin with '`' unless quoted ({QUOTES})",
    "a: - b": (
        f"S023 1:4+1 a text cannot begin with '- ' unless quoted (a list begins on the next line; for a text, {QUOTES})"
    ),
    "a: > 5": f"S023 1:4+1 text cannot follow '>' on its line (begin the text on the next line, or {QUOTES})",
    "a: | foo": f"S023 1:4+1 text cannot follow '|' on its line (begin the text on the next line, or {QUOTES})",
    "{ label: ?, x: 1 }": f"S022 1:10+1 a text cannot begin with '?' unless quoted ({QUOTES})",
    "a: ? b": f"S022 1:4+1 a text cannot begin with '?' unless quoted ({QUOTES})",
    # quotes
    'a: "Foo" bar': f"S019 1:10+1 the text goes on after its closing quote ({OTHER_QUOTES})",
    '{ a: "x" == y, b: c }': f"S019 1:10+1 the text goes on after its closing quote ({OTHER_QUOTES})",
    "a: 'tis\nb: c": (
        "S019 1:4+1 the quote ' is not closed (close it; a text that begins with an apostrophe stands in double quotes)"
    ),
    'a: "foo\nb: c': 'S019 1:4+1 the quote " is not closed (close it)',
    'a: "foo\nb: "c"': 'S019 1:4+1 the quote " is not closed on its line (close it)',
    r'a: "C:\dir"': (
        r"S019 1:7+1 a backslash in double quotes begins a special character "
        r"(in double quotes a backslash is written \\; or use single quotes)"
    ),
    # keys
    "a: b\na: c": "S011 2:1+1 key 'a' is typed twice (it stands in line 1 already; remove one of them)",
    "{ a: b, a: c }": "S011 1:9+1 key 'a' is typed twice (it stands in column 3 already; remove one of them)",
    "a:\n  <<: b": (
        "S010 2:3+2 merge keys (<<) are not used in specs (use a mixin (uses:) for what record types share)"
    ),
    "[a]: b": (
        "S013 1:1+1 a key is a text, not a list or a mapping (text with braces or brackets needs quotes around it)"
    ),
    "{ : x }": "S013 1:3+1 a key is empty (write the key before the colon)",
    '"": x': "S013 1:2+0 a key is empty (write the key before the colon)",
    "[a, , b]": "S013 1:5+1 nothing stands before this comma (remove it, or write what belongs there)",
    "a:": "S014 1:1+1 'a' has no value (write the value, or remove the line)",
    "a:\n-\n- b": "S014 2:2+1 an item of this list is empty (write it or remove it)",
    "a: b\nlabel:Foo\nc: d": "S024 2:1+6 a space is missing after 'label:' (write 'label: …')",
    "{label:Foo, b: c}": "S024 1:2+9 a space is missing after 'label:' (write 'label: …')",
    "a: b\nlabel\nc: d": "S024 2:1+5 this line has no 'key: value' (a colon and a space stand after the key)",
    "a\nb: c": "S024 1:1+1 this line has no 'key: value' (a colon and a space stand after the key)",
    # indentation and brackets
    "a: b\n  c: d": (
        "S020 2:3+1 this line is indented more than the one above, which has a value already "
        "(put it under the key that it belongs to)"
    ),
    "a:\n    b: c\n  d: e": (
        "S020 3:3+1 this line does not line up with the lines above "
        "(begin it in the column of the keys that it belongs to)"
    ),
    "a: { b: c\nd: e": "S021 1:4+1 '{' is not closed (write '}' where it ends)",
    "a: [b, c\nd: e": "S021 1:4+1 '[' is not closed (write ']' where it ends)",
    "a: [": "S021 1:4+1 '[' is not closed (write ']' where it ends)",
    "a: [{ b: c,\n": "S021 1:5+1 '{' is not closed (write '}' where it ends)",
    "a: { b:": "S021 1:4+1 '{' is not closed (write '}' where it ends)",
    "a: { b: c }}": "S021 1:12+1 '}' closes nothing (remove it, or open it before)",
    "a: { b: c ]": "S021 1:11+1 '{' is closed by ']' (close the brackets in the order in which they were opened)",
    # characters
    "a:\n\tb: c": "S005 2:1+1 a tab stands here (use spaces, two for each level)",
    "a:\n\u00a0\u00a0b: c": (
        "S005 2:1+1 this line begins with spaces of another kind (copied from a document?) (type plain spaces instead)"
    ),
    "a: b\0": "S002 1:5+1 the character U+0000 (a control character) cannot be seen and is not allowed (delete it)",
    "a: b\u202ec": (
        "S002 1:5+1 the character U+202E (right-to-left override) cannot be seen and is not allowed (delete it)"
    ),
    r'a: "b\0"': (
        "S002 1:5+3 the character U+0000 (a control character) cannot be seen and is not allowed (delete it)"
    ),
    # documents
    "a: b\n---\nc: d": (
        "S007 2:1+3 a second document begins here; a spec file has one (remove the line ---, or make a file for each)"
    ),
    "[" * 60 + "]" * 60: "S004 1:51+1 more than 50 levels of nesting (give the parts names of their own)",
}


def read(text: str) -> list[str]:
    decoded, problems = decode(text.encode(), "specs/x.yaml")
    if not problems:
        problems = compose(decoded, "specs/x.yaml")[1]
    return [told(problem) for problem in problems]


@pytest.mark.parametrize(("text", "words"), TRAPS.items(), ids=TRAPS)
def test_a_trap_is_told_once_and_in_words_of_its_own(text: str, words: str) -> None:
    assert read(text) == [words]


def test_pyyaml_without_its_c_part_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "Parser", yaml.SafeLoader)
    different = {text: found for text, words in TRAPS.items() if (found := read(text)) != [words]}
    assert different == {}


def test_what_is_no_trap_is_told_in_the_words_of_the_parser() -> None:
    assert read("%FOO\n---\na: b") == [
        "S006 1:5+1 this is not YAML as specs use it (YAML says: found unknown directive name)"
    ]


def test_a_file_in_another_encoding_is_refused_at_its_first_strange_byte() -> None:
    problems = decode("a: b\nc: é".encode("latin-1"), "specs/x.yaml")[1]
    assert [told(problem) for problem in problems] == [
        "S001 2:4+1 this file is not UTF-8 text (save it with the encoding UTF-8)"
    ]


def test_a_file_of_more_than_one_megabyte_is_refused_unread() -> None:
    problems = decode(b"a" * 2_000_000, "specs/x.yaml")[1]
    assert [told(problem) for problem in problems] == [
        "S003 1:1+1 this file has 2.0 MB; a spec has 1 MB at most (describe one thing per file)"
    ]


def test_a_file_of_more_values_than_any_spec_has_is_refused() -> None:
    assert read("[" + "a," * 60_000 + "]")[0].endswith(
        "more than 50,000 values in one file (describe one thing per file)"
    )


def test_several_problems_of_one_file_are_told_in_one_run() -> None:
    assert [words[:4] for words in read("a: b\na: c\nd: Room #5\ne:\nf: { g: h, i }\nj: @k")] == [
        *("S011", "S016", "S014", "S012", "S023")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "label: Support  # what people read",
        "a: b  # see [1] and {2}",
        "label: C# and F#",
        "hint: Why? Because.",
        "{ label: How many?, type: integer }",
        "hint: it's here",
        "rows: not done",
        'show: severity in ["high", "critical"]',
        "number: ORD-{year}-{seq:5}",
        "hint: |\n  Two lines,\n  # and no comment",
        "[a, b,]",
        "---\na: b",
        "a: b\r\nc: d\r\n",
        "\ufeffa: b",
    ],
)
def test_what_looks_like_a_trap_and_is_none(text: str) -> None:
    assert read(text) == []
