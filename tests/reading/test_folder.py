"""What lies in specs/: every file is read, known to be no spec, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Problem
from generator.reading import read_spec
from tests.reading.folders import BERTH, SITE, problems_of, write

FOLDERS = "folders: choices, demo, mails, mixins, portals, records"
RULE = "a name has a-z, 0-9 and _, and begins with a letter"
LATER = "move it out of the specs until it does"

FILES = {
    "record/berth.yaml": ("S030", "specs/record", "unknown folder 'record'", f"did you mean 'records'? {FOLDERS}"),
    "stuff/berth.yaml": ("S030", "specs/stuff", "unknown folder 'stuff'", FOLDERS),
    "berth.yaml": (
        "S030",
        "specs/berth.yaml",
        "the file 'berth.yaml' is not read here",
        "files belong into one of choices/, demo/, mails/, mixins/, portals/, records/",
    ),
    "portals.yaml": (
        "S030",
        "specs/portals.yaml",
        "the file 'portals.yaml' is not read here",
        "did you mean 'portal.yaml'?",
    ),
    "records/berth.yml": (
        "S030",
        "specs/records/berth.yml",
        "the file 'berth.yml' is not read: names of specs end in .yaml",
        "rename it to berth.yaml",
    ),
    "records/notes.txt": (
        "S030",
        "specs/records/notes.txt",
        "the file 'notes.txt' is not read: names of specs end in .yaml",
        "remove it",
    ),
    "records/old/berth.yaml": (
        "S030",
        "specs/records/old",
        "the folder 'old' is not read here",
        "one file per thing, without folders",
    ),
    "records/Berth.yaml": (
        "S031",
        "specs/records/Berth.yaml",
        "'Berth' cannot be the name of a spec",
        f"rename it to berth.yaml; {RULE}",
    ),
    "records/return-request.yaml": (
        "S031",
        "specs/records/return-request.yaml",
        "'return-request' cannot be the name of a spec",
        f"rename it to return_request.yaml; {RULE}",
    ),
    "records/бухта.yaml": ("S031", "specs/records/бухта.yaml", "'бухта' cannot be the name of a spec", RULE),
    "mails/welcome.yaml": (
        "S030",
        "specs/mails/welcome.yaml",
        "the file 'welcome.yaml' is not read: names of mails end in .md",
        "remove it",
    ),
    "mails/welcome.markdown": (
        "S030",
        "specs/mails/welcome.markdown",
        "the file 'welcome.markdown' is not read: names of mails end in .md",
        "rename it to welcome.md",
    ),
    "journeys/moving.yaml": ("S033", "specs/journeys", "this version does not read specs/journeys/", LATER),
    "records/empty.yaml": (
        "S035",
        "specs/records/empty.yaml",
        "this file is empty",
        "describe the thing, or remove the file",
    ),
}


def parts(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.position.file, problem.message, problem.hint


@pytest.mark.parametrize(("file", "words"), FILES.items(), ids=FILES)
def test_what_is_not_read_is_told(tmp_path: Path, file: str, words: tuple[str, str, str, str]) -> None:
    content = "" if "empty" in file else BERTH
    assert [parts(problem) for problem in problems_of(tmp_path, {file: content})] == [words]


def test_pictures_demo_files_the_lock_and_leftovers_of_editors_are_left_alone(tmp_path: Path) -> None:
    files = {
        "brand/staff.svg": "<svg/>",
        "demo/files/log.txt": "x",
        "spec.lock.yaml": "x: [",
        "records/.berth.yaml.swp": "x",
        "records/berth.yaml~": "x",
        "README.md": "x",
    }
    assert problems_of(tmp_path, files) == []


def test_without_a_folder_of_specs_there_is_no_spec(tmp_path: Path) -> None:
    spec, problems, _ = read_spec(tmp_path / "specs")
    hint = "run this in the folder that holds specs/"
    assert spec is None
    assert [parts(problem) for problem in problems] == [("S034", "specs", "there is no folder 'specs' here", hint)]


def test_without_portal_yaml_the_rest_is_read_all_the_same(tmp_path: Path) -> None:
    root = write(tmp_path, {"records/berth.yaml": BERTH})
    (root / "portal.yaml").unlink()
    spec, problems, _ = read_spec(root)
    hint = "it says what the site is called: label, currency, time_zone, languages, spec: 1"
    assert [parts(problem) for problem in problems] == [
        ("S034", "specs/portal.yaml", "the file portal.yaml is missing", hint)
    ]
    assert spec is not None
    assert list(spec.records) == ["berth"]


def test_a_dangling_link_is_no_ordinary_file(tmp_path: Path) -> None:
    root = write(tmp_path, {"records/berth.yaml": BERTH})
    (root / "records/ship.yaml").symlink_to("nowhere")
    assert [parts(problem) for problem in read_spec(root)[1]] == [
        ("S032", "specs/records/ship.yaml", "this is not an ordinary file", "remove it")
    ]


def test_the_names_of_files_do_not_depend_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, {"records/berth.yaml": BERTH})
    absolute = read_spec(root)[0]
    monkeypatch.chdir(tmp_path)
    assert read_spec(Path("specs"))[0] == absolute
    assert absolute is not None
    assert absolute.records["berth"].at.file == "specs/records/berth.yaml"


def test_the_shipped_mixins_are_there_and_a_site_may_have_its_own(tmp_path: Path) -> None:
    shipped, _, _ = read_spec(write(tmp_path, {}))
    assert shipped is not None
    assert [field.kind for field in shipped.mixins["attachments"].fields.values()] == ["files"]
    own, _, _ = read_spec(write(tmp_path, {"mixins/attachments.yaml": "mixin: attachments\nrules: { a: b }"}))
    assert own is not None
    assert own.mixins["attachments"].at.file == "specs/mixins/attachments.yaml"


def test_the_site(tmp_path: Path) -> None:
    spec, problems, _ = read_spec(write(tmp_path, {"portal.yaml": SITE.replace("languages: [en]\n", "")}))
    assert problems == []
    assert spec is not None
    assert (spec.site.label, spec.site.currency, spec.site.languages) == ("Harbour", "EUR", ("en",))
