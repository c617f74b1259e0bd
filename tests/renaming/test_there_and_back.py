"""Random renames of whole specs: they mean the same but for the name, and renamed back they are the very bytes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption

from generator.naming import key_plural
from generator.renaming import Plan, RefusedError
from tests.renaming.renaming import (
    HARBOUR,
    ROOT,
    NotARenameError,
    apply_lock,
    bytes_of,
    load,
    paths_of,
    rename,
    replaced_words,
)

OBSERVATORY = ROOT / "tests" / "businesses" / "observatory" / "specs"
DESK = ROOT / "tests" / "workflow" / "desk"
FRESH = "zz_"
"""How names begin that stand nowhere yet: with one of these everything can be renamed that may be renamed at all."""
REFUSED = re.compile("comes from the mixin|comes with the product|stands in a list that")
NEED_BOTH = {"records.berth.since", "records.boat.since"}
"""Fields of two record types that one mixin names."""


class Home:
    """Specs that every example starts from in a copy of its own."""

    def __init__(self, specs: Path, folder: Path) -> None:
        self.specs = folder / "specs"
        shutil.copytree(specs, self.specs)
        apply_lock(self.specs)
        self.loaded = load(self.specs)
        self.files = bytes_of(self.specs)
        self.paths = paths_of(self.loaded.world)
        texts = (content.decode() for name, content in self.files.items() if re.match("records|portals", name))
        self.words = sorted({word for text in texts for word in re.findall(r"\b[a-z][a-z0-9_]{0,20}\b", text)})

    def paths_and_names(self) -> st.SearchStrategy[tuple[str, str]]:
        fresh = st.integers(0, 99).map(lambda number: f"{FRESH}{number}")
        return st.tuples(st.sampled_from(self.paths), st.one_of(st.sampled_from(self.words), fresh))


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Home]]:
    folders = {"harbour": HARBOUR, "observatory": OBSERVATORY, "shipped": ROOT / "specs", "desk": DESK}
    yield {name: Home(specs, tmp_path_factory.mktemp(name)) for name, specs in folders.items()}


def check(home: Home, path: str, name: str) -> None:
    with TemporaryDirectory() as folder:
        specs = Path(folder) / "specs"
        shutil.copytree(home.specs, specs)
        sources = replace(home.loaded.sources, base=specs.parent)
        try:
            plan, after = rename(replace(home.loaded, specs=specs, sources=sources), path, name)
        except (RefusedError, NotARenameError) as reason:
            is_right = bool(REFUSED.search(str(reason))) or path in NEED_BOTH
            assert is_right or not name.startswith(FRESH), (path, reason)
            assume(False)
            raise
        _check_words(home, plan, bytes_of(specs))
        assert list(after.app.records) == sorted(after.app.records)
        rename(after, path.removesuffix(plan.target.name) + name, plan.target.name)
        assert bytes_of(specs) == home.files


def _check_words(home: Home, plan: Plan, files: dict[str, bytes]) -> None:
    """Nothing but the name was replaced, nor by anything but the new one."""
    old, new = plan.target.name, plan.name
    allowed = {(old, new), (key_plural(old), key_plural(new))}
    for file, content in home.files.items():
        if not file.endswith(".yaml") or file.endswith("lock.yaml"):
            continue
        now = files[plan.moves.get(f"specs/{file}", f"specs/{file}").removeprefix("specs/")]
        for one, other in replaced_words(content, now):
            parts = list(zip(one.split("."), other.split("."), strict=False))
            wrong = [pair for pair in parts if pair[0] != pair[1] and pair not in allowed]
            assert (one, other) in allowed or not wrong, (file, one, other)


@settings(max_examples=10, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(data=st.data())
def test_a_small_business(homes: dict[str, Home], data: st.DataObject) -> None:
    check(homes["harbour"], *data.draw(homes["harbour"].paths_and_names()))


@settings(max_examples=10, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(data=st.data())
def test_states_and_moves(homes: dict[str, Home], data: st.DataObject) -> None:
    check(homes["desk"], *data.draw(homes["desk"].paths_and_names()))


@settings(max_examples=2, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(data=st.data())
def test_an_observatory(homes: dict[str, Home], data: st.DataObject) -> None:
    check(homes["observatory"], *data.draw(homes["observatory"].paths_and_names()))


@pytest.mark.soak  # 20 CPU s; the other two businesses say it in every run
@settings(max_examples=1, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(data=st.data())
def test_the_shipped_business(homes: dict[str, Home], data: st.DataObject) -> None:
    check(homes["shipped"], *data.draw(homes["shipped"].paths_and_names()))


@pytest.mark.soak
@pytest.mark.parametrize("name", ["harbour", "observatory", "shipped", "desk"])
def test_everything_there_is(homes: dict[str, Home], name: str) -> None:
    """Each path with a name that stands nowhere."""
    home = homes[name]
    for number, path in enumerate(home.paths):
        try:
            check(home, path, f"{FRESH}{number}")
        except UnsatisfiedAssumption:
            continue
