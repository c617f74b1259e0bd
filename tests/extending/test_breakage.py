"""What a change of the specs breaks is told before anything is written: file, line, what became of the name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.app import App
from generator.pipeline import generate
from generator.problems import Problem
from generator.report import draw
from generator.sources import Sources
from portal.extensions import find_breakage, read_extensions, sources_with
from portal.folders import Folders
from runtime.overrides import shipped_block
from tests.extending.conftest import EXTENSIONS, make_bakery
from tests.sites.place import Place

HANDLER = (
    "from runtime.extending import Saved, on\n\n\n@on(Saved, {topic})\ndef look(event: Saved) -> None:\n    {line}\n"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    return make_bakery(tmp_path, extensions=None)


def app_of(place: Place) -> App:
    app = generate(place.specs).app
    assert app is not None
    return app


def problems(place: Place, files: Mapping[str, str], before: App | None = None) -> tuple[Problem, ...]:
    for name, text in files.items():
        path = place.folder / "extensions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return find_breakage(folders(place), before, app_of(place))


def folders(place: Place) -> Folders:
    return Folders(place.specs, place.out, place.folder / "extensions", None)


def told(place: Place, files: Mapping[str, str], before: App | None = None) -> str:
    found = problems(place, files, before)
    return draw(found, sources_with(Sources(place.folder, {}), folders(place), found))


def change(place: Place, path: str, old: str, new: str) -> None:
    file = place.specs / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def handler(line: str, topic: str = '"order"') -> dict[str, str]:
    return {"order.py": HANDLER.format(topic=topic, line=line)}


def test_a_renamed_field_is_told_with_its_new_name_and_the_line_of_the_specs(place: Place) -> None:
    before = app_of(place)
    for old, new in (
        ("pieces:   { type", "loaves:   { was: pieces, type"),
        ("pieces", "loaves"),
        ("was: loaves", "was: pieces"),
    ):
        change(place, "records/order.yaml", old, new)
    change(place, "demo/order.yaml", "pieces", "loaves")
    assert (
        told(place, handler('event.refuse(f"{event.after.pieces} are too many")'), before)
        == """\
error[S912]: order has no field 'pieces'
  --> extensions/order.py:6:21
  6 |     event.refuse(f"{event.after.pieces} are too many")
    |                     ^^^^^^^^^^^^^^^^^^
    = help: it is called 'loaves' now (specs/records/order.yaml:7): write 'loaves'

1 error"""
    )


def test_a_field_that_is_gone_is_told(place: Place) -> None:
    before = app_of(place)
    change(place, "records/order.yaml", "  slip:     { type: text, max: 20, unique: true }\n", "")
    assert (
        told(place, handler('event.set(slip="A1")'), before)
        == """\
error[S912]: order has no field 'slip'
  --> extensions/order.py:6:15
  6 |     event.set(slip="A1")
    |               ^^^^^^^^^
    = help: it is gone from specs/records/order.yaml: take this out

1 error"""
    )


def test_a_misspelt_field_is_told_with_the_nearest(place: Place) -> None:
    assert (
        told(place, handler('return None if event.after["stat"] else None'))
        == """\
error[S912]: order has no field 'stat'
  --> extensions/order.py:6:32
  6 |     return None if event.after["stat"] else None
    |                                ^^^^^^
    = help: did you mean 'state'? fields: what, customer, pieces, baker, extras, state, slip, notes, double

