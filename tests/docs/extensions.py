"""The hand-written code of docs/extending.md: its fences of Python and HTML, by the files they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "extending.md"
FENCE = re.compile(r"^```(?:python|html)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"(?:# |\{# )(?P<file>extensions/[\w/]+\.(?:py|html))(?: #\})?\n")


def read_extension_files() -> Mapping[str, str]:
    """`extensions/loan.py` -> its text. Every fence of these languages says in its first line where it belongs."""
    found: dict[str, str] = {}
    for fence in FENCE.finditer(PAGE.read_text(encoding="utf-8")):
        head = HEAD.match(fence["text"])
        assert head is not None, f"the first line does not say to which file this belongs: {fence['text'][:60]}"
        assert head["file"] not in found, f"{head['file']} is shown twice"
        found[head["file"]] = fence["text"]
    return found


def write_extensions(folder: Path) -> Path:
    """Writes them below `folder`; returns the folder of extensions."""
    for name, text in read_extension_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "extensions"
