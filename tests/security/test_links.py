"""One-time links: invitations, new passwords and the claim of a new site; their mails; and what they do not tell."""

import re
import stat
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from runtime import mail, tables
from runtime.mail import Mail
from runtime.security import accounts
from runtime.security.accounts import AccountError
from runtime.security.letters import claim, invite
from runtime.security.links import Purpose, find_link, use_link
from runtime.settings import read_settings
from tests.security.conftest import HASHED, Harbour, Visitor, add, make_harbour, set_person
from tests.security.harbour import SITE, HarbourClerk, HarbourSailor
from tests.servers.smtp import Mailbox

FRESH = "another good one here"
ADDRESS = re.compile(r"http://127\.0\.0\.1:8080(/\S+)")


def new_sailor(harbour: Harbour, email: str = "new@sea.example", **values: object) -> int:
    row = {"first_name": "Nia", "last_name": "New", "email": email, "active": True, **values}
    with harbour.engines.write.begin() as connection:
        return add(connection, HarbourSailor, row)


def invited(harbour: Harbour, email: str = "new@sea.example") -> str:
    """The path of the link."""
    found = ADDRESS.fullmatch(invite(harbour.engines, SITE, harbour.settings, email, "sailors"))
    assert found
    return found[1]


def kept_mails(harbour: Harbour) -> list[str]:
    return [path.read_text() for path in sorted((harbour.settings.var / "mail").glob("*.eml"))]


def ask_for_reset(harbour: Harbour, email: str, visitor: Visitor | None = None) -> bytes:
    response = (visitor or harbour.visitor()).submit("/sailors/forgot", {"email": email})
    assert response.status_code == 200
    harbour.application.mounts["/sailors"].extensions["portal"].background.wait()
    return response.data


def reset_path(harbour: Harbour) -> str:
    found = ADDRESS.search(kept_mails(harbour)[-1].replace("=\n", "").replace("=3D", "="))
    assert found
    return found[1]


def test_an_invitation_makes_an_account_once(harbour: Harbour) -> None:
    new_sailor(harbour)
    path = invited(harbour)
    visitor = harbour.visitor()
    assert visitor.login("sailors", "new@sea.example", "").status_code == 422
    page = visitor.get(path)
    assert "Welcome to Sailors" in page.text
    assert visitor.get(path).status_code == 200, "reading the mail does not use the link"
    assert visitor.submit(path, {"password": FRESH}).headers["Location"] == "/sailors/login"
    assert "Your password is set" in visitor.get("/sailors/login").text
    assert visitor.login("sailors", "new@sea.example", FRESH).status_code == 303
    assert visitor.get(path).status_code == 404
    assert harbour.visitor().get(path).status_code == 404
    [text] = kept_mails(harbour)
    assert "within 72 hours" in text


def test_links_are_used_once_even_at_once(harbour: Harbour) -> None:
    new_sailor(harbour)
    path = invited(harbour)
    one, other = harbour.visitor(), harbour.visitor()
    tokens = one.token(path), other.token(path)
    assert one.post(path, {"csrf_token": tokens[0], "password": FRESH}).status_code == 303
    assert other.post(path, {"csrf_token": tokens[1], "password": "the thief's own choice"}).status_code == 404
    assert one.login("sailors", "new@sea.example", FRESH).status_code == 303


def test_of_two_who_hold_a_link_one_uses_it(harbour: Harbour) -> None:
    new_sailor(harbour)
    token = invited(harbour).rsplit("/", 1)[1]
    with harbour.engines.write.begin() as connection:
        link = find_link(connection, "sailors", token, (Purpose.INVITE,))
        assert link
        assert use_link(connection, link)
        assert not use_link(connection, link)


