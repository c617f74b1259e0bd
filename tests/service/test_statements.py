"""How many statements a change takes, counted at the driver; the request adds one for its session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, event

from runtime.ids import new_id
from runtime.service import Upload
from tests.service.conftest import PNG, Yard


@contextmanager
def counted(yard: Yard) -> Iterator[list[str]]:
    """Locks that only PostgreSQL needs are left out, and so is BEGIN, which the driver sends there by itself."""
    texts: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN") and "pg_advisory" not in statement:
            texts.append(statement)

    engines: tuple[Engine, ...] = (yard.engines.read, yard.engines.write)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield texts
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def statements(yard: Yard, work: Callable[[], Any]) -> list[str]:
    work()  # what is compiled or connected once is not counted
    with counted(yard) as texts:
        work()
    return texts


def test_a_plain_record_takes_its_number_itself_and_its_history(yard: Yard) -> None:
    texts = statements(yard, lambda: yard.create("yard_letter", text="Dear yard"))
    assert len(texts) == 3 + 1, texts  # its preset follows a link of the person


def job(yard: Yard, upload: Callable[..., Upload], files: int, **links: Any) -> list[str]:
    def work() -> None:
        uploads = {"photos": tuple(upload(f"{place}.png", PNG) for place in range(files))}
        values = {"subject": f"Job {new_id()}", **links}
        yard.service.create(yard.people["ann"], "yard_job", values, uploads=uploads)

    return statements(yard, work)


def test_each_link_and_each_file_takes_one_more(yard: Yard, upload: Callable[..., Upload]) -> None:
    bare = job(yard, upload, 0)
    assert len(bare) <= 15, bare  # with four computed values, a rule of uniqueness and two checks
    assert len(job(yard, upload, 3)) == len(bare) + 3
    locked = yard.engines.write.dialect.name == "postgresql"  # where a check reads other records, what is linked waits
    assert len(job(yard, upload, 0, part=yard.ids["mast"])) == len(bare) + 1 + locked
    assert len(job(yard, upload, 0, people=(yard.ids["abe"],))) == len(bare) + 2  # it is judged, and written


def test_the_links_of_a_record_take_one_more_together(yard: Yard, upload: Callable[..., Upload]) -> None:
    alone = job(yard, upload, 0, part=yard.ids["mast"])
    both = job(yard, upload, 0, part=yard.ids["mast"], people=(yard.ids["abe"],))
    assert len(both) == len(alone) + 1, both  # it is written; judged it is with the other one


def test_an_edit_takes_the_record_its_rights_the_change_and_the_history(yard: Yard) -> None:
    client = yard.create("yard_client", "lou", name="Edited").id
    with counted(yard) as texts:
        yard.service.edit(yard.people["lou"], "yard_client", client, {"quota": 5}, revision=1)
    assert len(texts) == 4, texts


def test_a_deletion_looks_for_links_first(yard: Yard) -> None:
    saved = yard.create()
    line = yard.create("yard_line", job=saved.id, quantity=1, price=Decimal(1)).id
    with counted(yard) as texts:
        yard.service.delete(yard.people["ann"], "yard_line", line, revision=1)
    own = [text for text in texts if "yard_line" in text or "portal_" in text]
    assert sum(text.startswith("DELETE") for text in own) == 2  # its files and itself