1 error"""
    )


WAYS = {
    "before": "print(event.before and event.before.nothing)",
    "an alias": "order = event.after; print(order.nothing)",
    "an alias in a condition": "print((order := event.after) and order.nothing)",
    "changed": 'print("nothing" in event.changed)',
    "contained": 'print("nothing" not in event.after)',
    "set": "event.set(nothing=1)",
    "refuse": 'event.refuse("No.", "nothing")',
    "refuse by name": 'event.refuse("No.", field="nothing")',
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_name_a_field_is_followed(place: Place, way: str) -> None:
    (problem,) = problems(place, handler(WAYS[way]))
    assert (problem.code, problem.message) == ("S912", "order has no field 'nothing'")
    assert (problem.position.file, problem.position.line) == ("extensions/order.py", 6)


def test_what_is_right_is_not_told(place: Place) -> None:
    lines = "; ".join(
        (
            "order = event.after",
            "print(order.what, order.customer, event.before and event.before.state, order['extras'], event.who.name)",
            "print('pieces' in event.changed, 'notes' in order, event.id, event.record, event.moment, event.read)",
            "event.set(notes='x', baker=1)",
            "event.refuse('No.', 'what')",
            "event.refuse('No.')",
        )
    )
    assert problems(place, handler(lines)) == ()
    assert problems(place, handler("print(event.after.pieces)", "Order") | {"x.py": ""}) == ()


def test_a_renamed_record_type_is_told_once_and_its_fields_are_still_judged(place: Place) -> None:
    before = app_of(place)
    text = (place.specs / "records" / "order.yaml").read_text()
    (place.specs / "records" / "order.yaml").unlink()
    (place.specs / "records" / "bread.yaml").write_text(text.replace("record: order", "record: bread\nwas: order"))
    for portal in ("shop", "oven"):
        change(place, f"portals/{portal}.yaml", "list: order", "list: bread")
    (place.specs / "demo" / "order.yaml").rename(place.specs / "demo" / "bread.yaml")
    assert (
        told(place, handler("print(event.after.what, event.after.wat)"), before)
        == """\
error[S911]: there is no record type 'order'
  --> extensions/order.py:4:12
  4 | @on(Saved, "order")
    |            ^^^^^^^
    = help: it is called 'bread' now (specs/records/bread.yaml:1): write 'bread'

error[S912]: bread has no field 'wat'
  --> extensions/order.py:6:29
  6 |     print(event.after.what, event.after.wat)
    |                             ^^^^^^^^^^^^^^^
    = help: did you mean 'what'? fields: what, customer, pieces, baker, extras, state, slip, notes, double

2 errors"""
    )


def test_imports_of_what_is_not_generated_are_told(place: Place) -> None:
    change(place, "records/order.yaml", "    create: [what, pieces]\n    preset: { customer: me }\n", "")
    change(place, "records/order.yaml", "    edit: [{ when: open, fields: [what, pieces] }]\n", "")
    lines = (
        "from generated.forms.order import OvenOrderForm, ShopOrderForm",
        "from generated.models.cake import Cake",
        "from generated.models.order import Order",
        "from generated.portals import order",
        "from generated.choices import order as choices",
        "from generated.site import SITE",
        "print(Order.what, Order.customer_id, Order.customer, Order.created, Order.wat, order.RECORD, order.RECRD)",
    )
    found = problems(place, {"some.py": "\n".join(lines) + "\n"})
    assert [(each.code, each.position.line, each.message) for each in found] == [
        ("S913", 1, "generated.forms.order has no 'ShopOrderForm'"),
        ("S913", 2, "there is no module generated.models.cake"),
        ("S913", 5, "generated.choices has no 'order'"),
        ("S912", 7, "order has no field 'wat'"),
        ("S913", 7, "generated.portals.order has no 'RECRD'"),
    ]
    assert found[0].hint.startswith("did you mean 'OvenOrderForm'?")


def test_a_class_that_is_replaced_twice_is_told_with_both_places(place: Place) -> None:
    head = "from generated.forms.order import ShopOrderForm\nfrom runtime.extending import replaces\n\n\n"
    own = "@replaces(ShopOrderForm)\nclass {name}(ShopOrderForm): ...\n"
    files = {"a.py": head + own.format(name="One"), "b.py": head + own.format(name="Other")}
    assert (
        told(place, files)
        == """\
error[S914]: generated.forms.order.ShopOrderForm is replaced already, in extensions/a.py:5
  --> extensions/b.py:5:2
  5 | @replaces(ShopOrderForm)
    |  ^^^^^^^^^^^^^^^^^^^^^^^
    = help: make one class of the two

1 error"""
    )


def test_marks_that_nothing_looks_for_are_told(place: Place) -> None:
    text = """\
from runtime.extending import Saved, job, on


def outer():
    @on(Saved, "order")
    def inner(event): ...


class Group:
    @on(Saved, "order")
    def method(self, event): ...


@on(Saved, "order")
async def later(event): ...


