"""What an answer sends: the same as the frameworks' own, where less is done for it too."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Response
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ

from runtime.web.flask_app import PortalResponse

ADDRESSES = st.one_of(
    st.none(),
    st.text("az09/_.~-", max_size=12),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=20),
)


def sent(kind: type[Response], status: int, location: str | None, method: str) -> tuple[bytes, str, list[Any]] | None:
    """Nothing where the address is none."""
    answer = kind("Words", status, {} if location is None else {"Location": location})
    try:
        body, words, headers = answer.get_wsgi_response(create_environ(method=method))
    except ValueError:
        return None
    return b"".join(body), words, sorted(headers)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@given(status=st.sampled_from([200, 201, 204, 301, 303, 304, 404, 422]), location=ADDRESSES)
def test_an_answer_is_that_of_flask(method: str, status: int, location: str | None) -> None:
    assert sent(PortalResponse, status, location, method) == sent(Response, status, location, method)