def test_a_bad_password_does_not_use_the_link_up(harbour: Harbour) -> None:
    new_sailor(harbour)
    path = invited(harbour)
    visitor = harbour.visitor()
    for password in ("short", "password1234", "new@sea.example1", ""):
        response = visitor.submit(path, {"password": password})
        assert response.status_code == 422
        assert "There is a problem" in response.text
        assert f'value="{password or "x"}"' not in response.text
    assert visitor.submit(path, {"password": FRESH}).status_code == 303


def test_links_end(harbour: Harbour) -> None:
    new_sailor(harbour)
    path = invited(harbour)
    [row] = harbour.read(tables.link.select())
    assert timedelta(hours=71) < row.expires - datetime.now(UTC) <= timedelta(hours=72)
    assert path.rsplit("/", 1)[1] not in str(row)
    harbour.change(update(tables.link).values(expires=datetime.now(UTC)))
    assert harbour.visitor().get(path).status_code == 404


def test_a_newer_invitation_voids_the_older(harbour: Harbour) -> None:
    new_sailor(harbour)
    older, newer = invited(harbour), invited(harbour)
    assert harbour.visitor().get(older).status_code == 404
    assert harbour.visitor().get(newer).status_code == 200
    assert len(harbour.read(tables.account.select().where(tables.account.c.email == "new@sea.example"))) == 1


def test_a_link_is_good_for_its_purpose_and_portal_only(harbour: Harbour) -> None:
    new_sailor(harbour)
    token = invited(harbour).rsplit("/", 1)[1]
    visitor = harbour.visitor()
    for path in (f"/sailors/reset/{token}", f"/sailors/claim/{token}", f"/office/welcome/{token}"):
        assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    ("email", "portal", "words"),
    [
        (
            "nobody@sea.example",
            "sailors",
            "There is no Sailor with the address nobody@sea.example who may use Sailors.",
        ),
        ("idle@sea.example", "sailors", "There is no Sailor with the address idle@sea.example who may use Sailors."),
        (
            "two@sea.example",
            "sailors",
            "Several records of Sailor have the address two@sea.example; give each its own.",
        ),
        ("ann@sea.example", "pirates", "There is no portal pirates; there are sailors, office."),
        ("gone@sea.example", "sailors", "The account of gone@sea.example in Sailors was deactivated."),
    ],
)
def test_who_cannot_be_invited(harbour: Harbour, email: str, portal: str, words: str) -> None:
    new_sailor(harbour, "idle@sea.example", active=False)
    new_sailor(harbour, "two@sea.example")
    new_sailor(harbour, "Two@sea.example")
    new_sailor(harbour, "gone@sea.example")
    invited(harbour, "gone@sea.example")
    with harbour.engines.write.begin() as connection:
        accounts.deactivate(connection, harbour.account("gone@sea.example"))
    with pytest.raises(AccountError) as raised:
        invite(harbour.engines, SITE, harbour.settings, email, portal)
    assert raised.value.words == words


def test_inviting_again_takes_over_a_new_address(harbour: Harbour) -> None:
    set_person(harbour, HarbourSailor, "ann@sea.example", email="ann@lake.example")
    path = invited(harbour, "ann@lake.example")
    visitor = harbour.visitor()
    visitor.submit(path, {"password": FRESH})
    assert visitor.login("sailors", "ann@lake.example", FRESH).status_code == 303


def test_an_address_that_somebody_still_signs_in_with_is_not_given_away(harbour: Harbour) -> None:
    set_person(harbour, HarbourSailor, "ann@sea.example", email="ann@lake.example")
    new_sailor(harbour, "ann@sea.example")
    with pytest.raises(AccountError, match="Ann Lee signs in to Sailors with the address"):
        invite(harbour.engines, SITE, harbour.settings, "ann@sea.example", "sailors")
    invited(harbour, "ann@lake.example")
    invited(harbour, "ann@sea.example")


