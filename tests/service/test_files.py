"""Files come and go with the change that they belong to: bytes without a row, or a row without bytes, never stay."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from runtime import tables
from runtime.files import FileStore
from runtime.service import Forbidden, Refused, Upload
from tests.service.conftest import PDF, PNG, Yard

Make = Callable[..., Upload]


def create(yard: Yard, values: dict[str, Any] | None = None, **uploads: tuple[Upload, ...]) -> int:
    entered = {"subject": f"With files {len(yard.everything()['yard_job'])}", **(values or {})}
    return yard.service.create(yard.people["ann"], "yard_job", entered, uploads=uploads).id


def edit(yard: Yard, record_id: int, *removed: int, **uploads: tuple[Upload, ...]) -> None:
    revision = yard.revision("yard_job", record_id)
    ann = yard.people["ann"]
    yard.service.edit(ann, "yard_job", record_id, {}, revision=revision, uploads=uploads, removed_files=removed)


def ids_of(yard: Yard, record_id: int) -> dict[str, int]:
    return {row["name"]: row["id"] for row in yard.rows(tables.file, tables.file.c.record_id == record_id)}


def test_what_is_known_of_a_file(yard: Yard, upload: Make) -> None:
    record_id = create(yard, drawing=(upload("C:\\temp\\..\\Hull <1>\x00\u202e.pdf"),))
    (row,) = yard.rows(tables.file, tables.file.c.record_id == record_id)
    assert (row["record"], row["field"], row["name"]) == ("yard_job", "drawing", "Hull 1.pdf")
    assert (row["media_type"], row["size"], row["created_by"]) == ("application/pdf", len(PDF), 1)
    assert (yard.folder / row["stored"]).read_bytes() == PDF


def test_files_are_added_and_removed(yard: Yard, upload: Make) -> None:
    record_id = create(yard, photos=(upload("a.txt", b"a"), upload("b.txt", b"b")))
    stored = yard.stored(record_id)
    edit(yard, record_id, ids_of(yard, record_id)["a.txt"], photos=(upload("c.png", PNG),))
    assert sorted(yard.stored(record_id)) == ["b.txt", "c.png"]
    assert not (yard.folder / stored["a.txt"]).exists()
    assert yard.revision("yard_job", record_id) == 2
    (row,) = yard.rows(tables.history, tables.history.c.record_id == record_id, tables.history.c.action == "edit")
    assert json.loads(row["changes"]) == {"photos": [["a.txt", "b.txt"], ["b.txt", "c.png"]]}


def test_a_single_file_is_replaced(yard: Yard, upload: Make) -> None:
    record_id = create(yard, drawing=(upload("first.pdf"),))
    stored = yard.stored(record_id)
    edit(yard, record_id, drawing=(upload("second.pdf"),))
    assert list(yard.stored(record_id)) == ["second.pdf"]
    assert not (yard.folder / stored["first.pdf"]).exists()


def test_files_go_with_their_record_and_with_a_field_that_is_hidden(yard: Yard, upload: Make) -> None:
    record_id = create(yard, drawing=(upload(),), photos=(upload("a.txt", b"a"),))
    stored = yard.stored(record_id)
    yard.edit("yard_job", record_id, urgency="low", state="done")
    assert list(yard.stored(record_id)) == ["a.txt"]
    yard.delete("yard_job", record_id)
    assert not yard.stored(record_id)
    assert not any((yard.folder / each).exists() for each in stored.values())


@pytest.mark.usefixtures("unchanged")
class TestRefused:
    @pytest.mark.parametrize(
        ("name", "file", "content", "words"),
        [
            ("drawing", "hull.exe", b"MZ", "Upload drawing as pdf; “hull.exe” is not"),
            ("drawing", "hull.pdf.exe", b"MZ", "Upload drawing as pdf; “hull.pdf.exe” is not"),
            ("drawing", "hull", PDF, "Upload drawing as pdf; “hull” is not"),
            ("drawing", "hull.pdf", b"", "“hull.pdf” is empty; upload a file with something in it"),
            ("drawing", "HULL.PDF", PNG, "“HULL.PDF” is not what .pdf says; upload the file that was meant"),
            ("photos", "a.png", b"<script>", "“a.png” is not what .png says; upload the file that was meant"),
            ("photos", "a.txt", b"\x7fELF\x02", "“a.txt” is not what .txt says; upload the file that was meant"),
            ("photos", "a.txt", b"a" * 1001, "“a.txt” is larger than 1 KB; upload a smaller file"),
            ("photos", "a.html", b"<p>", "Upload photos as image/* or txt; “a.html” is not"),
        ],
    )
    def test_what_does_not_fit(
        self, yard: Yard, upload: Make, *, name: str, file: str, content: bytes, words: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            create(yard, **{name: (upload(file, content),)})
        assert refused.value.errors == {name: [words]}

    def test_all_that_is_wrong_is_said_and_what_fits_does_not_stay(self, yard: Yard, upload: Make) -> None:
        with pytest.raises(Refused) as refused:
            create(yard, photos=(upload("a.txt", b"a"), upload("b.txt", b"")), drawing=(upload("c.txt", b"c"),))
        assert {name: len(words) for name, words in refused.value.errors.items()} == {"photos": 1, "drawing": 1}

    def test_two_files_where_one_is_asked_for(self, yard: Yard, upload: Make) -> None:
        with pytest.raises(Refused) as refused:
            create(yard, drawing=(upload(), upload()))
        assert refused.value.errors == {"drawing": ["Upload one file only as drawing"]}

    def test_a_record_that_is_refused(self, yard: Yard, upload: Make) -> None:
        with pytest.raises(Refused):
            create(yard, {"urgency": "high"}, drawing=(upload(),))

    def test_a_field_that_is_none_of_files(self, yard: Yard, upload: Make) -> None:
        with pytest.raises(Forbidden, match="subject"):
            create(yard, subject=(upload(),))

    def test_a_field_that_is_not_to_be_set(self, yard: Yard, upload: Make) -> None:
        with pytest.raises(Forbidden, match="drawing"):
            yard.service.create(
                yard.people["lou"],
                "yard_job",
                {"subject": "Lou's", "client": yard.ids["north"]},
                uploads={"drawing": (upload(),)},
            )


def test_a_file_of_another_record_is_not_removed(yard: Yard, upload: Make) -> None:
    mine, other = create(yard), create(yard, photos=(upload("a.txt", b"a"),))
    for removed in (*ids_of(yard, other).values(), 5, -1):
        with pytest.raises(Refused, match="is not here any more"):
            edit(yard, mine, removed)
    assert list(yard.stored(other)) == ["a.txt"]


def test_if_the_commit_fails_new_files_go_and_old_ones_stay(yard: Yard, upload: Make) -> None:
    record_id = create(yard, drawing=(upload("first.pdf"),))
    before = yard.everything()

    def fail(_connection: sa.Connection) -> None:
        raise OSError("no space left on device")

    event.listen(yard.engines.write, "commit", fail)
    try:
        with pytest.raises(OSError, match="no space"):
            edit(yard, record_id, drawing=(upload("second.pdf"),))
        with pytest.raises(OSError, match="no space"):
            create(yard, drawing=(upload("third.pdf"),))
    finally:
        event.remove(yard.engines.write, "commit", fail)
    assert yard.everything() == before
    edit(yard, record_id, drawing=(upload("fourth.pdf"),))
    assert list(yard.stored(record_id)) == ["fourth.pdf"]


def test_a_file_that_cannot_be_removed_does_not_undo_the_change(
    yard: Yard, upload: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id = create(yard, photos=(upload("a.txt", b"a"),))

    def fail(*_: object) -> None:
        raise OSError("read-only file system")

    monkeypatch.setattr(FileStore, "remove", fail)
    edit(yard, record_id, *ids_of(yard, record_id).values())
    assert not yard.stored(record_id)


def test_an_upload_that_breaks_off_leaves_nothing(yard: Yard) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionError("gone")
            return super().read(4)

    before = yard.everything()
    with pytest.raises(ConnectionError):
        create(yard, photos=(Upload("a.txt", "text/plain", Broken(b"a text that is long enough")),))
    assert yard.everything() == before
