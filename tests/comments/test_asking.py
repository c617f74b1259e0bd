"""Questions about a record, asked from its page: the form that it leads to knows what it is about."""

from __future__ import annotations

from tests.comments.spoke import Spoke

WORDS = ">Ask about this</a>"


def test_a_question_is_asked_from_the_page_that_it_is_about(spoke: Spoke) -> None:
    repair = spoke.bring("Asked about")
    path = f"/questions/new?repair={repair}"
    page = spoke["ada"].get(f"/repairs/{repair}").text
    assert f'href="{spoke["ada"].visitor.root}{path}"{WORDS}' in page
    assert f'<option value="{repair}" selected>' in spoke["ada"].get(path).text
    form = spoke["ada"].form(path, "/questions/new")
    assert spoke["ada"].send("/questions/new", form, repair=str(repair), text="When is it ready?").status == 303
    [row] = spoke.rows("question", repair_id=repair)
    assert row["text"] == "When is it ready?"


def test_it_is_offered_where_the_spec_says_so_to_those_who_may_ask(spoke: Spoke) -> None:
    """To the insurer it does not say so; in the workshop apprentices may ask, and nobody else."""
    repair = spoke.bring("Not asked about", insurer=True, state="taken")
    assert WORDS in spoke["lee"].get(f"/repairs/{repair}").text
    for who in ("mo", "tia", "iris"):
        assert WORDS not in spoke[who].get(f"/repairs/{repair}").text


def test_what_somebody_does_not_see_is_no_context(spoke: Spoke) -> None:
    repair = spoke.bring("SECRET-BICYCLE")
    answer = spoke["bo"].get(f"/questions/new?repair={repair}")
    assert "SECRET-BICYCLE" not in answer.text
    assert f'value="{repair}"' not in answer.text
