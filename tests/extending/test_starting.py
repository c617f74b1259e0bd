"""Hand-written code that cannot be right stops the start, with the file and one line of words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Map, Rule

from runtime.declarations.later import Later, loaded
from runtime.declarations.site import Site
from runtime.extending.jobs import site_of
from runtime.extending.loading import load_extensions
from runtime.extending.registry import NONE, Extensions, refuse_taken
from runtime.service.reacting import Handler
from runtime.settings import StartError
from runtime.site import composed
from runtime.web.forms import RecordForm
from runtime.web.views import RecordView
from tests.service.yard import YARD

HEAD = "from runtime.extending import *\n"


class SlipJobForm(RecordForm):
    """As generated code has it."""


def yard_with(form: type[Any] | Later) -> Site:
    return replace(
        YARD,
        records={
            **YARD.records,
            "yard_job": replace(
                YARD.records["yard_job"],
                access={"slip": replace(YARD.records["yard_job"].access["slip"], form=form)},
            ),
        },
        portals={**YARD.portals, "loft": replace(YARD.portals["loft"], role="duty", roles=("rigger",))},
    )


YARD_WITH_FORM = yard_with(SlipJobForm)
FORM_OF_LATER = Later(__name__, "SlipJobForm")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One generation per process: here there are many, one after another."""
    kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "extensions"}
    for name in kept:
        monkeypatch.delitem(sys.modules, name)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "extensions"]:
        del sys.modules[name]


@pytest.fixture
def generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "generation"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def load(generation: Path, files: Mapping[str, str]) -> Extensions:
    for name, text in {"__init__.py": "", **files}.items():
        path = generation / "extensions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_extensions(generation)


def start(generation: Path, files: Mapping[str, str]) -> Extensions:
    extensions = load(generation, files)
    composed(YARD_WITH_FORM, extensions)
    extensions.handlers_of(YARD_WITH_FORM)
    return extensions


def words(generation: Path, files: Mapping[str, str]) -> str:
    with pytest.raises(StartError) as stopped:
        start(generation, files)
    assert "\n" not in stopped.value.words
    return stopped.value.words


def page(**said: str) -> dict[str, str]:
    usual = {"portal": '"loft"', "roles": "EVERYBODY", "address": '"tides"'}
    lines = "".join(f"    {name} = {value}\n" for name, value in {**usual, **said}.items())
    return {"tides.py": f"{HEAD}class Tides(Page):\n{lines}"}


def test_a_generation_without_extensions_pays_nothing(generation: Path) -> None:
    assert load_extensions(generation) is NONE
    assert "extensions" not in sys.modules
    assert composed(YARD, NONE) is YARD


