"""The shipped portals as somebody runs them: applied, with demo records, behind a real `portal serve`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.frame import ROOT
from tests.servers.ports import free_port

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Account:
    """`home` is the address of the portal."""

    home: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Suite:
    """`folder` has its var and generated folders."""

    folder: Path
    database_url: str

    def fill(self) -> None:
        """Into an empty database."""
        for verb in ("apply", "demo"):
            subprocess.run(
                self._command(verb), env=self._environment(), check=True, stdout=subprocess.DEVNULL, cwd=ROOT
            )

    def accounts(self) -> list[Account]:
        found = json.loads((self.folder / "var" / "demo-accounts.json").read_text(encoding="utf-8"))
        return [Account(urlsplit(each["url"]).path, each["email"], each["password"]) for each in found]

    @contextmanager
    def served(self, workers: int) -> Iterator[tuple[str, int]]:
        """Its address and the process that keeps its servers."""
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        environment = self._environment() | {"PORT": str(port)}
        command = self._command("serve", "--workers", str(workers))
        with (self.folder / "served.log").open("ab") as log:
            keeper = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            _await(base)
            yield base, keeper.pid
        finally:
            keeper.send_signal(signal.SIGTERM)
            keeper.wait(60)

    def _command(self, *words: str) -> Sequence[str]:
        folders = ("--var", str(self.folder / "var"), "--out", str(self.folder / "generated"))
        return [sys.executable, "-m", "portal", *folders, *words]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.database_url}


def _await(base: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{base}/health/ready", timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
