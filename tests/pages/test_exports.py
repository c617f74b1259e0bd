"""Lists of any length as files: sent while they are read, noted before they leave, whole or noticeably not."""

import csv
import http.client
import io
import re
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from runtime import tables
from runtime.touches.touch import counted
from runtime.web import export
from runtime.web.ahead import PIECE, made_ahead
from runtime.web.export_lines import lines_of
from tests.pages.conftest import Courier
from tests.pages.visitor import Visitor
from tests.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 7)


def noted(courier: Courier) -> list[int]:
    """How many rows each touch of an export has, in order."""
    touch = tables.touch.c
    wanted = select(touch.rows, touch.record_id).where(touch.act == "export").order_by(touch.id)
    with courier.engines.read.connect() as connection:
        return [counted(rows) if rows else int(alone is not None) for rows, alone in connection.execute(wanted)]


def test_a_long_list_is_the_same_file(ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    short = ada.get("/consignments.csv?_sort=number")
    assert short.content_length == len(short.data)
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 7)
    long = ada.get("/consignments.csv?_sort=number")
    assert long.content_length is None
    assert long.data == short.data
    assert len(list(csv.reader(io.StringIO(long.text)))) > 60


@pytest.mark.usefixtures("few_at_once")
def test_rows_are_noted_before_they_leave(courier: Courier, ada: Visitor) -> None:
    before = len(noted(courier))
    answer = ada.get("/consignments.csv", buffered=False)
    assert noted(courier)[before:][:2] == [7, 7]  # those read to see whether it is long; others follow beside
    lines = answer.data.decode("utf-8-sig").splitlines()
    found = noted(courier)[before:]
    assert sum(found) == len(lines) - 1
    assert set(found[:-1]) == {7}


def test_an_empty_list_is_noted_too(courier: Courier, ada: Visitor) -> None:
    before = len(noted(courier))
    answer = ada.get("/consignments.csv?q=nothinghasthis")
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "Number,Subject,Service,State,Boxes,Declared value,Ready date"
    ]
    assert noted(courier)[before:] == [0]


@pytest.mark.usefixtures("few_at_once")
def test_what_fails_with_the_first_rows_is_a_page(ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.touches.log.TouchLog.now", _fail)
    answer = ada.get("/consignments.csv")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")


@pytest.mark.usefixtures("few_at_once")
def test_what_fails_later_ends_the_answer_with_an_error(
    courier: Courier, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ada.get("/consignments.csv", buffered=False)
    monkeypatch.setattr("runtime.touches.log.TouchLog.now", _fail)
    with pytest.raises(RuntimeError, match="the log is gone"):
        _ = answer.data


def test_old_clients_get_the_length(ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ada.get("/consignments.csv").data
    monkeypatch.setattr("runtime.scope.reader.WHOLE_AT_ONCE", 7)
    answer = ada.get("/consignments.csv", environ_overrides={"SERVER_PROTOCOL": "HTTP/1.0"})
    assert (answer.content_length, answer.data) == (len(whole), whole)


def test_an_excel_file_has_a_limit(courier: Courier, ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ada.get("/consignments.xlsx")
    assert answer.content_length == len(answer.data)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    before = len(noted(courier))
    monkeypatch.setattr(export, "MOST_XLSX", len(rows) - 1)
    assert ada.get("/consignments.xlsx").status_code == 200
    monkeypatch.setattr(export, "MOST_XLSX", len(rows) - 2)
    refused = ada.get("/consignments.xlsx")
    assert refused.status_code == 400
    assert re.search("An Excel file has at most 100,000 rows, and this list has more.", refused.text)
    assert len(noted(courier)) == before + 1  # what was refused was shown to nobody


@given(st.data(), st.integers(1, 4), st.integers(0, 6))
def test_lines_are_read_as_they_were_written(data: st.DataObject, width: int, height: int) -> None:
    texts = st.text(alphabet="ab ,;\"'\r\n\u2028ü", max_size=4)
    columns = [data.draw(st.lists(texts, min_size=height, max_size=height)) for _ in range(width)]
    read = list(csv.reader(io.StringIO(lines_of(columns), newline="")))
    assert read == [list(row) for row in zip(*columns, strict=True)]


def test_a_slow_client_holds_nothing_but_the_file() -> None:
    over = threading.Event()

    def parts() -> Generator[bytes, None, None]:
        try:
            for _ in range(50):
                yield b"x" * PIECE
        finally:
            over.set()

    sent = made_ahead(parts())
    first = next(sent)
    assert over.wait(10), "all is made while the client has only the first piece"
    assert first + b"".join(sent) == b"x" * PIECE * 50


def test_who_leaves_ends_the_making() -> None:
    made, ended = [], threading.Event()

    def parts() -> Generator[bytes, None, None]:
        try:
            while True:
                made.append(1)
                yield b"x"
                time.sleep(0.001)
        finally:
            ended.set()

    sent = made_ahead(parts())
    next(sent)
    sent.close()
    assert ended.wait(10)
    assert made


def test_a_real_server_ends_a_failed_answer_without_its_last_chunk() -> None:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "tests.pages.failing:answer"], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        connection = _connected(port)
        connection.request("GET", "/")
        with pytest.raises(http.client.IncompleteRead):
            connection.getresponse().read()
    finally:
        server.terminate()
        server.wait(20)


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return connection
    raise AssertionError("no server")


def _fail(*_given: object, **_named: object) -> None:
    raise RuntimeError("the log is gone")
