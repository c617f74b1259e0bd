"""What stands in the generated code is what the spec says, also where it is written shorter."""

from __future__ import annotations

from generator.pipeline import generate
from tests.generation.conftest import change
from tests.sites.place import Place


def portals_of(place: Place, key: str) -> str:
    return generate(place.specs).files[f"portals/{key}.py"].decode()


def test_the_order_of_columns_is_kept_though_nearly_all_fields_are_listed(place: Place) -> None:
    whole = "    delete: condition"
    change(place, "records/tool.yaml", whole, f"    list: [value, bought, name, keeper, condition]\n{whole}")
    assert 'list=("value", "bought", "name", "keeper", "condition"),' in portals_of(place, "tool")


def test_all_fields_but_some_are_written_as_that(place: Place) -> None:
    change(place, "records/tool.yaml", "    delete: condition", "    hide: [value]\n    delete: condition")
    text = portals_of(place, "tool")
    assert 'see=(Grant(but(ALL, "value")),),' in text
    assert '"value"' in text.partition("ALL = (")[2].partition(")\n")[0]


def test_what_is_entered_and_seen_is_listed_once(place: Place) -> None:
    more = "".join(f"  extra_{letter}: {{ type: text }}\n" for letter in "abcdefgh")
    change(place, "records/tool.yaml", "  value: ", f"{more}  value: ")
    entered = "    create: [name, condition, bought, value]\n    preset: { keeper: me }\n"
    old = "    see: [name, condition]\n    edit: [condition]\n"
    change(place, "records/tool.yaml", old, f"{entered}    see: [entered, keeper]\n    list: [name, condition]\n")
    text = portals_of(place, "tool")
    assert 'BORROWER_ENTERS = ("name", "condition", "bought", "value")' in text
    assert 'see=(Grant((*BORROWER_ENTERS, "keeper")),),' in text
    assert "create=BORROWER_ENTERS," in text
