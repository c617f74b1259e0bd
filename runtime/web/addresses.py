"""The addresses of a portal's pages. The only place where paths are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from werkzeug.routing import BaseConverter, ValidationError

from runtime.ids import read_id

if TYPE_CHECKING:
    from runtime.declarations.access import RecordType


class IdConverter(BaseConverter):
    """An id in an address, written as we write it: a record has one address. Others are those of no record."""

    regex = r"[1-9][0-9]*"

    def to_python(self, value: str) -> int:
        found = read_id(value)
        if found is None:
            raise ValidationError
        return found


@dataclass(frozen=True, slots=True)
class Addresses:
    """`root` is the path that the portal is mounted at, without a slash at its end."""

    root: str

    def home(self) -> str:
        return f"{self.root}/"

    def search(self) -> str:
        return f"{self.root}/search"

    def list(self, record: RecordType, query: Mapping[str, str] | None = None) -> str:
        return with_query(f"{self.root}/{record.address}/", query or {})

    def filter(self, record: RecordType, query: Mapping[str, str]) -> str:
        return with_query(f"{self.root}/{record.address}/filter", query)

    def export(self, record: RecordType, form: str, query: Mapping[str, str]) -> str:
        return with_query(f"{self.root}/{record.address}.{form}", query)

    def new(self, record: RecordType, query: Mapping[str, str] | None = None) -> str:
        return with_query(f"{self.root}/{record.address}/new", query or {})

    def detail(self, record: RecordType, record_id: int) -> str:
        return f"{self.before_ids(record)}{record_id}"

    def before_ids(self, record: RecordType) -> str:
        """What the addresses of all records of the type begin with: their ids follow."""
        return f"{self.root}/{record.address}/"

    def act(self, record: RecordType, record_id: int, act: str) -> str:
        """`act` is edit, delete, comment, note, access or received."""
        return f"{self.root}/{record.address}/{record_id}/{act}"

    def move(self, record: RecordType, record_id: int, move: str) -> str:
        return f"{self.root}/{record.address}/{record_id}/do/{move}"

    def file(self, record: RecordType, record_id: int, file_id: int, name: str) -> str:
        return f"{self.root}/{record.address}/{record_id}/files/{file_id}/{quote(name, safe='')}"

    def asset(self, version: str, name: str) -> str:
        return f"{self.root}/static/{version}/{name}"


def with_query(path: str, query: Mapping[str, str]) -> str:
    """`path` with the parameters that are not empty."""
    given = "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in query.items() if value != ""])
    return f"{path}?{given}" if given else path


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """Kept: the links of a list repeat what it was asked for."""
    return quote_plus(text)
