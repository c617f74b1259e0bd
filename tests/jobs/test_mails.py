"""Mails by a real mail server: what is tried again, what is not, and what a mail is made of."""

from __future__ import annotations

import stat
import subprocess
from email import message_from_bytes, policy
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import update

from runtime import tables
from runtime.mail import Mail, adopt_unsent, send_stored, store
from runtime.mail.looking import list_latest, open_letter
from tests.jobs.conftest import Depot
from tests.servers.ports import LOOPBACK, free_port
from tests.servers.smtp import Mailbox, running

ANN = "ann@sea.example"


def write(depot: Depot, *mails: Mail) -> None:
    with depot.engines.write.begin() as connection:
        for mail in mails:
            store(connection, mail)


def send_again(depot: Depot, mail_url: str, **known: str) -> int:
    """As if what was put off had waited."""
    depot.change(update(tables.job).values(due=tables.job.c.created))
    return send_stored(depot.engines, depot.settings(mail_url, **known))


def test_text_and_html_are_two_forms_of_one_mail(depot: Depot, mailbox: Mailbox) -> None:
    write(depot, Mail(ANN, "Grüße", "Plain words", "<p>Words <b>in bold</b></p>"), Mail(ANN, "Only text", "Plain"))
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 2
    both, plain = (delivery.message for delivery in mailbox.deliveries)
    assert both["Subject"] == "Grüße" and both.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in both.iter_parts()] == ["text/plain", "text/html"]
    assert plain.get_content_type() == "text/plain" and plain.get_content().strip() == "Plain"
    assert both["Auto-Submitted"] == "auto-generated" and both["Date"] and both["Message-ID"] != plain["Message-ID"]


@pytest.mark.parametrize("answer", ["451 4.3.0 Come back later", "421 4.7.0 Too many of you"])
def test_a_refusal_for_now_is_tried_again_as_the_same_mail(depot: Depot, mailbox: Mailbox, answer: str) -> None:
    mailbox.refusals[ANN] = [answer]
    mailbox.faults[ANN] = ["452 4.3.1 No room"]
    write(depot, Mail(ANN, "Hello", "Text"))
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 0
    [row] = depot.rows()
    assert row.state == "waiting" and answer[:3] in row.error
    assert send_again(depot, mailbox.url) == 0
    assert "452 4.3.1 No room" in depot.rows()[0].error
    [named] = {row.message_id for row in depot.mails()}
    assert send_again(depot, mailbox.url, base_url="https://moved.example") == 1
    assert [delivery.message["Message-ID"] for delivery in mailbox.deliveries] == [named]
    assert depot.rows()[0].state == "done"


def test_a_refusal_for_good_is_put_aside_at_once(depot: Depot, mailbox: Mailbox) -> None:
    mailbox.refusals["gone@sea.example"] = ["550 5.1.1 No such person here"]
    mailbox.faults["picky@sea.example"] = ["554 5.6.0 I do not like it"]
    write(depot, *(Mail(f"{name}@sea.example", "Hello", "Text") for name in ("gone", "picky", "ann")))
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 1, "the others do not keep it waiting"
    assert [(row.state, row.tries, row.error) for row in depot.rows()] == [
        ("dead", 1, "The mail server refuses the recipient: 550 5.1.1 No such person here"),
        ("dead", 1, "The mail server refuses the mail: 554 5.6.0 I do not like it"),
        ("done", 1, None),
    ]


def test_who_sends_at_once_does_not_wait_for_a_hundred_failures(depot: Depot, mailbox: Mailbox) -> None:
    names = [f"p{number}@sea.example" for number in range(5)]
    mailbox.refusals.update({name: ["451 Later"] for name in names})
    write(depot, *(Mail(name, "Hello", "Text") for name in names))
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 0
    assert sorted(row.tries for row in depot.rows()) == [0, 0, 1, 1, 1]


def test_a_server_that_is_not_there_is_tried_again(depot: Depot, mailbox: Mailbox) -> None:
    write(depot, Mail(ANN, "Hello", "Text"))
    assert send_stored(depot.engines, depot.settings(f"smtp://{LOOPBACK}:{free_port()}")) == 0
    assert depot.rows()[0].error == "The mail server cannot be reached, or broke off: ConnectionRefusedError."
    assert send_again(depot, mailbox.url.replace("tls=no", "tls=starttls")) == 0
    assert "not what PORTAL_MAIL_URL asks of it: STARTTLS" in depot.rows()[0].error
    assert send_again(depot, mailbox.url) == 1


