"""The page for developers: each of its commands is sent, and answers at least what stands below it."""

import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from tests.api.clients import JSON, Client, Depot

BLOCK = re.compile(r"```(sh|json)\n(.*?)```", re.DOTALL)
DIFFERS = re.compile(r"\b(\d{16,19}|P-[0-9A-Z]{8})\b|^eyJ.*$")
"""Ids, random numbers and tokens are others every time."""


def test_the_commands_of_the_page_answer_what_it_says(repository: Path, depot: Depot) -> None:
    blocks = BLOCK.findall((repository / "docs" / "api.md").read_text())
    assert [kind for kind, _text in blocks] == ["sh", "json"] * (len(blocks) // 2)
    known = {name.upper(): value for name, value in depot.words("ada").items()}
    known["PORTAL"] = "/clients"
    for (_sh, command), (_json, text) in zip(blocks[::2], blocks[1::2], strict=True):
        answer, expected = ask(command, known, depot.nobody().port), json.loads(text)
        assert like(answer, expected) == like(expected, expected), command
        known["TOKEN"] = answer.get("access_token", known.get("TOKEN", ""))
        known["ID"] = id_in(answer) or known.get("ID", "")


def ask(command: str, known: Mapping[str, str], port: int) -> Any:
    """What curl would send: -H, -X and --json are all that the page needs."""
    words = iter([Template(word).safe_substitute(known) for word in shlex.split(command)])
    assert next(words) == "curl"
    method, path, body = "GET", "", None
    headers: dict[str, str] = {}
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-X":
            method = next(words)
        elif word == "--json":
            body, method = next(words).encode(), "POST" if method == "GET" else method
        else:
            path = word
    return Client(port, "", headers).send(method, path, body, JSON if body else {}).json


def id_in(answer: Any) -> str:
    result = answer.get("result")
    found = result[0] if isinstance(result, list) else result
    return str(found["id"]) if found and "id" in found else ""


def like(value: Any, pattern: Any) -> Any:
    """As much of the value as the pattern has."""
    if isinstance(pattern, dict) and isinstance(value, dict):
        return {name: like(value.get(name), each) for name, each in pattern.items()}
    if isinstance(pattern, list) and isinstance(value, list):
        return [like(each, of) for each, of in zip(value, pattern, strict=False)] + value[len(pattern) :]
    return DIFFERS.sub("…", value) if isinstance(value, str) else value
