"""Looks for canaries in an answer: in status line, headers and body, whatever the body is packed or written in."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote_plus

from leaks.requests import Answer

GROUPED = re.compile(r"(?<=\d)[,.'’\u00a0\u202f ](?=\d{3}(?!\d))")
NUMBER = re.compile(r"(?<![0-9a-z_])\d{7,19}(?![0-9])")
LONG = re.compile(r"\d{16,19}")
WORD = re.compile(r"cnry[a-z]{6}")
PACKED = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
DEEPEST = 3
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Sighting:
    """`canary` as the world names it; `where`: header, body, and what it was unpacked from."""

    canary: str
    where: str


class Watch:
    """The canaries that one person must never receive, ready to be looked for."""

    def __init__(self, hidden: Iterable[str]) -> None:
        self._known = {key_of(canary): canary for canary in hidden}
        self._odd = [(key, canary) for key, canary in self._known.items() if not _is_plain(key)]

    def find(self, answer: Answer, said: str) -> list[Sighting]:
        """What is in the answer, but for what the request itself said."""
        echoed = set(self._keys_in("\n".join(_readings(said))))
        found: dict[str, Sighting] = {}
        for where, text in parts_of(answer):
            for key in self._keys_in(text):
                if key not in echoed and key in self._known:
                    found.setdefault(key, Sighting(self._known[key], where))
        return list(found.values())

    def _keys_in(self, text: str) -> Iterator[str]:
        yield from _keys(text)
        for key, _ in self._odd:
            if key in text:
                yield key


def key_of(canary: str) -> str:
    """A canary without what differs from rendering to rendering: case, grouping, places that are zero."""
    lower = canary.lower()
    word = WORD.search(lower)
    if word:
        return word[0]
    number = re.fullmatch(r"(\d+)(?:\.0*)?", GROUPED.sub("", lower))
    return number[1] if number else lower


def _is_plain(key: str) -> bool:
    return bool(WORD.fullmatch(key) or re.fullmatch(r"\d{7,19}", key))


def parts_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """Every text of the answer, in lower case, with where it stands."""
    yield "status line", answer.status.lower()
    for name, value in answer.headers:
        if name != "date":
            for text in _readings(value):
                yield f"header {name}", text
            for place, content in _unpacked(value.encode("latin-1", "replace"), DEEPEST):
                yield f"header {name}, {place}", content
    for text in _readings(answer.text):
        yield "body", text
    for place, content in _unpacked(answer.body, DEEPEST):
        yield f"body, {place}", content


def _readings(text: str) -> Iterator[str]:
    """The text as it stands, and as it reads once its escapes are taken away."""
    yield text.lower()
    if "\\u" in text:
        yield ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).lower()
    if "&#" in text:
        yield unescape(text).lower()
    if "%" in text:
        yield unquote_plus(text).lower()


def _keys(text: str) -> Iterator[str]:
    yield from WORD.findall(text)
    yield from NUMBER.findall(text)
    yield from LONG.findall(text)
    plain = GROUPED.sub("", text)
    if plain != text:
        yield from NUMBER.findall(plain)


def _unpacked(content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    """The texts inside archives, PDF streams, compressed bytes and base64."""
    if depth == 0:
        return
    for place, inner in _openings(content):
        for text in _readings(inner.decode("utf-8", "replace")):
            yield place, text
        for deeper, text in _unpacked(inner, depth - 1):
            yield f"{place}, {deeper}", text


def _openings(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content[:4] == b"PK\x03\x04":
        yield from _members(content)
    elif content[:2] == b"\x1f\x8b":
        yield from _tried("gzip", gzip.decompress, content)
    elif content[:5] == b"%PDF-":
        for stream in STREAM.findall(content):
            yield from _tried("PDF stream", _inflated, stream)
    elif content[:1] == b"\x78":
        yield from _tried("deflated", _inflated, content)
    else:
        for run in PACKED.findall(content):
            for part in {run, *(each for each in run.split(b"/") if len(each) >= 16)}:
                yield from _tried("base64", _decoded, part)


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.file_size < LARGEST:
                    yield f"{member.filename} in the archive", member.filename.encode() + b" " + archive.read(member)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError):
        return


def _tried(place: str, unpack: Callable[[bytes], bytes], packed: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield place, unpack(packed)
    except (OSError, EOFError, zlib.error, binascii.Error, ValueError):
        return


def _inflated(stream: bytes) -> bytes:
    return zlib.decompressobj().decompress(stream, LARGEST)


def _decoded(run: bytes) -> bytes:
    return base64.urlsafe_b64decode(run.replace(b"+", b"-").replace(b"/", b"_") + b"=" * (-len(run) % 4))