@job
def bare(task): ...
"""
    found = problems(place, {"some.py": text})
    assert [(each.code, each.message, each.hint) for each in found] == [
        ("S915", "'inner' stands inside of something and is never found", "put it at the top level of the module"),
        ("S915", "'method' stands inside of something and is never found", "put it at the top level of the module"),
        ("S915", "'later' is 'async' and would never run", "write: def"),
        ("S915", "this mark says nothing", 'write it with what it is about: @on(Saved, "order")'),
    ]


def test_jobs_and_pages_are_judged_by_what_they_name(place: Place) -> None:
    text = """\
from runtime.extending import EVERYBODY, ListQuery, Page, job


@job("one", reason="Why.", reads={"order": ("what", "wat"), "ordr": ("what",)}, deletes=("cake",))
def one(task):
    task.edit("order", None, {"stat": "done"})
    task.read.record("bread", 1)


class Late(Page):
    portal = "owen"
    roles = EVERYBODY


class Early(Page):
    portal = "oven"
    roles = ("early", "noon")

    def show_it(self):
        self.here().create("order", {"wath": "x"})
        return ListQuery("orders")
"""
    found = problems(place, {"some.py": text})
    assert [(each.code, each.position.line, each.message) for each in found] == [
        ("S912", 4, "order has no field 'wat'"),
        ("S911", 4, "there is no record type 'ordr'"),
        ("S911", 4, "there is no record type 'cake'"),
        ("S912", 6, "order has no field 'stat'"),
        ("S911", 7, "there is no record type 'bread'"),
        ("S911", 11, "there is no portal 'owen'"),
        ("S911", 17, "the portal oven has no role 'noon'"),
        ("S912", 20, "order has no field 'wath'"),
        ("S911", 21, "there is no record type 'orders'"),
    ]


def test_a_module_that_cannot_be_read_is_told(place: Place) -> None:
    assert (
        told(place, {"some.py": "def half(:\n"})
        == """\