def test_a_password_that_is_wrong_waits_for_the_operator(depot: Depot, mailbox: Mailbox) -> None:
    write(depot, Mail(ANN, "Hello", "Text"))
    asked = mailbox.url.replace("smtp://", "smtp://user:secret@")
    assert send_stored(depot.engines, depot.settings(asked)) == 0
    [row] = depot.rows()
    assert row.state == "waiting" and "secret" not in row.error


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of this machine, by nobody whom others trust; with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    made = ["-keyout", str(folder / "key"), "-out", str(folder / "own"), "-days", "2", "-nodes"]
    names = ["-subj", "/CN=mail", "-addext", f"subjectAltName=IP:{LOOPBACK}"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", *made, *names], check=True, capture_output=True)
    both = folder / "both"
    both.write_bytes((folder / "own").read_bytes() + (folder / "key").read_bytes())
    return both


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_server_is_believed_by_its_certificate_only(
    depot: Depot, certificate: Path, tls: Literal["starttls", "tls"], monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(tls, certificate) as mailbox:
        write(depot, Mail(ANN, "Hello", "Text"))
        assert send_stored(depot.engines, depot.settings(mailbox.url)) == 0
        assert depot.rows()[0].error.endswith("broke off: SSLCertVerificationError.") and not mailbox.deliveries
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert send_again(depot, mailbox.url) == 1
        assert mailbox.deliveries[0].recipients == (ANN,)


@pytest.mark.parametrize(
    "subject",
    [
        "Hello\r\nBcc: all@sea.example",
        "Hello\nBcc:\u2028all@sea.example",
        "a\x00\x0bb\x85c",
        "=?utf-8?q?=0ABcc=3A_all=40sea.example?=",
    ],
)
def test_line_breaks_make_no_header(depot: Depot, mailbox: Mailbox, subject: str) -> None:
    write(depot, Mail(ANN, subject, "Text\r\n.\r\nRCPT TO:<all@sea.example>\r\n"))
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 1
    [delivery] = mailbox.deliveries
    assert delivery.recipients == (ANN,) and delivery.message["Bcc"] is None
    assert delivery.message["Subject"].isprintable()


@pytest.mark.parametrize(
    "address",
    [
        "a@sea.example\r\nBcc: b@sea.example",
        "a@sea.example, b@sea.example",
        "<a@sea.example>",
        "Ann a@sea.example",
        "ann",
        "=?utf-8?q?=0ABcc=3Ab=40sea.example?=@sea.example",
    ],
)
def test_a_mail_goes_to_one_address(depot: Depot, address: str) -> None:
    with pytest.raises(ValueError, match="one address"):
        write(depot, Mail(address, "Hello", "Text"))


@pytest.mark.parametrize("address", ["zoë@sea.example", "a..b@sea.example"])
def test_an_address_that_no_mail_can_have_is_put_aside_at_once(depot: Depot, mailbox: Mailbox, address: str) -> None:
    write(depot, Mail(address, "Hello", "Text"))
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 0
    [row] = depot.rows()
    assert (row.state, row.tries) == ("dead", 1)
    assert row.error == f"“{address}” is no address that a mail can be sent to."


def test_a_mail_of_before_there_were_jobs_gets_one(depot: Depot, mailbox: Mailbox) -> None:
    write(depot, Mail(ANN, "Old", "Text"), Mail(ANN, "Sent", "Text"))
    depot.change(tables.job.delete())
    depot.change(update(tables.mail).where(tables.mail.c.subject == "Sent").values(sent=tables.mail.c.created))
    for _ in range(2):
        with depot.engines.write.begin() as connection:
            adopt_unsent(connection)
    assert send_stored(depot.engines, depot.settings(mailbox.url)) == 1
    assert [delivery.message["Subject"] for delivery in mailbox.deliveries] == ["Old"]


def test_a_mail_without_a_server_is_kept_and_can_be_read_unless_it_holds_a_link(depot: Depot) -> None:
    write(depot, Mail(ANN, "Open", "Words"), Mail(ANN, "A link", "https://x.example/reset/abc", secret=True))
    settings = depot.settings()
    assert send_stored(depot.engines, settings) == 2
    opened, secret = depot.mails()
    assert (opened.kept, opened.body, secret.kept, secret.body) == (True, "Words", True, "")
    with depot.engines.read.connect() as connection:
        assert [each.is_open for each in list_latest(connection, 10)] == [False, True]
        found = open_letter(connection, opened.id)
        assert found is not None and found.body == "Words"
        assert open_letter(connection, secret.id) is None and open_letter(connection, 1) is None
    for row in (opened, secret):
        path = settings.var / "mail" / f"{row.id}.eml"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert message_from_bytes(path.read_bytes(), policy=policy.default)["Message-ID"] == row.message_id


def test_a_mail_that_was_sent_cannot_be_read_here(depot: Depot, mailbox: Mailbox) -> None:
    """Its reader may see what others may not."""
    write(depot, Mail(ANN, "Hello", "Text"))
    send_stored(depot.engines, depot.settings(mailbox.url))
    with depot.engines.read.connect() as connection:
        assert open_letter(connection, depot.mails()[0].id) is None
