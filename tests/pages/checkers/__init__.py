"""Accessibility by axe-core and HTML by the Nu checker, installed by npm once."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PACKAGES = Path(__file__).with_name("package.json")
BRIEFLY = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""It runs for seconds: compiling for speed would take longer than what it checks."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Checkers:
    axe: str
    vnu: Path

    def accessibility(self, page: Page) -> list[str]:
        """The violations on this page. Without its style sheet the checker reports false ones, so that comes first."""
        assert page.evaluate("getComputedStyle(document.querySelector('.band')).backgroundColor") != "rgba(0, 0, 0, 0)"
        return self.violations(page)

    def violations(self, page: Page) -> list[str]:
        """Those on a page that brings its own style."""
        page.evaluate(self.axe)
        found: Any = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{page.url}: {each['id']} ({each['impact']}): {node['html'][:200]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def html(self, sources: dict[str, str], folder: Path) -> list[str]:
        """Errors and warnings of the Nu checker."""
        for name, source in sources.items():
            (folder / f"{name}.html").write_text(source)
        command = [
            "java",
            *BRIEFLY,
            "-jar",
            str(self.vnu),
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            str(folder),
        ]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return [
            f"{each['url'].rsplit('/', 1)[1]}: {each['message']}: {each.get('extract')}" for each in told["messages"]
        ]


def installed(folder: Path) -> Checkers:
    if not (folder / "node_modules/vnu-jar").exists() or (folder / "package.json").read_text() != PACKAGES.read_text():
        shutil.copy(PACKAGES, folder)
        subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"], cwd=folder, check=True)
    modules = folder / "node_modules"
    return Checkers((modules / "axe-core/axe.min.js").read_text(), next((modules / "vnu-jar").rglob("vnu.jar")))
