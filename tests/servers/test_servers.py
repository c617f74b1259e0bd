"""Each server really runs."""

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.servers.postgres import Postgres
from tests.servers.smtp import Mailbox


def test_a_database_takes_rows(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE berth (name VARCHAR(20))"))
        connection.execute(text("INSERT INTO berth VALUES (:name)"), {"name": "Pier 4 – Süd"})
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM berth")) == "Pier 4 – Süd"
    engine.dispose()


def test_a_fresh_database_is_empty_and_its_own(postgres_server: Postgres) -> None:
    with postgres_server.database() as first, postgres_server.database() as second:
        assert make_url(first).database != make_url(second).database
        engine = create_engine(second)
        with engine.connect() as connection:
            tables = connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        engine.dispose()
        assert tables == 0


def test_postgresql_refuses_a_wrong_password(postgres_url: str) -> None:
    engine = create_engine(make_url(postgres_url).set(password="guess"))
    with pytest.raises(OperationalError, match="password authentication failed"):
        engine.connect()


def test_chromium_runs_scripts(page: Page) -> None:
    page.set_content("<h1>before</h1><script>document.querySelector('h1').textContent = 'after'</script>")
    assert page.locator("h1").inner_text() == "after"


def test_the_mailbox_keeps_a_message(mailbox: Mailbox) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "desk@example.com", "ann@example.com", "Grüße"
    message.set_content("Welcome aboard.")
    address = urlsplit(mailbox.url)
    with smtplib.SMTP(address.hostname or "", address.port or 0) as client:
        client.send_message(message)
    [delivery] = mailbox.deliveries
    assert delivery.recipients == ("ann@example.com",)
    assert delivery.message["Subject"] == "Grüße"
    assert delivery.message.get_content().strip() == "Welcome aboard."
