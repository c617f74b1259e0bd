"""A field kind of the site's own: stored and typed as one of the product's, but written, judged, shown its own way."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from generator.pipeline import Generation, generate
from generator.report import draw
from generator.sources import Sources
from portal.extension_kinds import read_kinds
from portal.extensions import sources_with
from portal.folders import Folders
from runtime.declarations.fields import Field
from runtime.declarations.kinds import FieldKind
from runtime.service.values import find_fault, normalise
from runtime.web.formats import formats
from tests.extending.conftest import make_bakery
from tests.generation.conftest import change
from tests.sites.place import Place

COLOUR = '''\
"""A colour, like #c0ffee."""

import re

from runtime.declarations.kinds import FieldKind


def check(value: str) -> str | None:
    return None if re.fullmatch("#[0-9a-f]{6}", value) else "as six digits behind a #, like #c0ffee"


KIND = FieldKind("colour", like="text", normalise=str.lower, check=check, show=str.upper, length=7, hint="As in CSS.")
'''
DOZEN = """\
from runtime.declarations.kinds import FieldKind

KIND = FieldKind(
    "dozen", like="integer", check=lambda n: None if n % 12 == 0 else "in dozens", show=lambda n: f"{n // 12} dozen"
)
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_bakery(tmp_path, extensions=None)


def with_kinds(place: Place, **modules: str) -> Generation:
    folder = place.folder / "extensions" / "fields"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
    return generate(place.specs, kinds=read_kinds(folder.parent).kinds)


def kind_in(tmp_path: Path, text: str) -> FieldKind:
    path = tmp_path / "kind.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("kind", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kind: FieldKind = module.KIND
    return kind


def test_the_model_says_what_it_is_and_how_it_is_stored(place: Place) -> None:
    change(
        place, "records/order.yaml", "  slip:     {", "  icing:    { type: colour, default: '#C0FFEE' }\n  slip:     {"
    )
    found = with_kinds(place, colour=COLOUR)
    assert found.problems == ()
    model = found.files["models/order.py"].decode()
    assert "from extensions.fields.colour import KIND as COLOUR_KIND\n" in model
    assert 'icing = F.text("Icing", length=7, own=COLOUR_KIND)' in model
    assert "records.order.icing: " in found.lock.text() and " text" in found.lock.text()
    assert '"icing": "#c0ffee"' in found.files["portals/order.py"].decode()


def test_without_such_fields_nothing_is_generated_differently(place: Place) -> None:
    assert with_kinds(place, colour=COLOUR).files == generate(place.specs).files


def test_defaults_and_demo_records_are_judged_by_it(place: Place) -> None:
    change(place, "records/order.yaml", "  slip:     {", "  icing:    { type: colour, default: pink }\n  slip:     {")
    change(place, "records/order.yaml", "pieces:   { type: integer,", "pieces:   { type: dozen,")
    found = with_kinds(place, colour=COLOUR, dozen=DOZEN)
    assert [(each.code, each.message) for each in found.problems] == [
        ("S241", "'2' is no dozen: enter it in dozens"),
        ("S215", "'1' is no dozen: enter it in dozens"),
        ("S215", "'pink' is no colour: enter it as six digits behind a #, like #c0ffee"),
    ]


def test_it_counts_as_what_it_is_like_in_expressions(place: Place) -> None:
    change(
        place, "records/order.yaml", "  slip:     { type: text, max: 20, unique: true }", "  slip:     { type: dozen }"
    )
    change(place, "records/order.yaml", 'open: state == "asked"', 'open: state == "asked" and slip > "a"')
    found = with_kinds(place, dozen=DOZEN)
    assert any(each.code.startswith("E") for each in found.problems), found.problems


def test_an_unknown_kind_is_one_as_before(place: Place) -> None:
    change(place, "records/order.yaml", "slip:     { type: text,", "slip:     { type: colour,")
    assert [each.code for each in generate(place.specs).problems] == ["S104"]


WRONG = {
    "no kind": ("x = 1\n", "this holds no KIND"),
    "another name": (
        COLOUR.replace('"colour"', '"color"'),
        "the kind calls itself 'color', but the file is colour.py",
    ),
    "an exception": ("1 / 0\n", "this cannot be loaded: ZeroDivisionError: division by zero"),
    "like nothing": (
        COLOUR.replace('like="text"', 'like="link"'),
        "a kind cannot be like 'link'; it can be like text, longtext, integer, decimal, date",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_module_that_is_no_kind_is_told(place: Place, case: str) -> None:
    text, words = WRONG[case]
    (place.folder / "extensions" / "fields").mkdir(parents=True)
    (place.folder / "extensions" / "fields" / "colour.py").write_text(text)
    found = read_kinds(place.folder / "extensions")
    assert found.kinds == {}
    (problem,) = found.problems
    assert (problem.code, problem.message, problem.position.file) == ("S930", words, "extensions/fields/colour.py")


def test_a_kind_of_the_product_is_not_taken_over(place: Place) -> None:
    folder = place.folder / "extensions" / "fields"
    folder.mkdir(parents=True)
    (folder / "email.py").write_text(COLOUR.replace('"colour"', '"email"'))
    (problem,) = read_kinds(folder.parent).problems
    assert problem.message == "there is a kind 'email' in the product"


def test_check_tells_it_with_its_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.folder)
    folder = place.folder / "extensions" / "fields"
    folder.mkdir(parents=True)
    (folder / "colour.py").write_text("x = 1\n")
    found = read_kinds(folder.parent).problems
    folders = Folders(place.specs, place.out, folder.parent, None)
    assert (
        draw(found, sources_with(Sources(place.folder, {}), folders, found))
        == """\
error[S930]: this holds no KIND
  --> extensions/fields/colour.py:1:1
  1 | x = 1
    | ^
    = help: extensions/fields/<name>.py holds KIND = FieldKind(...) of runtime.declarations.kinds

1 error"""
    )


def test_values_are_normalised_judged_and_shown(tmp_path: Path) -> None:
    colour, dozen = kind_in(tmp_path, COLOUR), kind_in(tmp_path, DOZEN)
    icing, pieces = (
        Field("icing", "text", "Icing", own=colour, length=7),
        Field("pieces", "integer", "Pieces", own=dozen),
    )
    assert normalise(icing, "  #C0FFEE ") == "#c0ffee"
    assert normalise(icing, "  ") is None and find_fault(icing, None) is None
    assert find_fault(icing, "#c0ffee") is None
    assert find_fault(icing, "pink") == "Enter icing as six digits behind a #, like #c0ffee"
    assert find_fault(icing, "#c0ffee00") == "Shorten icing to 7 characters or fewer; it has 9"
    assert find_fault(icing, 7) is not None and normalise(icing, 7) == 7
    assert (find_fault(pieces, 24), find_fault(pieces, 25)) == (None, "Enter pieces in dozens")
    spoken = formats("en", "Europe/Vienna", "EUR")
    assert (spoken.text(icing, "#c0ffee"), spoken.text(pieces, 24)) == ("#C0FFEE", "2 dozen")
