"""The page "Who can see this?": for those with the permission who see the record themselves, and without values."""

import re

import pytest

from tests.explaining.conftest import Ferry

ANNA = "?portal=cabin&email=anna%40sea.example"


def page(ferry: Ferry, number: str = "P-1") -> str:
    return f"/office/passages/{ferry.passages[number]}/access"


def words_of(html: str) -> str:
    """What people read, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_page_of_a_record_leads_there(calm: Ferry) -> None:
    clerk = calm.visitor("office", "kim@ferry.example")
    detail = clerk.get(page(calm).removesuffix("/access")).text
    assert f'<a class="btn btn-plain" href="{page(calm)}">Who can see this?</a>' in detail
    asked = clerk.get(page(calm))
    assert asked.status_code == 200
    assert "<title>Who can see this? P-1 - Ferry Office</title>" in asked.text
    assert asked.text.count('type="radio"') == 2


def test_the_answer(calm: Ferry) -> None:
    answer = calm.visitor("office", "kim@ferry.example").get(page(calm) + ANNA)
    assert answer.status_code == 200
    text = words_of(answer.text)
    at = "specs/records/ferry_passage.yaml"
    for words in (
        "Anna Lund in Ferry Cabin",
        "“You” and “your” stand for Anna Lund.",
        f"This record Yes Among their rows while passenger is you {at}:30",
        "Delete it No Not deletable: it is not allowed here",
        f"Create a passage Yes Can create one, entering wish {at}:31",
        f"Wish Yes Visible {at}:33 Yes Editable while state is Planned {at}:37",
        f"Report No Not visible; visible once state is Done, or once state is Under way {at}:34, {at}:35",
        "Internal remarks No Not visible: it is not listed No Not editable: it is not listed",
    ):
        assert words in text, words


def test_no_value_of_the_record_is_on_it(calm: Ferry) -> None:
    text = calm.visitor("office", "kim@ferry.example").get(page(calm, "P-3") + ANNA).text
    assert "Not among their rows; among their rows once passenger is you" in text
    assert text.count("No field is visible or editable, because the record is not among their rows.") == 1
    assert "Internal remarks" not in text
    assert not re.findall(r"\b(A window|Rough sea|coffee|250)\b", text)


def test_each_answer_is_logged(ferry: Ferry) -> None:
    clerk = ferry.visitor("office", "kim@ferry.example")
    clerk.get(page(ferry))
    assert ferry.log() == []
    clerk.get(page(ferry) + ANNA)
    [line] = ferry.log()
    asked = f"ferry_passage/{ferry.passages['P-1']}"
    assert (line.act, line.account_id, line.portal, line.email, line.reason) == (
        "explain", ferry.account("office", "kim@ferry.example"), "cabin", "anna@sea.example", asked,
    )  # fmt: skip


def test_who_has_not_the_permission_finds_nothing(calm: Ferry) -> None:
    porter = calm.visitor("office", "pat@ferry.example")
    detail = page(calm, "P-3").removesuffix("/access")
    assert porter.get(detail).status_code == 200
    assert "Who can see this?" not in porter.get(detail).text
    missing = porter.get("/office/passages/1")
    for query in ("", ANNA, "?colour=red"):
        answer = porter.get(page(calm, "P-3") + query)
        assert (answer.status_code, answer.data) == (404, missing.data)
    passenger = calm.visitor("cabin", "anna@sea.example")
    assert passenger.get(f"/cabin/passages/{calm.passages['P-1']}/access").status_code == 404


def test_who_does_not_see_the_record_finds_nothing(calm: Ferry) -> None:
    clerk = calm.visitor("office", "kim@ferry.example")
    for address, record_id in (("passages", 1), ("clerks", 1), ("passengers", calm.people["bo@sea.example"])):
        missing = clerk.get(f"/office/{address}/2")
        answer = clerk.get(f"/office/{address}/{record_id}/access{ANNA}")
        assert (answer.status_code, answer.data) == (404, missing.data)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?portal=cabin&email=", "Enter an email address, such as name@example.com"),
        ("?email=anna%40sea.example", "Choose a portal"),
        ("?portal=cabin&email=anna%40sea.example%00", "Enter an email address, such as name@example.com"),
        ("?portal=cabin&email=zoe%40sea.example", "Ferry Cabin knows nobody with the address zoe@sea.example."),
        ("?portal=office&email=anna%40sea.example", "Ferry Office knows nobody with the address anna@sea.example."),
    ],
)
def test_what_cannot_be_answered(calm: Ferry, query: str, words: str) -> None:
    answer = calm.master().get(page(calm) + query)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert "<title>Error: Who can see this?" in answer.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?colour=red", "This page knows no parameter “colour”."),
        ("?portal=harbour&email=a%40b", "There is no portal called “harbour”."),
    ],
)
def test_what_cannot_be_asked(calm: Ferry, query: str, words: str) -> None:
    answer = calm.master().get(page(calm) + query)
    assert answer.status_code == 400
    assert words in answer.text


def test_who_was_not_invited_yet_is_explained_all_the_same(calm: Ferry) -> None:
    answer = calm.master().get(page(calm) + "?portal=cabin&email=cy%40sea.example")
    assert answer.status_code == 200
    assert "Cy Vik in Ferry Cabin" in answer.text
