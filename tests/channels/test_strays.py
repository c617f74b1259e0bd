"""Names that a request has and its page does not: told by their names, with everything else kept; nothing is saved."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.businesses.browsing import Upload, multipart
from tests.channels.callers import FORM, HIDDEN, ROOT, Answer, Board, Caller

NOTES = f"{ROOT}/notes"
Pairs = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def nothing_changes(board: Board) -> Iterator[None]:
    before = board.rows()
    yield
    assert board.rows() == before


def sent(caller: Caller, path: str, pairs: Pairs, at: str = "") -> Answer:
    """As the form at `path` is sent, to `at` if that is another address."""
    hidden = HIDDEN.findall(caller.get(path).text)
    return caller.send("POST", at or path, urlencode([*hidden, *pairs]).encode(), FORM)


def sent_in_parts(caller: Caller, pairs: Pairs, files: list[tuple[str, Upload]]) -> Answer:
    kind, body = multipart([*HIDDEN.findall(caller.get(f"{NOTES}/new").text), *pairs], files)
    return caller.send("POST", f"{NOTES}/new", body, {"Content-Type": kind})


STRAYS = {
    "unknown": ([("colour", "red")], "This form has no question “colour”. Nothing was saved."),
    "forbidden": ([("secret", "x")], "This form has no question “secret”. Nothing was saved."),
    "what the portal fills in": ([("club", "1")], "This form has no question “club”. Nothing was saved."),
    "a column": ([("club_id", "1")], "This form has no question “club_id”. Nothing was saved."),
    "a system column": ([("id", "1")], "This form has no question “id”. Nothing was saved."),
    "empty": ([("colour", "")], "This form has no question “colour”. Nothing was saved."),
    "a part of no date": ([("title-day", "1")], "This form has no question “title-day”. Nothing was saved."),
    "an unknown part": ([("picked-hour", "1")], "This form has no question “picked-hour”. Nothing was saved."),
    "an own name": ([("_colour", "1")], "This form has no question “_colour”. Nothing was saved."),
    "a path": ([("author.name", "x")], "This form has no question “author.name”. Nothing was saved."),
    "two": ([("a", "1"), ("b", "1")], "This form has no question “a” or “b”. Nothing was saved."),
    "many": ([(f"a{n}", "1") for n in range(9)], "no question “a0”, “a1”, “a2” and 6 more. Nothing was saved."),
    "long": ([("a" * 5000, "1")], f"This form has no question “{'a' * 40}”. Nothing was saved."),
    "twice": ([("seats", "1"), ("seats", "2")], "Answer “seats” only once. Nothing was saved."),
    "twice the same": ([("seats", "1"), ("seats", "1")], "Answer “seats” only once. Nothing was saved."),
    "a link twice": ([("author", "1"), ("author", "2")], "Answer “author” only once. Nothing was saved."),
    "two tokens": ([("csrf_token", "x")], "Answer “csrf_token” only once. Nothing was saved."),
    "text for a file": ([("papers", "notes.txt")], "The answer to “papers” is of another kind"),
}


@pytest.mark.parametrize(("pairs", "words"), STRAYS.values(), ids=STRAYS)
def test_a_form_names_what_it_does_not_have(pairs: Pairs, words: str, board: Board, ada: Caller) -> None:
    for path in (f"{NOTES}/new", f"{NOTES}/{board.note('Boat house key')}/edit"):
        answer = sent(ada, path, [("title", "Kept title"), ("body", "Kept body"), *pairs])
        assert answer.status == 422, (path, answer.text)
        assert words in answer.text
        assert 'value="Kept title"' in answer.text
        assert "Kept body" in answer.text


def test_what_was_entered_at_a_question_that_is_gone_can_be_copied(board: Board, ada: Caller) -> None:
    """A form is open in a browser while the field is renamed or retired."""
    for path in (f"{NOTES}/new", f"{NOTES}/{board.note('Boat house key')}/edit"):
        answer = sent(ada, path, [("title", "Kept title"), ("summary", "Two oars <missing>"), ("empty", " ")])
        assert answer.status == 422
        assert "You entered at “summary”: Two oars &lt;missing&gt;" in answer.text
        assert "You entered at “empty”" not in answer.text


def test_the_names_of_another_form(board: Board, ada: Caller) -> None:
    for path, name in ((f"{NOTES}/new", "revision"), (f"{NOTES}/{board.note('Boat house key')}/edit", "form_token")):
        assert f"This form has no question “{name}”." in sent(ada, path, [("title", "A title"), (name, "1")]).text


def test_other_faults_are_told_in_the_same_answer(ada: Caller) -> None:
    answer = sent(ada, f"{NOTES}/new", [("title", ""), ("seats", "51"), ("colour", "red")])
    assert answer.status == 422
    for words in ("no question “colour”", "Enter a title", "Enter seats as 50 or less"):
        assert words in answer.text


def test_a_form_shown_anew_names_them_too(board: Board, ada: Caller) -> None:
    for path in (f"{NOTES}/new", f"{NOTES}/{board.note('Boat house key')}/edit"):
        answer = sent(ada, path, [("title", "Kept title"), ("colour", "red"), ("_refresh", "1")])
        assert answer.status == 422
        assert "This form has no question “colour”" in answer.text
        assert 'value="Kept title"' in answer.text
        assert sent(ada, path, [("title", "Kept title"), ("colour", "red"), ("_choose", "author")]).status == 400


def test_a_form_takes_no_parameters_in_its_address(board: Board, ada: Caller) -> None:
    for path in (f"{NOTES}/new", f"{NOTES}/{board.note('Boat house key')}/edit"):
        answer = sent(ada, path, [("title", "A title")], at=f"{path}?title=Another")
        assert answer.status == 400
        assert "This page knows no parameter “title”." in answer.text


@pytest.mark.parametrize(
    "query", ["title=a&title=b", "title-day=1", "form_token=x", "revision=1", "csrf_token=x", "q=x"]
)
def test_addresses_of_forms(query: str, board: Board, ada: Caller) -> None:
    for path in (f"{NOTES}/new", f"{NOTES}/{board.note('Boat house key')}/edit"):
        assert ada.get(f"{path}?{query}").status == 400, path
        assert ada.get(f"{path}?_choose=author&{query}").status == (200 if query == "q=x" else 400), path


def test_files_in_the_place_of_text_and_under_unknown_names(ada: Caller) -> None:
    text = sent_in_parts(ada, [("title", "A title")], [("body", Upload("a.txt", b"a"))])
    unknown = sent_in_parts(ada, [("title", "A title")], [("colour", Upload("a.txt", b"a"))])
    assert (text.status, unknown.status) == (422, 422)
    assert "The answer to “body” is of another kind than the form asks for. Nothing was saved." in text.text
    assert "This form has no question “colour”" in unknown.text


def test_a_file_to_remove_that_is_not_there(board: Board, ada: Caller) -> None:
    path = f"{NOTES}/{board.note('Boat house key')}/edit"
    answer = sent(ada, path, [("title", "Kept title"), ("papers-remove", "12345")])
    assert answer.status == 422
    assert "A file that you chose to remove is not here any more." in answer.text


def test_the_question_before_deleting(board: Board, ada: Caller) -> None:
    path = f"{NOTES}/{board.note('Boat house key')}/delete"
    answer = sent(ada, path, [("colour", "red")])
    assert answer.status == 422
    assert "This form has no question “colour”." in answer.text
    assert sent(ada, path, [], at=f"{path}?colour=red").status == 400
    assert ada.get(f"{path}?colour=red").status == 400


@pytest.mark.parametrize("path", ["/login", "/forgot"])
@pytest.mark.parametrize("pairs", [[("colour", "red")], [("email", "b@b.example")]])
def test_forms_of_signing_in(path: str, pairs: Pairs, board: Board) -> None:
    """More names, or one of them twice; no password is looked at."""
    stranger = Caller(board.place.port)
    answer = sent(stranger, f"{ROOT}{path}", [("email", "a@a.example"), *pairs])
    assert answer.status == 400


def test_pages_that_take_no_parameters(board: Board, ada: Caller) -> None:
    note = board.note("Boat house key")
    for path in (f"{ROOT}/", f"{NOTES}/{note}", f"{NOTES}/{note}/received", f"{NOTES}/deleted"):
        assert ada.get(path).status == 200, path
        answer = ada.get(f"{path}?colour=red")
        assert answer.status == 400, path
        assert "This page knows no parameter “colour”." in answer.text
    assert ada.get(f"{ROOT}/search?q=a&q=b").status == 400
    assert ada.get(f"{NOTES}/filter?colour=red").status == 400


@pytest.mark.parametrize("query", ["_page=2", "_size=10", "_after=x"])
def test_a_download_is_the_whole_list(query: str, ada: Caller) -> None:
    for form in ("csv", "xlsx"):
        answer = ada.get(f"{NOTES}.{form}?{query}")
        assert answer.status == 400
        assert "A download has the whole list" in answer.text


def test_a_missing_record_answers_alike_whatever_is_asked_of_it(board: Board, ada: Caller) -> None:
    missing = ada.get(f"{NOTES}/2").whole
    for record in (2, board.note("Sail loft key")):
        for act in ("", "/edit", "/delete", "/received", "/files/1/x"):
            assert ada.get(f"{NOTES}/{record}{act}?colour=red").whole == missing
