"""`portal` as people meet it: help, explanations, and one clear line for whatever stops it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.__main__ import VERBS
from tests.generation.conftest import TOOLSHED, change
from tests.sites.place import Place, make_place


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"))
    place.build()
    return place


@pytest.fixture
def busy(built: Place) -> Iterator[None]:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", built.port))
        listener.listen()
        yield


def stopped(place: Place, *words: str, **environment: str) -> str:
    """The one line with which the command stops, exit 1."""
    done = place.portal(*words, **environment)
    assert done.returncode == 1, done.stderr
    assert done.stdout == "" and done.stderr.count("\n") == 1 and done.stderr.startswith("portal: "), done.stderr
    return done.stderr


@pytest.mark.parametrize("verb", [*VERBS, "user invite"])
def test_every_verb_has_help_with_an_example(built: Place, verb: str) -> None:
    done = built.portal(*verb.split(), "--help")
    assert done.returncode == 0
    if verb != "user":
        assert "Example: portal" in done.stdout


def test_a_wrong_verb_or_option_is_a_usage_error(built: Place) -> None:
    assert built.portal("aply").returncode == 2
    assert built.portal("check", "--formt", "json").returncode == 2


def test_explain_tells_a_code_and_where_values_come_from(built: Place) -> None:
    assert "does not exist" in built.portal("explain", "S210").stdout
    told = built.portal("explain", "tool.condition").stdout
    assert "default" in told and "good" in told and "specs/records/tool.yaml" in told
    assert "there is no code S999" in stopped(built, "explain", "S999")
    assert "no record type 'toool'" in stopped(built, "explain", "toool.name")
    assert "has no field 'nme'" in stopped(built, "explain", "tool.nme")


def test_check_tells_problems_as_json(tmp_path: Path) -> None:
    place = make_place(TOOLSHED, tmp_path)
    change(place, "records/tool.yaml", "keeper == me", "kepper == me")
    done = place.portal("check", "--format", "json")
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)
    assert (problem["file"], problem["line"], problem["severity"]) == ("specs/records/tool.yaml", 12, "error")
    assert problem["hint"].startswith("did you mean 'keeper'?")


def test_check_tells_files_that_are_out_of_date_as_json(tmp_path: Path) -> None:
    place = make_place(TOOLSHED, tmp_path)
    nothing = place.portal("check", "--format", "json")
    assert nothing.returncode == 1
    assert {each["code"] for each in json.loads(nothing.stdout)} == {"S903"}
    place.build(demo=False)
    done = place.portal("check", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    model = place.out / "models" / "tool.py"
    model.write_text("")
    done = place.portal("check", "--format", "json")
    assert done.returncode == 1
    [problem] = json.loads(done.stdout)
    assert (problem["code"], problem["file"], problem["hint"]) == ("S903", str(model), "run: portal apply")
    assert problem["message"] == "this file is not what the specs say"


def test_invite_gives_a_link_and_refuses_strangers(built: Place) -> None:
    done = built.portal("user", "invite", "ada@shed.example", "--portal", "keeper")
    assert done.returncode == 0 and "/keep/welcome/" in done.stdout
    assert "nobody@shed.example" in stopped(built, "user", "invite", "nobody@shed.example", "--portal", "keeper")
    assert "There is no portal" in stopped(built, "user", "invite", "ada@shed.example", "--portal", "kitchen")


def test_a_port_in_use(built: Place, busy: None) -> None:
    assert f"cannot listen on 127.0.0.1:{built.port}" in stopped(built, "serve")


def test_a_weak_secret(built: Place, tmp_path: Path) -> None:
    weak = tmp_path / "secret"
    weak.write_bytes(b"short")
    weak.chmod(0o600)
    assert "secret" in stopped(built, "serve", PORTAL_SECRET_FILE=str(weak))


@pytest.mark.parametrize("verb", ["apply", "demo", "serve", "user invite someone@example.com --portal staff"])
def test_a_database_that_cannot_be_reached(built: Place, verb: str) -> None:
    url = "postgresql://nobody:secret@127.0.0.1:9/none"
    told = stopped(built, *verb.split(), DATABASE_URL=url)
    assert "cannot be reached" in told and "secret" not in told


def test_a_database_that_is_out_of_date(built: Place, tmp_path: Path) -> None:
    assert "run: portal apply" in stopped(built, "serve", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.db'}")


def test_nothing_applied_yet(tmp_path: Path) -> None:
    place = make_place(TOOLSHED, tmp_path)
    assert "run: portal apply" in stopped(place, "serve")
    assert "nothing was generated" in stopped(place, "check")


def test_specs_that_are_not_there(tmp_path: Path) -> None:
    assert "there is no folder" in stopped(Place(tmp_path, 1), "check")
