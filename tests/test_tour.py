"""The tour of README.md works as it is written, on a copy of the shipped specs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.pipeline import generate
from generator.problems import errors

FIELD_AFTER = "  severity:"


@pytest.fixture
def site(tmp_path: Path, repository: Path) -> Path:
    shutil.copytree(repository / "specs", tmp_path / "specs")
    return tmp_path


@pytest.fixture
def blocks(repository: Path) -> list[str]:
    """What stands in the fences of the tour: the field, the form, the message."""
    tour = (repository / "README.md").read_text(encoding="utf-8").partition("## A tour")[2]
    return re.findall(r"```[a-z]*\n(.*?)```", tour, re.DOTALL)


def edit(site: Path, field: str, form: str) -> None:
    """Follows step 1: a line after the field that the tour names, and the customer's form replaced."""
    path = site / "specs" / "records" / "ticket.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(rf"^{FIELD_AFTER}.*\n", lambda line: line.group() + field, text, count=1, flags=re.MULTILINE)
    create = form.splitlines()[-1]
    without = re.sub(r" serial_[a-z]+,", "", create)
    assert without in text, f"the tour's form is not the shipped one with one more field: {without}"
    path.write_text(text.replace(without, create, 1), encoding="utf-8")


def test_the_slip_of_the_pen_is_told_in_these_words(site: Path, blocks: list[str], repository: Path) -> None:
    field, form, message = blocks
    edit(site, field, form.replace("serial_number", "serial_nubmer"))
    done = subprocess.run(
        [sys.executable, "-m", "portal", "check"],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(repository), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert without_numbers(message) in without_numbers(done.stdout)


def test_the_field_is_in_the_form(site: Path, blocks: list[str]) -> None:
    field, form, _message = blocks
    edit(site, field, form)
    generation = generate(site / "specs")
    assert not errors(generation.problems)
    forms = generation.files["forms/ticket.py"].decode()
    customer = forms.partition("class CustomerTicketForm")[2].partition("\nclass ")[0]
    assert "serial_number" in customer
    assert "serial_number" in generation.files["models/ticket.py"].decode()


def without_numbers(text: str) -> str:
    """Line numbers move whenever somebody edits the specs."""
    return re.sub(r" *\d+", " N", text)
