"""Where the site lies that the page changes, as the server that was started there knows; and whether it can be."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from runtime.changing.rooms import Room
from runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders of a site, all absolute."""

    specs: Path
    out: Path
    extensions: Path
    var: Path

    @property
    def site(self) -> Room:
        """Where the specs are looked at, applied, and gone back from."""
        return Room(self.var / "changing" / "site")

    @property
    def preview(self) -> Room:
        return Room(self.var / "changing" / "preview")

    @property
    def options(self) -> list[str]:
        """Of every command of `portal`."""
        named = {"--specs": self.specs, "--out": self.out, "--extensions": self.extensions, "--var": self.var}
        return [word for option, folder in named.items() for word in (option, str(folder))]

    def why_not(self) -> str:
        """What keeps the site from being changed from here, in words; "" if nothing does."""
        if not self.specs.is_dir():
            return f"The folder of specs, {self.specs}, is not there."
        for folder in (self.specs, self.out if self.out.exists() else self.out.parent, self.var):
            if not os.access(folder, os.W_OK | os.X_OK):
                return f"The server may not write into {folder}. Specs can be looked at, and applied by the operator."
        return ""


def workplace_of(settings: Settings) -> Workplace | None:
    """None where the server was not told; `portal serve` tells it."""
    if settings.specs is None or settings.out is None or settings.extensions is None:
        return None
    return Workplace(settings.specs, settings.out, settings.extensions, settings.var)