def test_a_forgotten_password(harbour: Harbour) -> None:
    inside = harbour.visitor()
    inside.login("sailors", "ann@sea.example")
    ask_for_reset(harbour, " Ann@sea.example")
    path = reset_path(harbour)
    assert path.startswith("/sailors/reset/")
    [row] = harbour.read(tables.link.select())
    assert timedelta(minutes=29) < row.expires - datetime.now(UTC) <= timedelta(minutes=30)
    visitor = harbour.visitor()
    assert visitor.submit(path, {"password": FRESH}).status_code == 303
    assert not inside.is_inside("sailors"), "a new password ends all sessions"
    assert visitor.login("sailors", "ann@sea.example").status_code == 422
    assert visitor.login("sailors", "ann@sea.example", FRESH).status_code == 303
    assert visitor.get(path).status_code == 404


def test_asking_tells_nothing_about_who_has_an_account(harbour: Harbour) -> None:
    set_person(harbour, HarbourSailor, "ben@sea.example", active=False)
    answers = {ask_for_reset(harbour, f"{name}@sea.example") for name in ("ann", "nobody", "ben")}
    assert len(answers) == 1
    assert len(kept_mails(harbour)) == 2, "an account that may not log in at the moment can still get a password"


def test_the_answer_does_not_wait_for_what_depends_on_the_account(harbour: Harbour) -> None:
    background = harbour.application.mounts["/sailors"].extensions["portal"].background
    background.do(lambda: __import__("time").sleep(0.5))
    harbour.visitor().submit("/sailors/forgot", {"email": "ann@sea.example"})
    assert kept_mails(harbour) == []
    background.wait()
    assert len(kept_mails(harbour)) == 1


def test_asking_again_and_again_is_limited(harbour: Harbour) -> None:
    for number in range(4):
        visitor = harbour.visitor(f"198.51.100.{number}")
        response = visitor.submit("/sailors/forgot", {"email": "ann@sea.example"})
        assert response.status_code == (200 if number < 3 else 429)
    for number in range(20):
        harbour.visitor("203.0.113.9").submit("/sailors/forgot", {"email": f"a{number}@sea.example"})
    response = harbour.visitor("203.0.113.9").submit("/sailors/forgot", {"email": "b@sea.example"})
    assert response.status_code == 429


def test_guessing_links_is_limited(harbour: Harbour) -> None:
    visitor = harbour.visitor("198.51.100.3")
    answers = [visitor.get(f"/sailors/reset/{number}").status_code for number in range(40)]
    assert answers == [404] * 30 + [429] * 10


def test_the_host_of_the_request_is_not_in_the_link(harbour: Harbour) -> None:
    visitor = harbour.visitor()
    token = visitor.token("/sailors/forgot")
    given = {"csrf_token": token, "email": "ann@sea.example"}
    visitor.post(
        "/sailors/forgot", given, headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    )
    visitor.post("/sailors/forgot", given, headers={"Host": "evil.example"})
    ask_for_reset(harbour, "ann@sea.example")
    assert "evil" not in "".join(kept_mails(harbour))


def test_mails_are_kept_for_their_reader_only(harbour: Harbour) -> None:
    ask_for_reset(harbour, "ann@sea.example")
    folder = harbour.settings.var / "mail"
    [path] = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["To"] == "ann@sea.example"
    assert message["Subject"] == "A new password for Sailors"


def test_mails_go_by_smtp_after_the_commit(tmp_path: Path, mailbox: Mailbox) -> None:
    settings = read_settings({"PORTAL_MAIL_URL": f"{mailbox.url}&from=harbour@port.example"}, var=tmp_path / "var")
    harbour = next(make_harbour(settings, tmp_path))
    ask_for_reset(harbour, "ann@sea.example")
    [delivery] = mailbox.deliveries
    assert (delivery.sender, delivery.recipients) == ("harbour@port.example", ("ann@sea.example",))
    assert "/sailors/reset/" in delivery.message.get_content()
    [row] = harbour.read(tables.mail.select())
    assert row.sent is not None
    assert delivery.message["Message-ID"] == f"<{row.id}@127.0.0.1>"
    assert mail.send_stored(harbour.engines, settings) == 0, "once"
    assert not (settings.var / "mail").exists()


