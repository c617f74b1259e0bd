"""The files of the specs as they are now: which there are, their digests, and their contents, read once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.incremental.digests import of_basis
from generator.reading import Sources
from generator.sources import Place, find_assets, find_places, understand
from generator.traces import Lazy


@dataclass(frozen=True, slots=True)
class Files:
    """All files by their shown names; `records` and `digests` by the keys of record types."""

    places: Mapping[str, Place]
    contents: Mapping[str, bytes]
    records: Mapping[str, Place]
    digests: Mapping[str, str]
    assets: frozenset[str]
    basis: str

    def sources(self, root: Path) -> Sources:
        """For showing warnings: nothing is read or parsed that is not asked for."""
        found = Lazy(self.places, lambda file: understand(self.places[file], self.contents[file])[0])
        return Sources(root.parent, found, self.assets, root.name)


def read_files(root: Path) -> Files | None:
    """None where something lies there that should not, or cannot be read."""
    places, problems = find_places(root)
    if problems:
        return None
    try:
        contents = {place.file: place.path.read_bytes() for place in places}
    except OSError:
        return None
    digests = {file: hashlib.sha256(content).hexdigest() for file, content in contents.items()}
    assets = find_assets(root)
    records = {place.key: place for place in places if place.kind == "record"}
    return Files(
        places={place.file: place for place in places},
        contents=contents,
        records=dict(sorted(records.items())),
        digests={key: digests[place.file] for key, place in records.items()},
        assets=assets,
        basis=of_basis(root.name, ((place.file, place.kind, digests[place.file]) for place in places), assets),
    )
