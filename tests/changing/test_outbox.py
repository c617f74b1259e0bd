"""What waits and what failed, and the mails, as those see them who may change the site; nobody else does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from runtime import tables
from runtime.jobs import GiveUpError, Job, Kind, TryAgainError, run_due
from runtime.jobs import store as store_job
from runtime.mail import Mail, send_stored, store
from runtime.settings import read_settings
from tests.changing.conftest import words_of
from tests.explaining.conftest import Ferry, make_ferry

PAGE = "/office/change/jobs"
ANNA = "anna@sea.example"


@pytest.fixture(scope="module")
def moored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ferry]:
    yield from make_ferry(tmp_path_factory.mktemp("moored"))


@pytest.fixture
def idle(moored: Ferry) -> Ferry:
    for table in (tables.job, tables.mail, tables.oversight):
        moored.change(table.delete())
    return moored


def fail(_arguments: Mapping[str, Any]) -> None:
    raise GiveUpError("Nobody <b>is</b> there.")


def fail_for_now(_arguments: Mapping[str, Any]) -> None:
    raise TryAgainError("The line is dead.")


def write(ferry: Ferry, *mails: Mail) -> list[int]:
    """The ids of the mails."""
    with ferry.engines.write.begin() as connection:
        for mail in mails:
            store(connection, mail)
    return [row.id for row in ferry.read(tables.mail.select().order_by(tables.mail.c.id))]


def keep(ferry: Ferry, folder: Path) -> None:
    send_stored(ferry.engines, read_settings({}, var=folder))


def test_with_nothing_to_do_it_says_so(idle: Ferry) -> None:
    text = words_of(idle.master().get(PAGE).text)
    for words in ("Failed for good: 0", "Nothing failed for good.", "Nothing waits.", "There are no mails yet."):
        assert words in text
    assert f'href="{PAGE}"' in idle.master().get("/office/change").text


def test_what_failed_and_what_waits_in_words(idle: Ferry) -> None:
    write(idle, Mail(ANNA, "Your <i>trip</i>", "Text"), Mail("bo@sea.example", "Gone", "Text"))
    run_due(idle.engines, {"mail": Kind(fail_for_now)}, limit=1)
    run_due(idle.engines, {"mail": Kind(fail)}, limit=1)
    answer = idle.master().get(PAGE)
    text = words_of(answer.text)
    assert "Failed for good: 1" in text and "Waiting: 1" in text
    assert "Mail to bo@sea.example: Gone" in text and "1 try Nobody &lt;b&gt;is&lt;/b&gt; there. Try again" in text
    assert "Mail to anna@sea.example: Your &lt;i&gt;trip&lt;/i&gt; not before" in text and "The line is dead." in text
    assert "<b>is</b>" not in answer.text and "<i>trip</i>" not in answer.text


def test_one_is_tried_again_or_all_are(idle: Ferry) -> None:
    with idle.engines.write.begin() as connection:
        for key in "abc":
            store_job(connection, Job("extension", key, {"name": f"night_{key}"}))
    run_due(idle.engines, {"extension": Kind(fail)})
    first, *_others = idle.read(tables.job.select().order_by(tables.job.c.id))
    master = idle.master()
    assert "The site's own job night_a" in words_of(master.get(PAGE).text)
    assert master.submit(PAGE, {"job": str(first.id)}).location == PAGE
    assert [row.state for row in rows(idle)] == ["waiting", "dead", "dead"]
    assert master.submit(PAGE, {"job": "all"}).status_code == 303
    assert [(row.state, row.tries) for row in rows(idle)] == [("waiting", 0)] * 3
    assert [row.reason for row in idle.log()] == [
        f"has the failed job {first.id} tried again",
        "has all failed jobs tried again",
    ]
    for wrong in ("", "x", "-1"):
        assert master.submit(PAGE, {"job": wrong}, form="/office/logout").status_code == 404
    assert master.submit(PAGE, {"job": "all", "more": "x"}, form="/office/logout").status_code == 400


def rows(ferry: Ferry) -> list[Any]:
    return ferry.read(tables.job.select().order_by(tables.job.c.id))


def test_a_kept_mail_is_read_and_a_link_is_not(idle: Ferry, tmp_path: Path) -> None:
    links = "https://ferry.example/cabin/reset/"
    mails = [Mail(ANNA, "Your trip", "It <b>begins</b>."), Mail(ANNA, "A new password", f"{links}abc", secret=True)]
    opened, secret = write(idle, *mails)
    master = idle.master()
    assert master.get(f"/office/change/mails/{opened}").status_code == 404, "not kept yet"
    keep(idle, tmp_path)
    text = words_of(master.get(PAGE).text)
    assert "Your trip anna@sea.example" in text and "A new password anna@sea.example" in text
    assert "it holds a one-time link, for its reader only" in text
    answer = master.get(f"/office/change/mails/{opened}")
    assert "It &lt;b&gt;begins&lt;/b&gt;." in answer.text and "<b>begins" not in answer.text
    assert master.get(f"/office/change/mails/{secret}").status_code == 404
    assert f"mails/{secret}" not in master.get(PAGE).text
    assert [row.reason for row in idle.log()] == [f"reads the kept mail {opened} to {ANNA}"]


@pytest.mark.parametrize(
    ("portal", "email"), [("office", "kim@ferry.example"), ("office", "pat@ferry.example"), ("cabin", ANNA)]
)
def test_without_the_permission_it_is_not_there(idle: Ferry, tmp_path: Path, portal: str, email: str) -> None:
    [opened] = write(idle, Mail(ANNA, "Your trip", "Text"))
    keep(idle, tmp_path)
    visitor = idle.visitor(portal, email)
    for address in ("change/jobs", f"change/mails/{opened}"):
        assert visitor.get(f"/{portal}/{address}").status_code == 404
    answer = visitor.submit(f"/{portal}/change/jobs", {"job": "all"}, form=f"/{portal}/logout")
    assert answer.status_code == 404 and idle.log() == []


def test_nobody_has_it_in_a_view_or_without_a_token(idle: Ferry) -> None:
    master = idle.master()
    assert master.post(PAGE, {"job": "all"}).status_code in (303, 400) and idle.log() == []
    looking = master.look("office", "mia@ferry.example")
    assert looking.get(PAGE).status_code == 404 and looking.post(PAGE).status_code == 403
    assert idle.visitor().get(PAGE).status_code == 303
