"""What surrounds pages and what forms show, where a site has its own way with them; and what is kept for each root."""

from typing import Any, cast
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, flash
from markupsafe import Markup, escape

from runtime.web.forms import RecordForm
from runtime.web.portal import ROOTS
from runtime.web.roles import RoleView
from runtime.web.shell import Frame, Shell


def test_a_message_may_be_markup() -> None:
    app = Flask("harbour")
    app.secret_key = "of the harbour alone"
    fill: dict[str, Any] = dict.fromkeys(Shell._fields, "")
    with app.test_request_context():
        for message in (Markup("<b>Moored.</b>"), "<i>", "<i>"):
            flash(message, "done")
        assert [*map(escape, Shell(**fill).done)] == ["<b>Moored.</b>", "&lt;i&gt;"]


def test_a_shell_begins_with_what_all_pages_have_in_common() -> None:
    """It is given in this order."""
    assert Shell._fields[: len(Frame._fields)] == Frame._fields
    assert [*Shell.__annotations__.values()][: len(Frame._fields)] == [*Frame.__annotations__.values()]


def test_a_form_that_says_itself_what_it_asks_shows_that() -> None:
    class Asked:
        def __init__(self, *, shown: bool) -> None:
            self.shown = shown

    seen, unseen = Asked(shown=True), Asked(shown=False)

    class Own(RecordForm):
        @property
        def questions(self) -> list[Any]:
            return [seen, unseen]

    form = Own((), wording={}, locale=Locale("en"), zone=ZoneInfo("UTC"), currency="EUR", kept_files={})
    assert cast(list[Any], form.shown) == [seen]


def test_what_is_kept_for_a_root_is_made_once_and_not_for_all_roots_that_there_were() -> None:
    role, made = RoleView({}, {}, frozenset(), (), ()), list[str]()

    def ask(root: str) -> str:
        def make(_key: str) -> str:
            made.append(root)
            return root

        return role.once_at(root, "printer", "", make)

    for place in range(ROOTS + 4):
        assert [ask(f"/{place}") for _ in range(2)] == [f"/{place}"] * 2
    assert len(made) == ROOTS + 4
    assert ask(f"/{ROOTS}") == f"/{ROOTS}" and len(made) == ROOTS + 4
    assert ask("/0") == "/0" and len(made) == ROOTS + 5
