"""Demo records, read by the kinds of their fields."""

from decimal import Decimal
from pathlib import Path

from generator.demo import DemoFile, DemoLink, DemoMoment
from tests.resolve.specs import app_of

BERTH = {
    "records/berth.yaml": """
        record: berth
        fields:
          skipper: { type: link, to: skipper }
          crew: { type: links, to: skipper }
          ship: { type: text, required: true }
          needs: { type: choices, of: [fuel, water] }
          draught: { type: decimal }
          count: { type: integer }
          dry: { type: yesno }
          stay: { type: duration }
          day: { type: date }
          since: { type: date }
          seen: { type: datetime }
          opens: { type: time }
          plan: { type: file }
          photos: { type: files }
        portals:
          staff: { rows: all, see: all, edit: all }
    """,
    "demo/files/plan.pdf": "plan",
    "demo/files/a.png": "one",
    "demo/files/b.png": "another",
    "demo/skipper.yaml": """
        ann:
          name: Ann
          mail: ann@harbour.example
        bo:
          name: Bo
          mail: bo@harbour.example
    """,
    "demo/berth.yaml": """
        first:
          skipper: ann
          crew: [ann, bo]
          ship: "007"
          needs: fuel
          draught: 1.10
          count: 3
          dry: no
          stay: 2w
          day: 2026-05-31
          since: today - days(3)
          seen: now + hours(5)
          opens: 09:30
          plan: files/plan.pdf
          photos: [files/a.png, files/b.png]
    """,
}


def test_demo_values(tmp_path: Path) -> None:
    demo = {(each.record, each.key): dict(each.values) for each in app_of(tmp_path, BERTH).demo}
    assert demo["berth", "first"] == {
        "skipper": DemoLink("skipper", "ann"),
        "crew": (DemoLink("skipper", "ann"), DemoLink("skipper", "bo")),
        "ship": "007",
        "needs": ("fuel",),
        "draught": Decimal("1.10"),
        "count": 3,
        "dry": False,
        "stay": 1_209_600,
        "day": "2026-05-31",
        "since": DemoMoment("today", -259_200),
        "seen": DemoMoment("now", 18_000),
        "opens": "09:30:00",
        "plan": DemoFile("files/plan.pdf"),
        "photos": (DemoFile("files/a.png"), DemoFile("files/b.png")),
    }
    assert [key for _, key in demo] == ["first", "ann", "bo"]
