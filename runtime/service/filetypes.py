"""What sort of file something is: by the ending of its name, and whether its first bytes agree."""

from __future__ import annotations

from fnmatch import fnmatchcase
from mimetypes import guess_type
from pathlib import PurePosixPath

from runtime.declarations.fields import Field

HEAD = 1024
"""How many bytes of a file tell its sort."""
LONGEST_NAME = 200
UNKNOWN = "application/octet-stream"

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_JPEG = (b"\xff\xd8\xff",)
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".gif": (b"GIF87a", b"GIF89a"),
    ".jpeg": _JPEG,
    ".jpg": _JPEG,
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".webp": (b"RIFF",),
    **dict.fromkeys((".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx", ".zip"), _ZIP),
}
_PROGRAMS = (b"MZ", b"\x7fELF")
_TEXTS = frozenset({".csv", ".json", ".log", ".md", ".txt", ".xml"})


def clean_name(name: str) -> str:
    """A file's name without folders, control characters and excess length; never empty."""
    base = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in base if character.isprintable() and character not in '"<>:|?*')
    whole = printable.strip(" .")
    suffix = PurePosixPath(whole).suffix[:LONGEST_NAME]
    return f"{whole.removesuffix(suffix)[: LONGEST_NAME - len(suffix)]}{suffix}" or "file"


def ending_of(name: str) -> str:
    """`.pdf` of "Invoice.PDF"."""
    return PurePosixPath(name).suffix.lower()


def media_type_of(name: str) -> str:
    """By the ending; what a browser says of a file is the sender's word only."""
    return guess_type(name, strict=True)[0] or UNKNOWN


def is_accepted(field: Field, name: str) -> bool:
    """Whether the field takes files of such names. It lists endings and media types, as `.pdf` and `image/*`."""
    if not field.accept:
        return True
    ending, media_type = ending_of(name), media_type_of(name)
    return any(
        fnmatchcase(media_type, each) if "/" in each else ending == each for each in map(str.lower, field.accept)
    )


def is_disguised(name: str, head: bytes) -> bool:
    """Whether a file that begins like this is certainly not what its name says."""
    ending = ending_of(name)
    expected = _SIGNATURES.get(ending)
    if ending == ".pdf":
        return b"%PDF-" not in head
    if expected is not None:
        return not head.startswith(expected)
    return ending in _TEXTS and head.startswith((*_PROGRAMS, *(each for many in _SIGNATURES.values() for each in many)))
