"""Names in words of portals are changed with all that has them; what a role could notice comes along with the role."""

from __future__ import annotations

import pytest

from tests.sites.place import Place, make_place
from tests.words.conftest import SPECS

RENAMES = {
    ("repair.state.parts", "spares"): ("of: [bench, spares, checking]",),
    ("repair.state.fetched", "collected"): ("fetched: { label: Yours again, of: [collected, filed] }",),
    ("repair.call_off", "stop"): ("      stop: Stop the work",),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """With a lock; what a test renames stays so."""
    place = make_place(SPECS, tmp_path_factory.mktemp("renaming"))
    place.build(demo=False)
    return place


@pytest.mark.parametrize(("names", "expected"), RENAMES.items(), ids=lambda each: str(each[0]))
def test_a_name_is_changed_in_words(names: tuple[str, str], expected: tuple[str, ...], place: Place) -> None:
    done = place.portal("rename", *names)
    assert done.returncode == 0, done.stderr + done.stdout
    text = (place.specs / "records" / "repair.yaml").read_text()
    assert [each for each in expected if each not in text] == []


def test_what_a_role_could_notice_keeps_its_columns(place: Place) -> None:
    done = place.portal("rename", "mechanic.role.trainee", "apprentice")
    assert done.returncode == 0, done.stderr + done.stdout
    lock = (place.specs / "spec.lock.yaml").read_text()
    assert " as updated_for_shop_trainee" in lock
    assert "updated_for_shop_trainee:" not in lock
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    model = (place.out / "models" / "repair.py").read_text()
    assert "updated_for_shop_apprentice = F.datetime(" in model
    assert 'column="updated_for_shop_trainee"' in model
