"""How requests are read: strictly. What is not UTF-8, or no whole form, is refused instead of being guessed at.

Werkzeug by itself reads a broken form as an empty one, and what is no text as something that nobody sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote

from flask import Request
from werkzeug.datastructures import Headers, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser, MultiPartParser
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

from runtime.web.portal import portal_context

URLENCODED = "application/x-www-form-urlencoded"
INTERFACE = "/api/v1/"
"""Below the address of a portal."""
LARGEST_FORM = 2 * 1024 * 1024
"""Bytes of all text in a form; files have their own limit."""
LONGEST_COOKIES = 4096
"""Bytes of all cookies of a request that are kept: those of a browser of ours have a few hundred."""

Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]


class PortalRequest(Request):
    """`form` and `files` raise BadRequest where they cannot be read."""

    @cached_property
    def is_for_interface(self) -> bool:
        """Whether it is for the interface of the portal, where that has one."""
        return self.path.startswith(INTERFACE) and bool(portal_context().portal.api)

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """Browsers send the same ones again and again."""
        header = self.environ.get("HTTP_COOKIE", "")
        return _known_cookies(header) if len(header) <= LONGEST_COOKIES else _cookies_in(header)

    def make_form_data_parser(self) -> FormDataParser:
        return _StrictForms(
            stream_factory=self._get_file_stream,
            max_form_memory_size=self.max_form_memory_size,
            max_content_length=self.max_content_length,
            max_form_parts=self.max_form_parts,
            cls=self.parameter_storage_class,
            silent=False,
        )

    def _load_form_data(self) -> None:
        try:
            if self.mimetype == URLENCODED and "form" not in self.__dict__:
                self._load_pairs()
            else:
                super()._load_form_data()
        except ValueError as error:
            raise BadRequest from error

    def _load_pairs(self) -> None:
        """The usual form, without the ways of the others."""
        form = ImmutableMultiDict(_pairs(self._get_stream_for_parsing().read()))
        self.__dict__.update(stream=BytesIO(), form=form, files=ImmutableMultiDict())


def read_query(query: bytes) -> ImmutableMultiDict[str, str]:
    """The parameters of an address. Raises BadRequest where they are not UTF-8."""
    try:
        return ImmutableMultiDict(_pairs(query))
    except ValueError as error:
        raise BadRequest from error


def _cookies_in(header: str) -> ImmutableMultiDict[str, str]:
    """As Werkzeug reads them: other sites of the same domain set theirs, in whatever encoding."""
    return ImmutableMultiDict(parse_cookie(header))


_known_cookies = lru_cache(maxsize=1024)(_cookies_in)
"""What nobody can change, so it may be kept: what of it is our own is kept by `runtime.security.cookies` anyway."""


class _StrictForms(FormDataParser):
    def _parse_multipart(self, stream: IO[bytes], _type: str, length: int | None, options: dict[str, str]) -> Parsed:
        boundary = options.get("boundary", "").encode("ascii")
        if not boundary:
            raise ValueError("a form in parts without the mark between them")
        parser = _LosslessParts(
            stream_factory=self.stream_factory,
            max_form_memory_size=self.max_form_memory_size,
            max_form_parts=self.max_form_parts,
            cls=self.cls,
        )
        form, files = parser.parse(stream, boundary, length)
        return stream, self.cls(_texts(form.items(multi=True))), files


class _LosslessParts(MultiPartParser):
    """A byte becomes the character of its number, so that `_texts` finds all bytes that were sent."""

    def get_part_charset(self, headers: Headers) -> str:
        return "iso-8859-1"


def _texts(parts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value.encode("iso-8859-1").decode("utf-8")) for name, value in parts]


def _pairs(query: bytes) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in query.decode("utf-8").replace("+", " ").split("&") if part]
    if b"%" not in query:
        return [(name, value) for name, _, value in parts]
    return [(unquote(name, errors="strict"), unquote(value, errors="strict")) for name, _, value in parts]