def test_modules_are_looked_for_in_the_generation_alone(
    generation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever lies in the working folder, even first on the path."""
    other = tmp_path / "elsewhere"
    (other / "extensions").mkdir(parents=True)
    (other / "extensions" / "__init__.py").write_text("")
    (other / "extensions" / "tides.py").write_text("raise AssertionError('loaded')")
    monkeypatch.syspath_prepend(str(other))
    with pytest.raises(StartError, match="cannot be loaded"):
        load(generation, {"tides.py": ""})
    for name in ("extensions", "extensions.tides"):
        sys.modules.pop(name, None)
    (other / "extensions" / "tides.py").write_text("")
    with pytest.raises(StartError, match=r"was loaded from .*elsewhere"):
        load(generation, {"tides.py": ""})


def test_what_a_module_imports_is_not_its_own(generation: Path) -> None:
    handler = f'{HEAD}@on(Saved, "yard_job")\ndef look(event): ...\n'
    files = {"a.py": handler, "b.py": "from extensions.a import look\nalso = look\n", "c/d.py": handler}
    found = start(generation, {**files, "c/__init__.py": ""}).handlers
    assert [each.name for each in found if isinstance(each, Handler)] == ["extensions.a.look", "extensions.c.d.look"]


def test_a_module_that_fails_is_named(generation: Path) -> None:
    assert words(generation, {"tides.py": "1 / 0\n"}) == (
        "extensions/tides.py cannot be loaded: ZeroDivisionError: division by zero"
    )


def test_syntax_is_named_too(generation: Path) -> None:
    assert words(generation, {"tides.py": "def half(:\n"}).startswith(
        "extensions/tides.py cannot be loaded: SyntaxError"
    )


def test_a_mark_that_would_never_run_is_named(generation: Path) -> None:
    told = words(generation, {"tides.py": f'{HEAD}@on(Saved, "yard_job")\nasync def look(event): ...\n'})
    why = "look must be a plain function: called as it is, it would not run"
    assert told == f"extensions/tides.py cannot be loaded: TypeError: {why}"


def test_a_handler_of_no_record_type_is_named(generation: Path) -> None:
    told = words(generation, {"tides.py": f'{HEAD}@on(Saved, "yard_jop")\ndef look(event): ...\n'})
    assert told == "extensions.tides.look waits for 'yard_jop', which is no record type of this site."


FORM = "from tests.extending.test_starting import SlipJobForm\n"


def test_a_second_replacement_is_refused(generation: Path) -> None:
    own = f"{HEAD}{FORM}@replaces(SlipJobForm)\nclass Own(SlipJobForm): ...\n"
    told = words(generation, {"a.py": own, "b.py": own})
    assert told == "SlipJobForm is replaced twice: by extensions.a.Own and extensions.b.Own; make one of the two"


@pytest.mark.parametrize("named", [SlipJobForm, FORM_OF_LATER])
def test_a_class_is_replaced_wherever_it_is_used(generation: Path, named: type[Any] | Later) -> None:
    own = f"{HEAD}{FORM}@replaces(SlipJobForm)\nclass Own(SlipJobForm): ...\n"
    before = yard_with(named)
    form = loaded(composed(before, load(generation, {"a.py": own})).records["yard_job"].access["slip"].form)
    assert form is not None and form.__name__ == "Own" and issubclass(form, SlipJobForm)
    assert loaded(before.records["yard_job"].access["slip"].form) is SlipJobForm


def test_what_is_no_subclass_replaces_nothing(generation: Path) -> None:
    told = words(generation, {"a.py": f"{HEAD}{FORM}@replaces(SlipJobForm)\nclass Own: ...\n"})
    assert told.endswith("TypeError: Own must be a subclass of SlipJobForm to take its place")


def test_only_what_is_used_can_be_replaced(generation: Path) -> None:
    text = f"{HEAD}from runtime.web.views import AssetView\n@replaces(AssetView)\nclass Own(AssetView): ...\n"
    assert words(generation, {"a.py": text}) == (
        "extensions.a.Own replaces runtime.web.assets.AssetView, which no portal uses; "
        "replaced can be generated forms and schemas, and RecordView"
    )


def test_records_have_no_open_routes(generation: Path) -> None:
    text = f'{HEAD}@replaces(RecordView)\nclass Own(RecordView):\n    open_routes = frozenset({{"detail"}})\n'
    assert words(generation, {"a.py": text}) == (
        "extensions.a.Own has open routes: only people who are logged in come to records"
    )
    assert not getattr(RecordView, "open_routes", ())


PAGES = {
    "an unknown portal": (page(portal='"lofd"'), "is in the portal 'lofd', which there is not"),
    "no portal": (page(portal='""'), "is in the portal '', which there is not"),
    "no roles": (page(roles="()"), "is open to nobody: name its roles, or say EVERYBODY"),
    "an unknown role": (
        page(roles='("rigger", "cook")'),
        "is open to the role 'cook', which the portal loft does not have",
    ),
    "no address": (
        page(address='""'),
        "has the address ''; give it one of letters, digits and hyphens",
    ),
    "a way out": (
        page(address='"a/b"'),
        "has the address 'a/b'; give it one of letters, digits and hyphens",
    ),
    "a record type's address": (page(address='"jobs"'), "has the address 'jobs', which is that of a record type"),
    "open routes": (
        page(open_routes='frozenset({"home"})'),
        "has open routes: only people who are logged in may open a page of extensions",
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_that_is_open_to_the_wrong_people_stops_the_start(generation: Path, case: str) -> None:
    files, told = PAGES[case]
    assert words(generation, files) == f"the page extensions.tides.Tides {told}"


def test_a_page_that_others_inherit_from_is_none_itself(generation: Path) -> None:
    ours = "class Ours(Page):\n    portal = 'loft'\n    roles = EVERYBODY\n"
    text = f"{HEAD}{ours}\nclass Tides(Ours):\n    address = 'tides'\n"
    assert [each.__name__ for each in start(generation, {"tides.py": text}).pages] == ["Tides"]


def test_a_page_at_an_address_of_the_product_stops_the_start(generation: Path) -> None:
    routes = Map([Rule("/login"), Rule("/search"), Rule("/<address>/new")])
    (tides,) = start(generation, page()).pages
    refuse_taken((tides,), routes)
    for address in ("login", "api"):
        tides.address = address
        with pytest.raises(StartError, match=f"has the address '{address}', which the product has itself"):
            refuse_taken((tides,), routes)


def test_two_pages_at_one_address_stop_the_start(generation: Path) -> None:
    text = page()["tides.py"]
    other = text.replace("Tides", "Waves")
    assert "there are two pages Waves, or two at /tides" in words(generation, {"a.py": text, "b.py": other})


def test_two_jobs_of_one_name_stop_the_start(generation: Path) -> None:
    text = f'{HEAD}@job("sweep", reason="Sweeps.")\ndef sweep(task): ...\n'
    assert words(generation, {"a.py": text, "b.py": text}) == "there are two jobs called sweep; rename one"


def test_a_template_that_prints_markup_stops_the_start(generation: Path) -> None:
    assert words(generation, {"templates/own.html": "<p>\n{{ words|safe }}</p>"}) == (
        "extensions/templates/own.html:2: 'safe' would print what people typed as markup; "
        "print values as they are: what people typed is escaped"
    )


@pytest.mark.parametrize("act", ["creates", "edits"])
def test_a_job_that_sets_what_the_product_writes_does_not_run(generation: Path, act: str) -> None:
    text = f'{HEAD}@job("sweep", reason="Sweeps.", {act}={{"yard_job": ("subject", "total")}})\ndef sweep(task): ...\n'
    (sweep,) = start(generation, {"a.py": text}).jobs.values()
    with pytest.raises(StartError, match="sets 'total' of yard_job, which the product writes by itself"):
        site_of(sweep, YARD)
