"""What a record's page tells of its fields, as a whole and one by one."""

from typing import Any

from flask import Flask, template_rendered
from jinja2 import Template
from markupsafe import escape

from tests.pages.conftest import Courier
from tests.pages.visitor import Visitor


def test_a_page_may_write_its_facts_in_its_own_way(courier: Courier, ada: Visitor) -> None:
    """Whoever overrides that block has them one by one, as they stand in what is overridden."""
    seen: list[dict[str, Any]] = []

    def take(_app: Flask, template: Template, context: dict[str, Any]) -> None:
        if template.name == "detail.html":
            seen.append(context)

    with template_rendered.connected_to(take):
        text = ada.get(f"/consignments/{courier.consignment()}").text
    (context,) = seen
    page = context["page"]
    assert page.sheet in text and page.actions in text
    assert len(page.facts) == page.sheet.count("<dt>") > 3
    assert {fact.label for fact in page.facts if fact.change}
    for fact in page.facts:
        assert f"<dt>{escape(fact.label)}</dt>" in page.sheet
        assert fact.html in page.sheet
    for fact in filter(lambda each: each.change, page.facts):
        assert f'<a href="{escape(fact.change)}">Change' in page.sheet
