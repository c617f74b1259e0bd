"""Our Flask makes of a request and of an answer what Flask itself makes, with less work."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, redirect
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder

from runtime.web.flask_app import PortalFlask, PortalResponse

HOSTS = [
    *("harbour.example", "harbour.example:80", "harbour.example:8443", "HARBOUR.example", "127.0.0.1:8777", "[::1]:80"),
    *("xn--hfen-loa.example", "häfen.example", "other.example", "harbour.example.", "", "a b", "harbour.example:99999"),
    f"{'a' * 70}.example",
]
ROOTS = ["", "/", "/office", "/front/office"]
PATHS = ["", "/", "/berths/1", "//berths", "/a//b", "/\xc3\xa4", "/\xff"]
QUERIES = ["", "q=1&_page=2", "q=\xc3\xa4", "q=\xff"]
KEPT = ("server_name", "script_name", "subdomain", "url_scheme", "path_info", "default_method", "query_args")


def environ(**changed: str) -> dict[str, Any]:
    return EnvironBuilder("/", "http://harbour.example/").get_environ() | changed


def reached(app: Flask, given: dict[str, Any]) -> object:
    """What the app makes of the request: its parts as they match, or why it is refused."""
    request = app.request_class(dict(given))
    try:
        adapter = app.create_url_adapter(request)
    except HTTPException as error:
        return type(error)
    assert adapter is not None
    parts = {name: getattr(adapter, name) for name in KEPT}
    return request.host, request.trusted_hosts, parts | {"path_info": adapter.path_info.lstrip("/")}


@pytest.mark.parametrize("trusted", [None, ["harbour.example", ".xn--hfen-loa.example"]])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_requests_are_matched_as_by_flask(trusted: list[str] | None, scheme: str) -> None:
    ours, flasks = PortalFlask("ours"), Flask("flasks")
    for app in (ours, flasks):
        app.config["TRUSTED_HOSTS"] = trusted
    wholes = [
        *(environ(HTTP_HOST=host) for host in HOSTS),
        *(environ(SCRIPT_NAME=root, PATH_INFO=path) for root in ROOTS for path in PATHS),
        *(environ(QUERY_STRING=query, REQUEST_METHOD="POST") for query in QUERIES),
        environ(HTTP_CONNECTION="upgrade", HTTP_UPGRADE="websocket"),
    ]
    for _ in range(2):  # what was found once is kept
        for whole in wholes:
            whole["wsgi.url_scheme"] = scheme
            assert reached(ours, whole) == reached(flasks, whole), whole


def test_what_one_app_trusts_another_does_not() -> None:
    ours, others = PortalFlask("ours"), PortalFlask("others")
    ours.config["TRUSTED_HOSTS"], others.config["TRUSTED_HOSTS"] = ["harbour.example"], ["office.example"]
    assert isinstance(reached(ours, environ()), tuple)
    assert isinstance(reached(others, environ()), type)


def answers(made: type[Response]) -> Iterator[Response]:
    yield made("a berth", headers={"X-Berth": "1", "Set-Cookie": "a=b"})
    yield made("ä")
    yield made(iter(["a ", "berth"]))
    yield made(["a ", "berth"])
    yield made("a berth", 404)
    yield made("", 204)
    yield made(status=304, headers={"ETag": '"1"'})
    yield made("moved", 200, headers={"Location": "/ä", "Content-Location": "/ö"})


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_answers_are_sent_as_by_flask(method: str) -> None:
    def sent(answer: Response) -> tuple[bytes, str, list[tuple[str, str]]]:
        parts, status, headers = answer.get_wsgi_response(environ(REQUEST_METHOD=method))
        return b"".join(parts), status, headers

    assert [*map(sent, answers(PortalResponse))] == [*map(sent, answers(Response))]


def test_what_is_to_be_done_when_an_answer_is_sent_is_done() -> None:
    done: list[bool] = []
    app = PortalFlask("ours")

    @app.route("/")
    def berth() -> Response:
        answer = app.make_response("a berth")
        answer.call_on_close(lambda: done.append(True))
        return answer

    app.add_url_rule("/old", "old", lambda: redirect("/"))
    client = app.test_client()
    client.get("/").close()
    assert done == [True]
    assert client.get("/old").location == "/"
