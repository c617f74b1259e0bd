"""What the portals refuse to start with: settings, the secret, the database. Each in one line."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from runtime.engine import open_engines
from runtime.security.secret import derive, site_secret
from runtime.settings import Settings, StartError, read_settings
from runtime.site import make_application
from tests.security.conftest import Harbour
from tests.security.harbour import SITE


def refusal(settings: Settings, folder: Path) -> str:
    with pytest.raises(StartError) as raised:
        make_application(settings, SITE, folder)
    assert "\n" not in raised.value.words
    return raised.value.words


def test_defaults(tmp_path: Path) -> None:
    settings = read_settings({}, var=tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/portal.db"
    assert settings.base_url == "http://127.0.0.1:8080"
    assert not settings.secure
    assert settings.mail_url is None


def test_the_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nPORTAL_BODY_MEGABYTES=5\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "9002")
    settings = read_settings()
    assert settings.port == 9002
    assert settings.body_limit == 5 * 1024 * 1024


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty'; it must be a whole number from 1 to 65535."),
        ({"PORT": "0"}, "PORT is '0'; it must be a whole number from 1 to 65535."),
        (
            {"PORTAL_BASE_URL": "http://portal.example.com"},
            "PORTAL_BASE_URL is 'http://portal.example.com'; plain http is allowed on this machine only, use https.",
        ),
        (
            {"PORTAL_BASE_URL": "portal.example.com"},
            "PORTAL_BASE_URL is 'portal.example.com'; it must look like https://portal.example.com, without a path.",
        ),
        (
            {"PORTAL_MAIL_URL": "mail.example.com"},
            "PORTAL_MAIL_URL must look like smtp://user:password@mail.example.com:587?tls=starttls.",
        ),
    ],
)
def test_settings_are_refused_in_one_line(environment: Mapping[str, str], words: str) -> None:
    with pytest.raises(StartError) as raised:
        read_settings(environment)
    assert raised.value.words == words


def test_secrets_do_not_show_in_the_settings() -> None:
    known = {"DATABASE_URL": "postgresql://u:hush@db/x", "PORTAL_MAIL_URL": "smtp://u:hush@mail.example.com"}
    assert "hush" not in repr(read_settings(known))


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    secret = site_secret(path)
    assert len(secret) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert site_secret(path) == secret
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o644, 0o620, 0o666])
def test_a_secret_that_others_can_read_is_refused(settings: Settings, tmp_path: Path, mode: int) -> None:
    site_secret(settings.secret_file)
    settings.secret_file.chmod(mode)
    assert refusal(settings, tmp_path) == (
        f"The secret file {settings.secret_file} can be read by others (mode {mode:04o});"
        f" run: chmod 600 {settings.secret_file}"
    )


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        (b"", "holds 0 bytes; it needs 32 or more"),
        (bytes(range(31)), "holds 31 bytes; it needs 32 or more"),
        (b"\0" * 32, "holds a value that can be guessed"),
        (b"0123456701234567012345670123456701234567", "holds a value that can be guessed"),
        (b"changeme-changeme-0123456789-abcdefgh", "holds a value that can be guessed"),
        (b"my-secret-key-that-nobody-knows-0123456789", "holds a value that can be guessed"),
        (b"\2\1thisismyscretkey\1\2\\e\\y\\y\\h-0123456789", "holds a value that can be guessed"),
    ],
)
def test_a_weak_secret_is_refused(settings: Settings, tmp_path: Path, secret: bytes, words: str) -> None:
    settings.secret_file.parent.mkdir()
    settings.secret_file.write_bytes(secret)
    settings.secret_file.chmod(0o600)
    assert words in refusal(settings, tmp_path)


def test_random_secrets_pass(tmp_path: Path) -> None:
    for number in range(300):
        path = tmp_path / str(number)
        path.write_bytes(os.urandom(32) if number % 2 else os.urandom(32).hex().encode())
        path.chmod(0o600)
        assert len(site_secret(path)) >= 32


def test_each_purpose_has_a_key_of_its_own() -> None:
    secret = os.urandom(32)
    keys = {derive(secret, purpose) for purpose in ("sailors:session", "office:session", "sailors:jwt", "limits")}
    assert len(keys) == 4


def test_portals_have_keys_of_their_own(calm: Harbour) -> None:
    apps = calm.application.mounts
    keys = {apps[at].config[name] for at in apps for name in ("SECRET_KEY", "JWT_SECRET_KEY")}
    assert len(keys) == 2 * len(apps)


def test_a_database_without_tables(settings: Settings, tmp_path: Path) -> None:
    settings.var.mkdir()
    words = refusal(settings, tmp_path)
    assert words == "The database does not have the tables of this site as it is now; run: portal apply"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://u:hush@127.0.0.1:9/none", "cannot be reached"),
        ("sqlite:////nowhere/at/all.db", "cannot be reached"),
        ("mysterydb://x", "DATABASE_URL cannot be used"),
        ("::", "DATABASE_URL cannot be used"),
    ],
)
def test_a_database_that_does_not_answer(tmp_path: Path, url: str, words: str) -> None:
    said = refusal(read_settings({"DATABASE_URL": url}, var=tmp_path / "var"), tmp_path)
    assert words in said
    assert "hush" not in said


def test_an_empty_column_is_seen_at_start(harbour: Harbour, tmp_path: Path) -> None:
    with open_engines(harbour.settings.database_url).made_by("operator").write.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE harbour_berth DROP COLUMN name")
    assert "portal apply" in refusal(harbour.settings, tmp_path)
