"""What an archive says of itself: when and of what it was taken, and size and SHA-256 of each of its members."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from runtime.backup.contents import Contents, TableSum
from runtime.backup.errors import BackupError

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`absent`: files that records have and the store did not, by their name in the store."""

    taken: datetime
    version: str
    backend: str
    generation: str
    contents: Contents
    members: Mapping[str, Member]
    absent: tuple[str, ...] = ()

    def text(self) -> str:
        """As it stands in the archive."""
        tables = {
            name: {"rows": table.rows, "checksum": table.checksum} for name, table in self.contents.tables.items()
        }
        data = {
            "format": FORMAT,
            "taken": self.taken.isoformat(),
            "version": self.version,
            "backend": self.backend,
            "generation": self.generation,
            "schema": self.contents.schema,
            "tables": tables,
            "absent": list(self.absent),
            "members": {path: {"size": it.size, "sha256": it.sha256} for path, it in sorted(self.members.items())},
        }
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def read_manifest(text: bytes) -> Manifest:
    """Raises BackupError for what is no manifest, or one of a later Portalwright."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise BackupError(f"the archive has format {data['format']}, and this Portalwright reads {FORMAT}")
        return _read(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"the archive is not one of portal backup: {NAME} cannot be read ({error})") from None


def _read(data: Mapping[str, Any]) -> Manifest:
    tables = {str(name): TableSum(int(it["rows"]), str(it["checksum"])) for name, it in data["tables"].items()}
    members = {str(path): Member(int(it["size"]), str(it["sha256"])) for path, it in data["members"].items()}
    return Manifest(
        taken=datetime.fromisoformat(data["taken"]),
        version=str(data["version"]),
        backend=str(data["backend"]),
        generation=str(data["generation"]),
        contents=Contents(tables, str(data["schema"])),
        members=members,
        absent=tuple(map(str, data["absent"])),
    )