error[S910]: this cannot be read: invalid syntax
  --> extensions/some.py:1:10
  1 | def half(:
    |          ^

1 error"""
    )


def test_an_import_that_is_not_for_extensions_is_a_warning(place: Place) -> None:
    assert (
        told(place, {"some.py": "from runtime.engine import open_engines\n"})
        == """\
warning[S919]: runtime.engine.open_engines is not for extensions
  --> extensions/some.py:1:28
  1 | from runtime.engine import open_engines
    |                            ^^^^^^^^^^^^
    = help: what may be imported is in runtime.extending, runtime.declarations.kinds, runtime.web.forms, \
runtime.web.api.schemas; all else may change with an upgrade

1 warning"""
    )


def template(mark: str, body: str, block: str = "main") -> dict[str, str]:
    text = f'{{% extends "shipped/detail.html" %}}\n{mark}\n{{% block {block} %}}\n{body}\n{{% endblock %}}\n'
    return {"templates/detail.html": text}


def test_a_block_that_changed_is_a_warning_with_the_new_mark(place: Place) -> None:
    block = shipped_block("detail.html", "main")
    assert block is not None and block.template == "detail.html"
    assert problems(place, template(block.mark, "{{ super() }}")) == ()
    assert (
        told(place, template("{# replaces main of detail.html 3f2a9c #}", "{{ super() }}"))
        == f"""\
warning[S917]: the block 'main' of detail.html is another one than this replaced
  --> extensions/templates/detail.html:2:1
  2 | {{# replaces main of detail.html 3f2a9c #}}
    | ^
    = help: compare the two, then write: {block.mark}

1 warning"""
    )
    (problem,) = problems(place, template("", "{{ super() }}"))
    assert (problem.code, problem.severity, problem.hint) == ("S917", "warning", f"write above it: {block.mark}")


UNUSABLE = {
    "another block": (template("", "x", "mian"), "detail.html has no block 'mian'"),
    "no inheritance": (
        {"templates/detail.html": "<p>All mine</p>"},
        "this stands in the place of the shipped detail.html but does not extend it",
    ),
    "itself": (
        {"templates/detail.html": '{% extends "detail.html" %}'},
        "this stands in the place of the shipped detail.html but does not extend it",
    ),
    "no escaping": (
        template("", "{% autoescape false %}{{ page.title }}{% endautoescape %}"),
        "escaping may not be turned off",
    ),
    "no escaping at all": (
        template("", "{% set x = page.title|safe %}"),
        "'safe' would print what people typed as markup",
    ),
    "no syntax": (
        template("", "{% if %}"),
        "this template cannot be read: Expected an expression, got 'end of statement block'",
    ),
    "a page's": ({"templates/own.html": "{{ x|safe }}"}, "'safe' would print what people typed as markup"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_template_that_cannot_be_used_is_an_error(place: Place, case: str) -> None:
    files, words = UNUSABLE[case]
    (problem,) = problems(place, files)
    assert (problem.code, problem.severity, problem.message) == ("S916", "error", words)


def test_a_variable_that_nothing_gives_is_a_warning(place: Place) -> None:
    block = shipped_block("detail.html", "main")
    assert block is not None
    (problem,) = problems(place, template(block.mark, "{{ super() }}{{ paeg.title }}{{ page.title }}{{ shell.site }}"))
    assert (problem.code, problem.severity, problem.message) == (
        "S918",
        "warning",
        "nothing gives this template 'paeg'",
    )
    assert problem.position.line == 4


def test_a_site_without_extensions_has_none(place: Place) -> None:
    assert find_breakage(folders(place), None, app_of(place)) == ()
    assert read_extensions(folders(place).extensions) == {}


def test_check_and_apply_refuse_before_anything_is_written(tmp_path: Path) -> None:
    place = make_bakery(tmp_path, extensions=None)
    place.build(demo=False)
    files = {path: path.read_bytes() for path in place.out.rglob("*") if path.is_file()}
    current = (place.var / "current").read_text()
    (place.folder / "extensions").mkdir()
    (place.folder / "extensions" / "order.py").write_text(handler("print(event.after.nothing)")["order.py"])
    done = place.portal("check", "--format", "json")
    (problem,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert (problem["code"], problem["file"], problem["line"]) == ("S912", "extensions/order.py", 6)
    done = place.portal("apply")
    assert done.returncode == 1 and "order has no field 'nothing'" in done.stderr
    assert {path: path.read_bytes() for path in place.out.rglob("*") if path.is_file()} == files
    assert (place.var / "current").read_text() == current
    done = place.portal("plan")
    assert done.returncode == 1 and "order has no field 'nothing'" in done.stdout + done.stderr


def test_a_page_that_fails_leaves_the_old_generation_serving(tmp_path: Path) -> None:
    """What no look at the text can find, the trial of an apply does."""
    place = make_bakery(tmp_path, extensions=None)
    place.build()
    current = (place.var / "current").read_text()
    page = (EXTENSIONS / "pages.py").read_text().replace('        words = ""\n', "        words = 1 / 0\n", 1)
    (place.folder / "extensions").mkdir()
    (place.folder / "extensions" / "pages.py").write_text(page)
    done = place.portal("apply")
    assert done.returncode != 0
    assert "/oven/baking/ as early of The oven: ZeroDivisionError at extensions/pages.py" in done.stderr
    assert (place.var / "current").read_text() == current


def test_a_template_is_begun_that_prints_what_the_shipped_one_does(place: Place) -> None:
    done = place.portal("extend", "template", "detail.html", "facts")
    assert done.returncode == 0, done.stderr
    block = shipped_block("detail.html", "facts")
    path = place.folder / "extensions" / "templates" / "detail.html"
    assert block is not None
    facts = "{% block facts %}\n{{ super() }}\n{% endblock %}\n"
    text = f'{{% extends "shipped/detail.html" %}}\n\n{block.mark}\n{facts}'
    assert path.read_text() == text
    assert problems(place, {}) == ()
    assert place.portal("extend", "template", "detail.html", "footer").returncode == 0
    assert path.read_text().startswith(text) and "replaces footer of base.html" in path.read_text()
    assert problems(place, {}) == ()
    for words, told in (
        (("detail.html", "facts"), "overrides facts already"),
        (("detail.html", "fatcs"), "detail.html has no block fatcs; its blocks are: title, actions, progress, facts"),
        (("detial.html", "facts"), "there is no shipped template detial.html"),
    ):
        done = place.portal("extend", "template", *words)
        assert done.returncode == 1 and told in done.stderr