def test_a_mail_server_that_fails_is_tried_again(tmp_path: Path, mailbox: Mailbox) -> None:
    broken = read_settings({"PORTAL_MAIL_URL": "smtp://127.0.0.1:9"}, var=tmp_path / "var")
    harbour = next(make_harbour(broken, tmp_path))
    new_sailor(harbour)
    invited(harbour)
    [job] = harbour.read(tables.job.select())
    assert (job.state, job.tries) == ("waiting", 1) and "ConnectionRefusedError" in job.error
    works = read_settings({"PORTAL_MAIL_URL": mailbox.url}, var=tmp_path / "var")
    assert mail.send_stored(harbour.engines, works) == 0, "not yet"
    harbour.change(update(tables.job).values(due=tables.job.c.created))
    assert mail.send_stored(harbour.engines, works) == 1
    assert len(mailbox.deliveries) == 1


def test_a_link_is_kept_no_longer_than_it_takes_to_send_it(harbour: Harbour) -> None:
    ask_for_reset(harbour, "ann@sea.example")
    [row] = harbour.read(tables.mail.select())
    assert (row.secret, row.body) == (True, "") and "/sailors/reset/" in kept_mails(harbour)[0]


def test_a_rolled_back_transaction_sends_nothing(harbour: Harbour) -> None:
    with pytest.raises(RuntimeError), harbour.engines.write.begin() as connection:
        mail.store(connection, Mail("ann@sea.example", "Hello", "Text"))
        raise RuntimeError
    assert mail.send_stored(harbour.engines, harbour.settings) == 0


def empty(harbour: Harbour) -> None:
    for table in (tables.session, tables.link, tables.account, HarbourClerk.__table__):
        harbour.change(table.delete())


def claimed(harbour: Harbour) -> str:
    address = claim(harbour.engines, SITE, harbour.settings)
    assert address
    found = ADDRESS.fullmatch(address)
    assert found
    return found[1]


def test_the_first_of_the_staff_claims_the_site(harbour: Harbour) -> None:
    assert claim(harbour.engines, SITE, harbour.settings) is None, "somebody is there"
    empty(harbour)
    path = claimed(harbour)
    visitor = harbour.visitor()
    bad = visitor.submit(path, {"name": "", "email": "x", "role": "king", "password": "short"})
    assert bad.status_code == 422
    for words in ("Enter your name", "Enter your email address", "Choose your role", "at least 12 characters"):
        assert words in bad.text
    given = {"name": "Eva Stern", "email": "eva@port.example", "role": "master", "password": FRESH}
    assert visitor.submit(path, given).headers["Location"] == "/office/login"
    assert visitor.login("office", "eva@port.example", FRESH).status_code == 303
    assert "Eva Stern" in visitor.get("/office/logout").text
    assert visitor.get("/office/clerks/").status_code == 200
    assert visitor.get(path).status_code == 404
    assert claim(harbour.engines, SITE, harbour.settings) is None


def test_a_record_that_is_there_is_claimed_not_doubled(harbour: Harbour) -> None:
    empty(harbour)
    harbour.change(insert(HarbourClerk).values(name="Eva", email="eva@port.example", role="clerk"))
    given = {"name": "Eva", "email": "eva@port.example", "role": "master", "password": FRESH}
    assert harbour.visitor().submit(claimed(harbour), given).status_code == 303
    assert [row.role for row in harbour.read(select(HarbourClerk.role))] == ["clerk"]


def test_an_account_can_be_made_with_a_password(harbour: Harbour) -> None:
    person = new_sailor(harbour)
    with harbour.engines.write.begin() as connection:
        accounts.create_account(connection, SITE, "sailors", person, FRESH)
    assert harbour.visitor().login("sailors", "new@sea.example", FRESH).status_code == 303
    assert HASHED
