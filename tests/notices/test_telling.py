"""Notices of what happened: who is told, what, once, and nothing that they may not see."""

from __future__ import annotations

import re

from tests.notices.harbour import Harbour

ANN, BOB, MIA, JO, KIM = (
    "ann@boats.example",
    "bob@boats.example",
    "mia@harbour.example",
    "jo@harbour.example",
    "kim@harbour.example",
)


def test_who_sent_it_in_gets_a_mail_with_what_they_see(harbour: Harbour) -> None:
    stay = harbour.ask("Albatross", wishes="A *quiet* berth, please", ends="2031-05-31")
    harbour.settle(stay)
    [mail] = harbour.mails(ANN, "Albatross")
    number = harbour.row(stay)["number"]
    assert mail["subject"] == f"We have your request {number}: Albatross"
    assert mail["body"].startswith(
        f"Dear Ann,\n\nyour wish for Albatross at North pier has come in. It is Asked for by now.\n\n"
        f"A *quiet* berth, please\n\nLook at it here: {harbour.place.url}/quay/stays/{stay}\n\n-- \n"
    )
    assert "<em>quiet</em>" in mail["html"]
    assert f'href="{harbour.place.url}/quay/stays/{stay}"' in mail["html"]
    assert mail["unsubscribe"] is None


def test_whoever_is_told_in_the_portal_only_gets_no_mail(harbour: Harbour) -> None:
    stay = harbour.ask("Bittern")
    harbour.settle(stay)
    assert len(harbour.notices("jo", stay)) == len(harbour.notices("mia", stay)) == 1
    assert harbour.mails(JO, "Bittern") == harbour.mails(MIA, "Bittern") == []


def test_who_does_not_see_the_record_is_told_nothing(harbour: Harbour) -> None:
    stay = harbour.enter("Cormorant", skipper="Bob")
    harbour.do(stay, "agree", fee="250")
    harbour.settle(stay)
    assert harbour.mails(KIM, "Cormorant") == []
    assert harbour.notices("kim", stay) == []
    assert len(harbour.mails(JO, "Cormorant")) == 1
    assert harbour.mails(ANN, "Cormorant") == []


def test_conditions_choose_when_and_who(harbour: Harbour) -> None:
    cheap = harbour.ask("Dipper")
    harbour.do(cheap, "agree", fee="90")
    harbour.settle(cheap)
    assert harbour.mails(JO, "Dipper") == []
    assert len(harbour.mails(ANN, "Come in, Dipper")) == 1


def test_a_job_that_runs_again_tells_nobody_twice(harbour: Harbour) -> None:
    stay = harbour.ask("Eider", agent="agent@line.example")
    harbour.settle(stay)
    [job] = harbour.jobs("notice", f"stay/{stay}/")
    harbour.run_again(job)
    harbour.settle(stay)
    assert len(harbour.mails(ANN, "Eider")) == len(harbour.mails("agent@line.example", "Eider")) == 1
    assert len(harbour.notices("jo", stay)) == 1


def test_an_address_is_told_what_came_in_with_it_as_it_was(harbour: Harbour) -> None:
    stay = harbour.ask("Fulmar", agent="agent@line.example", wishes="Shore power", ends="2031-06-30")
    harbour.settle(stay)
    [mail] = harbour.mails("agent@line.example", "Fulmar")
    assert mail["subject"] == f"Fulmar was entered under {harbour.row(stay)['number']}"
    assert "until 30 Jun 2031:\n\nShore power" in mail["body"]
    assert "http" not in mail["body"]
    by_staff = harbour.enter("Gannet", agent="agent@line.example")
    harbour.settle(by_staff)
    assert harbour.mails("agent@line.example", "Gannet") == []


def test_what_is_mailed_stands_in_the_log(harbour: Harbour) -> None:
    stay = harbour.ask("Heron")
    harbour.settle(stay)
    [touch] = [
        row
        for row in harbour.rows("portal_touch", act="mail", account_id=harbour.account_id("ann"))
        if row["record_id"] == stay
    ]
    sight = harbour.find("portal_sight", id=touch["sight_id"])
    assert (sight["record"], touch["revision"], sight["way"]) == ("stay", 1, "mail")
    assert set(re.findall(r'"(\w+)"', sight["fields"])) == {"number", "boat", "state", "wishes", "pier"}
