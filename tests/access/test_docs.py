"""docs/access.md shows what the command says of the documented example."""

from pathlib import Path

from generator.access import report, table
from generator.access.matrix import build_matrix
from generator.app import App
from generator.pipeline import generate
from tests.docs.examples import write_files
from tests.docs.test_examples import COMPLETE, PICTURES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
LOAN = "specs/records/loan.yaml"


def app_of(files: dict[str, str], folder: Path) -> App:
    generation = generate(write_files(files, folder, PICTURES))
    assert generation.app is not None, generation.problems
    return generation.app


def test_the_page_tells_what_the_command_says(tmp_path: Path) -> None:
    files = dict(COMPLETE)
    page = PAGE.read_text("utf-8")
    before = app_of(files, tmp_path / "before")
    assert f"```text\n{table.as_text(build_matrix(before, ['family'], ['loan']), before)}\n```" in page
    files[LOAN] = files[LOAN].replace("- when: over", '- when: over or state == "lent"', 1)
    files[LOAN] = files[LOAN].replace("    delete: undecided\n", "", 1)
    after = app_of(files, tmp_path / "after")
    assert f"```text\n{report.as_text(report.compare(before, after), 'HEAD')}\n```" in page
