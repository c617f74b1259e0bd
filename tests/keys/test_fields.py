"""The keys of a field, each tried at a form or a page."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.businesses.browsing import Answer, Upload
from tests.visibility.people import Office, Person

NEW = "/mendings/new"


def control(person: Person, name: str) -> dict[str, object]:
    [found] = [each for each in person.get(NEW).page.form.controls if each.name == name]
    return {"values": found.values, "chosen": found.chosen, **found.attributes}


def refused(answer: Answer, words: str) -> None:
    assert answer.status == 422, answer.text
    assert words in answer.text


def test_type(bea: Person) -> None:
    """Each kind of field asks in its own way and refuses what is none."""
    wrong = {
        "amount": ("many", "Amount must be a number"), "rate": ("1.25", "Rate must have 1 decimal places at most"),
        "price": ("dear", "Price must be a number"), "kind": ("late", "Choose one of the options for kind"),
        "shop": ("x", "Choose a shop from the list"), "day-year": ("26", "Day must include a day and a month"),
    }  # fmt: skip
    for name, (text, words) in wrong.items():
        refused(bea.send(NEW, subject="Of its kind", **{name: text}), words)


def test_label(bea: Person) -> None:
    for path in (NEW, "/mendings/"):
        assert "What to mend" in bea.get(path).text
    assert bea.facts("mendings", "chair")["What to mend"] == "Chair"
    assert bea.facts("mendings", "chair")["Amount"] == "2", "without one, the name serves"


def test_hint(bea: Person) -> None:
    assert "In a few words." in bea.get(NEW).text


def test_required(shop: Office, bea: Person) -> None:
    refused(bea.send(NEW, subject=" "), "Enter a what to mend")
    refused(bea.send(f"/mendings/{shop.ids['chair']}/edit", subject=""), "Enter a what to mend")


def test_require_and_show(shop: Office, bea: Person) -> None:
    refused(bea.send(NEW, subject="Slow one", kind="slow"), "Enter a reason")
    assert bea.send(NEW, subject="Quick one", kind="quick", reason="Forgotten").status == 303
    assert shop.ask("SELECT reason FROM job WHERE subject = 'Quick one'") == [(None,)]
    assert bea.send(NEW, subject="Slow one", kind="slow", reason="Glue dries").status == 303
    assert shop.ask("SELECT reason FROM job WHERE subject = 'Slow one'") == [("Glue dries",)]


def test_default(bea: Person) -> None:
    assert control(bea, "kind")["chosen"] == ["quick"]
    assert control(bea, "amount")["values"] == ["3"]


def test_computed(shop: Office, bea: Person) -> None:
    assert shop.ask("SELECT total FROM job WHERE subject = 'Chair'") == [(120,)]
    assert "total" not in bea.questions(NEW)
    [before] = shop.ask("SELECT worth FROM shop WHERE name = 'Steel'")
    assert bea.send(NEW, subject="Anvil", shop=str(shop.ids["steel"]), price="70").status == 303
    assert shop.ask("SELECT worth FROM shop WHERE name = 'Steel'") == [(int(before[0] or 0) + 70,)]


def test_unique(bea: Person) -> None:
    answer = bea.send(NEW, subject="Copy", code="ABC")
    assert answer.status == 422
    assert "Code" in answer.text and "already" in answer.text


def test_index(shop: Office) -> None:
    names = [name for _, name, *_ in shop.ask("PRAGMA index_list(job)")]
    columns = [[row[2] for row in shop.ask(f"PRAGMA index_info({name})")] for name in names]
    assert ["day"] in columns
    assert ["rate"] not in columns


def test_private(bea: Person) -> None:
    assert "secret" not in bea.questions(NEW)
    assert "Secret" not in bea.facts("mendings", "chair")


def test_min_and_max(bea: Person) -> None:
    refused(bea.send(NEW, subject="Few", amount="0"), "Enter amount as 1 or more")
    refused(bea.send(NEW, subject="Many", amount="10"), "Enter amount as 9 or less")
    day = datetime.now(ZoneInfo("Asia/Tokyo")).date() - timedelta(days=2)
    refused(bea.send(NEW, subject="Late", day=day.isoformat()), "or later")
    refused(bea.send(NEW, subject="x" * 21), "to 20 characters or fewer")


def test_places(bea: Person) -> None:
    refused(bea.send(NEW, subject="Fine", rate="1.25"), "must have 1 decimal places at most")
    refused(bea.send(NEW, subject="Fine", price="1.5"), "must have no decimal places")  # yen have none


def test_pattern(bea: Person) -> None:
    for code in ("abc", "ABCD", "AB"):
        refused(bea.send(NEW, subject="Code", code=code), "Enter code in the right form")


def test_to_and_where(shop: Office, bea: Person) -> None:
    assert bea.choices(NEW, "shop") == {"wood", "steel"}
    assert bea.choices(NEW, "others") == {"attic"}
    refused(bea.send(NEW, subject="Closed", shop=str(shop.ids["attic"])), "Choose a shop from the list")
    refused(bea.send(NEW, subject="No shop", shop=str(shop.ids["bea"])), "Choose a shop from the list")
    refused(bea.send(NEW, subject="Open", others=str(shop.ids["wood"])), "Choose others from the list")


def test_back(shop: Office, bea: Person) -> None:
    """The set on the other side, of which the shop's worth is the sum."""
    expected = shop.ask("SELECT coalesce(sum(price), 0) FROM job WHERE shop_id = ?", shop.ids["wood"])
    assert shop.ask("SELECT worth FROM shop WHERE name = 'Wood'") == expected
    assert expected[0][0] == 80


def test_of(bea: Person) -> None:
    assert {"Quick work", "Slow work", "Deep red", "Sky blue"} <= set(words_of(bea.get(NEW)))
    assert control(bea, "colour")["values"] == ["", "red", "blue"]


def words_of(answer: Answer) -> list[str]:
    return [part.partition("<")[0] for part in answer.text.split(">")]


@pytest.mark.parametrize(
    ("upload", "words"),
    [(Upload("plan.pdf", b"%PDF"), "must be a TXT file"), (Upload("plan.txt", b"x" * 1001), "must be 1 KB or smaller")],
)
def test_accept_and_size(upload: Upload, words: str, bea: Person) -> None:
    form = bea.get(NEW).page.form
    hidden = [(each.name, each.values[0]) for each in form.controls if each.kind == "hidden" and each.values[0]]
    answer = bea.visitor.post(f"{bea.visitor.root}{NEW}", [*hidden, ("subject", "Papers")], [("papers", upload)])
    refused(answer, words)
