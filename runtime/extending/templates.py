"""Templates of hand-written code: in the place of shipped ones, which they extend, or for the site's own pages."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

from runtime.overrides import PREFIX, SHIPPED, faults_in
from runtime.settings import StartError


def install(app: Flask, own: Path | None) -> None:
    """Lets the app find them; `shipped/detail.html` is always the shipped one."""
    if own is None:
        return
    shipped = FileSystemLoader(SHIPPED)
    prefixed = PrefixLoader({PREFIX.rstrip("/"): shipped})
    app.jinja_loader = ChoiceLoader([FileSystemLoader(own), shipped, prefixed])


def check_templates(folder: Path) -> None:
    """Raises StartError for a template that would break a page, never be shown, or print text as markup."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        for fault in faults_in(name, path.read_text(encoding="utf-8")):
            raise StartError(
                f"extensions/templates/{name}:{fault.line}: {fault.words}; {fault.hint}".removesuffix("; ")
            )
