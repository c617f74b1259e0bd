"""Replaces a small file in one step: whoever reads it finds the old text or the new one, also after a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(target: Path, text: str) -> None:
    """A file that holds this text already is not touched."""
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return
    fresh = target.with_name(f".{target.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes sure that the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
