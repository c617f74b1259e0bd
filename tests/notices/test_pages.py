"""Notices in the portal: the list, what was read, which mails people get, and the address at which they end."""

from __future__ import annotations

import re

from tests.notices.harbour import Harbour
from tests.notices.test_telling import ANN, JO


def unread(harbour: Harbour, name: str) -> int:
    found = re.search(r">Notices(?: \((\d+)\))?<", harbour.visitor(name).get(f"{harbour.visitor(name).root}/").text)
    assert found is not None
    return int(found[1] or 0)


def page(harbour: Harbour, name: str, path: str = "/my-notices") -> str:
    visitor = harbour.visitor(name)
    answer = visitor.get(f"{visitor.root}{path}")
    assert answer.status == 200, answer.status
    return answer.text


def test_notices_are_listed_and_counted_until_they_are_read(harbour: Harbour) -> None:
    before = unread(harbour, "mia")
    stay = harbour.ask("Ibis & co <b>")
    harbour.settle(stay)
    assert unread(harbour, "mia") == before + 1
    text = page(harbour, "mia")
    assert "Ibis &amp; co &lt;b&gt; would like to come to North pier" in text
    assert f'href="/office/stays/{stay}"' in text
    [notice] = harbour.notices("mia", stay)
    assert harbour.submit("mia", "/my-notices", {"read": str(notice["id"])}) == 303
    assert unread(harbour, "mia") == before
    assert harbour.submit("mia", "/my-notices", {"read": "all"}) == 303
    assert unread(harbour, "mia") == 0


def test_a_notice_is_judged_when_it_is_read(harbour: Harbour) -> None:
    """What was told is not shown once its record, or what it names, is not seen any more."""
    stay = harbour.enter("Jabiru", skipper="Bob")
    harbour.settle(stay)
    assert "We have your request" in page(harbour, "bob")
    harbour.edit(stay, skipper=str(harbour.find("skipper", name="Ann")["id"]))
    text = page(harbour, "bob")
    assert "Jabiru" not in text
    assert "about what you no longer see" in text


def test_nobody_marks_the_notices_of_others(harbour: Harbour) -> None:
    stay = harbour.ask("Kestrel")
    harbour.settle(stay)
    [notice] = harbour.notices("jo", stay)
    harbour.submit("mia", "/my-notices", {"read": str(notice["id"])})
    assert harbour.notices("jo", stay)[0]["read"] is None
    assert harbour.submit("mia", "/my-notices", {"mute": str(notice["id"])}) == 404


def test_mails_can_be_turned_off_and_what_must_be_sent_is_not_asked(harbour: Harbour) -> None:
    text = page(harbour, "bob", "/my-notices/choices")
    assert "Stay agreed" in text
    assert "What you asked for" not in text
    chosen = {"stay_agreed": "off", "stay_ends": "mail"}
    assert harbour.submit("bob", "/my-notices/choices", chosen) == 303
    stay = harbour.enter("Lapwing", skipper="Bob")
    harbour.do(stay, "agree", fee="50")
    harbour.settle(stay)
    assert [
        mail["subject"][:7]
        for mail in harbour.rows("portal_mail", to="bob@boats.example")
        if "Lapwing" in mail["subject"]
    ] == ["We have"]
    assert len(harbour.notices("bob", stay)) == 2
    assert harbour.submit("bob", "/my-notices/choices", {"stay_agreed": "never"}) == 400
    assert harbour.submit("bob", "/my-notices/choices", {"stay_agreed": "mail"}) == 303


def test_of_a_muted_record_nothing_is_told_but_what_must_be(harbour: Harbour) -> None:
    stay = harbour.ask("Merlin")
    harbour.settle(stay)
    [notice] = harbour.notices("jo", stay)
    assert harbour.submit("jo", "/my-notices", {"mute": str(notice["id"])}) == 303
    harbour.do(stay, "agree", fee="300")
    harbour.settle(stay)
    assert harbour.mails(JO, "Merlin") == []
    assert len(harbour.notices("jo", stay)) == 1
    assert len(harbour.mails("mia@harbour.example", "Merlin")) == 1
    again = re.search(rf'name="again" value="(\w+/{stay})"', page(harbour, "jo", "/my-notices/choices"))
    assert again is not None
    assert harbour.submit("jo", "/my-notices/choices", {"again": again[1]}) == 303
    harbour.do(stay, "leave")
    harbour.settle(stay)
    assert len(harbour.mails(JO, "Merlin")) == 1


def test_a_mail_has_an_address_that_ends_mails_of_its_kind_without_logging_in(harbour: Harbour) -> None:
    stay = harbour.ask("Nene")
    harbour.do(stay, "agree", fee="80")
    harbour.settle(stay)
    [mail] = harbour.mails(ANN, "Come in, Nene")
    path = mail["unsubscribe"].removeprefix(harbour.place.url)
    assert path in mail["body"]
    stranger = harbour.stranger()
    assert stranger.get(path).status == 200
    assert harbour.rows("portal_notice_choice", account_id=harbour.account_id("ann")) == []
    assert stranger.get(path[:-1] + ("0" if path[-1] != "0" else "1")).status == 404
    assert stranger.get(path.replace("stay_agreed", "stay_ends")).status == 404
    answer = stranger.post(path, [("List-Unsubscribe", "One-Click")])
    assert answer.status == 200
    [choice] = harbour.rows("portal_notice_choice", account_id=harbour.account_id("ann"))
    assert (choice["mail"], choice["choice"]) == ("stay_agreed", "off")
    assert harbour.submit("ann", "/my-notices/choices", {"stay_agreed": "mail"}) == 303
