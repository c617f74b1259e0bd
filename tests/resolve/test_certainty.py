"""Rules that are certain are told once, where they stand; what is certain by somebody else's doing is not."""

from pathlib import Path

import pytest

from tests.resolve.specs import problems_of

BERTH = """
    record: berth
    fields:
      skipper: { type: link, to: skipper, required: true }
      ship: { type: text, required: true }
      state: { type: choice, of: [free, taken], default: free, required: true }
      kind: { type: choice, of: [dry, wet] }
      log:
        type: text
        show: SHOW
    rules:
      own: skipper == me
      odd: RULE
    portals:
      guest:
        rows: GUESTS
        see: [ship, skipper]
        create: [ship]
        preset: { skipper: me }
        fields:
          log: { require: OVER }
      staff: { rows: all, see: all, edit: all }
"""
SOUND = {"SHOW": 'kind == "dry"', "RULE": "own", "GUESTS": "own", "OVER": 'ship == "x"'}


def told(folder: Path, **parts: str) -> list[tuple[str, str]]:
    text = BERTH
    for name, rule in {**SOUND, **parts}.items():
        text = text.replace(name, rule)
    return [each for each in problems_of(folder, {"records/berth.yaml": text}) if each[0] in ("S315", "S316")]


def test_sound_rules(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    "parts",
    [
        {"OVER": "false"},  # here it is never required
        {"OVER": "true"},
        {"GUESTS": "sees(skipper)"},  # as wide as the rule of skippers, which may become narrower
        {"SHOW": 'kind in ["dry", "wet"]'},  # the kind may be missing
        {"SHOW": 'kind != "dry" or kind is None'},
        {"RULE": "skipper == me or skipper != me and own"},
    ],
)
def test_what_is_meant_so(parts: dict[str, str], tmp_path: Path) -> None:
    assert told(tmp_path, **parts) == []


@pytest.mark.parametrize(
    ("part", "rule", "code"),
    [
        ("SHOW", 'state in ["free", "taken"]', "S315"),
        ("SHOW", "true", "S315"),
        ("SHOW", 'not (ship == "x" and ship != "x")', "S315"),
        ("SHOW", 'kind == "dry" and kind == "wet"', "S316"),
        ("SHOW", "state is None", "S316"),
        ("RULE", "own and skipper is None", "S316"),
        ("OVER", "ship is None and ship is not None", "S316"),
    ],
)
def test_what_is_not(part: str, rule: str, code: str, tmp_path: Path) -> None:
    holds = "always holds" if code == "S315" else "never holds"
    assert told(tmp_path, **{part: rule}) == [(code, f"the rule '{rule}' {holds}")]
