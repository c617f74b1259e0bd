"""Documentation that fails when it is wrong: links lead somewhere, variables and targets are told."""

import re
from collections.abc import Iterator
from pathlib import Path

LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
VARIABLE = re.compile(r'"(PORTAL_[A-Z_]+|DATABASE_URL|PORT)"')


def pages(repository: Path) -> Iterator[Path]:
    yield from repository.glob("*.md")
    yield from repository.glob("docs/**/*.md")


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        for path, anchor in LINK.findall(line):
            target = page.parent / path if path else page
            if not path.startswith("https://") and not target.exists():
                yield f"{page.name}:{number} {path}"
            elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                yield f"{page.name}:{number} {path}#{anchor}"


def test_links_lead_somewhere(repository: Path) -> None:
    assert [link for page in pages(repository) for link in broken_links(page)] == []


def test_every_variable_is_told(repository: Path) -> None:
    told = (repository / "docs" / "operations.md").read_text(encoding="utf-8")
    read = set(VARIABLE.findall((repository / "runtime" / "settings.py").read_text(encoding="utf-8")))
    assert len(read) > 5
    assert sorted(name for name in read if f"`{name}`" not in told) == []


def test_no_variable_is_told_that_nobody_reads(repository: Path) -> None:
    told = set(re.findall(r"`(PORTAL_[A-Z_]+)`", (repository / "docs" / "operations.md").read_text(encoding="utf-8")))
    code = "".join(path.read_text(encoding="utf-8") for path in (repository / "runtime").rglob("*.py"))
    assert sorted(name for name in told if name not in code) == []


def test_every_decision_is_listed(repository: Path) -> None:
    folder = repository / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in folder.glob("[0-9]*.md")} == listed
