"""Options, ticks and attributes are escaped, whatever stands in them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from runtime.web.controls import attributes, element, escaped, markup_of, options, options_by_id, void
from runtime.web.forms.choices import ticks

TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))
IDS = st.integers(1, 20)
HOSTILE = {"a&b": "<i>A</i>", '"': "x' onload='1"}


@given(st.lists(TEXTS))
def test_many_texts_are_escaped_as_each_of_them(texts: list[str]) -> None:
    assert escaped(texts) == [str(escape(text)) for text in texts]


@given(TEXTS)
def test_a_text_is_escaped_where_it_has_to_be(text: str) -> None:
    assert str(markup_of(text)) == str(escape(text))


def test_what_separates_them_stands_in_none() -> None:
    assert escaped(["a\0b", "", "c"]) == ["ab", "", "c"]


def test_options_and_ticks() -> None:
    assert options(HOSTILE, "a&b") == (
        '<option value="a&amp;b" selected>&lt;i&gt;A&lt;/i&gt;</option>'
        '<option value="&#34;">x&#39; onload=&#39;1</option>'
    )
    assert options({"1": "One", "2": "Two"}, ["1", "2"]).count(" selected") == 2
    assert 'id="n-2" name="n" value="&#34;" checked>' in ticks("radio", "n", HOSTILE, ['"'])
    assert options({}, "") == ticks("checkbox", "n", {}, []) == ""


@settings(deadline=None)
@given(st.dictionaries(IDS, TEXTS, max_size=9), IDS)
def test_options_by_id_are_written_as_others(titles: dict[int, str], other: int) -> None:
    named = {str(record_id): title for record_id, title in titles.items()}
    for chosen in (*titles, other, None):
        assert options_by_id(titles, chosen) == options(named, str(chosen))


def test_attributes() -> None:
    given_ones = {"id": "a", "hidden": True, "disabled": False, "title": "", "value": '"><b>'}
    assert attributes(given_ones) == ' id="a" hidden value="&#34;&gt;&lt;b&gt;"'


def test_elements() -> None:
    shape = attributes({"title": "<b>"})
    assert element("p", shape, markup_of("<i>")) == '<p title="&lt;b&gt;">&lt;i&gt;</p>'
    assert void("input", shape) == '<input title="&lt;b&gt;">'
