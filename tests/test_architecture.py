"""The architecture, kept by tests: what may import what, how long things may be, and words that must not appear.

Each rule reads the source as text or syntax tree and imports nothing of it. A broken rule names file and line.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("generator", "runtime", "portal", "leaks")

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 60
RUNS_TEXT = {"compile", "eval", "exec"}
CONTROL = re.compile(r"\s*\{%-?\s*(if|elif|else|for|set|macro)\b")  # what decides; its end adds nothing

FRAMEWORKS = ("flask", "flask_*", "sqlalchemy", "wtforms", "marshmallow", "alembic", "werkzeug")
NOT_IN_GENERATOR = (*FRAMEWORKS, "runtime", "generated", "portal", "leaks", "extensions")
NOT_IN_RUNTIME = ("yaml", "jsonschema", "generator", "generated", "portal", "leaks", "extensions")

# The generator's stages, which know each other only through these values and vocabularies.
VALUES = (
    "app",
    "backs",
    "demo",
    "expressions",
    "fields",
    "indexes",
    "names",
    "naming",
    "noticed",
    "notices",
    "problems",
    "promised",
    "python",
    "routes",
    "routing",
    "service_level",
    "spec",
    "suggestion",
    "thread",
    "traces",
    "worded",
    "words",
    "workflow",
)
WHOLE_WAY = ("incremental", "pipeline")  # what strings the stages together: for what an edit touched, and for all
WITHIN_A_STAGE: Mapping[str, Sequence[str]] = {
    "reading": ("sources",),  # text to Spec is one stage of two rooms
    "resolve": ("rules",),  # ends by judging what it resolved
    "report": ("sources",),  # draws the line that a problem is in
    "reference": ("codes",),  # explains them
    "render": ("access", "changes"),  # writes the snapshot of access and the revisions beside the code
    "renaming": ("changes", "resolve", "sources"),  # what a name means, where it stands, and its identity
}

# The floors of runtime/: a room may import rooms of its own floor or below. Every room stands here.
FLOORS: Mapping[str, int] = {
    # 1: plain Python
    "declarations": 1,
    "faults": 1,
    "ids": 1,
    "overrides": 1,
    "settings": 1,
    "gate": 1,
    "telling": 1,
    "calendars": 1,
    "clocks": 1,
    "routing": 1,
    "values": 1,
    "words": 1,
    # 2: SQLAlchemy, no Flask
    "backup": 2,
    "columns": 2,
    "demo": 2,
    "engine": 2,
    "explaining": 2,
    "fields": 2,
    "files": 2,
    "history": 2,
    "jobs": 2,
    "mail": 2,
    "migrations": 2,
    "numbers": 2,
    "outbox": 2,
    "oversight": 2,
    "records": 2,
    "requiring": 2,
    "rowwise": 2,
    "scope": 2,
    "seam": 2,
    "service": 2,
    "sets": 2,
    "sql": 2,
    "storing": 2,
    "sweeping": 2,
    "tables": 2,
    "touches": 2,
    # 3: Flask and Flask-AppBuilder
    "audience": 3,
    "changing": 3,
    "connections": 3,
    "demo_accounts": 3,
    "deploy": 3,
    "extending": 3,
    "notices": 3,
    "polling": 3,
    "security": 3,
    "serving": 3,
    "site": 3,
    "smoke": 3,
    "turns": 3,
    "upgrade": 3,
    "walks": 3,
    "web": 3,
    "worker": 3,
}
FORBIDDEN_ON_FLOOR: Mapping[int, Sequence[str]] = {
    1: (*FRAMEWORKS, "markupsafe"),
    2: ("flask", "flask_*", "wtforms", "marshmallow", "werkzeug"),
    3: (),
}

# The leak oracle judges the runtime, so it must not believe it. What judges is plain Python over the specs' values.
JUDGES = (
    *("arithmetic", "canaries", "computing", "expectation", "eyes", "facts", "guards", "meaning", "moving", "noticing"),
    *("playing", "titles", "wording", "world"),
    *("drafting", "goals", "linking", "making", "nearness", "patterns", "people", "repairing", "searching", "stepping"),
    *("moving", "values", "varying"),
)
BREAKS_THE_RUNTIME = (  # to see whether the oracle finds it
    *("applying", "breaking", "proving", "seeded", "seeded_fields", "seeded_moves", "seeded_notices", "seeded_words"),
)
RUNS_THE_RUNTIME = ("telling",)  # to have mails to look through, as others have pages
BELIEVED = (  # to serve, and to let people log in
    *("extending.loading", "settings", "site", "security.names", "security.passwords"),
)
DISBELIEVED = ("explaining", "scope", "service")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module; `typing_only` stands under `if TYPE_CHECKING`."""

    line: int
    module: str
    typing_only: bool


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix not in {".pyc", ".woff2", ".png", ".gz"})


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(path: Path) -> Iterator[Import]:
    tree = tree_of(path)
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        for module in modules_of(node):
            yield Import(node.lineno, module, id(node) in typing_only)


def modules_of(node: ast.AST) -> Iterable[str]:
    """`from runtime import columns` counts as runtime.columns: only so can a room be told from another."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), names=names) if "." not in module:
            return [f"{module}.{alias.name}" for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
    return []


def is_of(module: str, names: Sequence[str]) -> bool:
    top = module.partition(".")[0]
    return any(top == name or (name.endswith("*") and top.startswith(name[:-1])) for name in names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def room_of(path: Path) -> str:
    """The module or folder just below the package."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def assert_none(offences: Iterable[str], rule: str) -> None:
    found = list(offences)
    if found:
        pytest.fail("\n".join([rule, *(f"  {offence}" for offence in found)]), pytrace=False)


def test_the_packages_are_there() -> None:
    assert_none((name for name in PACKAGES if len(python_files(name)) < 3), "These packages hold no code to judge:")


def test_the_generator_knows_no_framework_and_no_runtime() -> None:
    offences = (
        f"{place(path, each.line)} imports {each.module}"
        for path in python_files("generator")
        for each in imports_of(path)
        if is_of(each.module, NOT_IN_GENERATOR)
    )
    assert_none(offences, "generator/ is pure: specs in, files out.")


@pytest.mark.parametrize(
    "module", ["generator.pipeline", "portal.__main__", "portal.access", "portal.check", "portal.apply"]
)
def test_a_check_does_not_wait_for_the_frameworks(module: str) -> None:
    """Nor does an apply that has nothing to do."""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = [name for name in done.stdout.split() if is_of(name, FRAMEWORKS)]
    assert_none(loaded, f"Importing {module} loads these:")


def test_the_stages_of_the_generator_do_not_know_each_other() -> None:
    offences = (
        f"{place(path, each.line)} imports {each.module}"
        for path in python_files("generator")
        if room_of(path) not in WHOLE_WAY
        for each in imports_of(path)
        if each.module.startswith("generator.") and each.module.split(".")[1] not in known_to(room_of(path))
    )
    assert_none(offences, f"A stage of generator/ imports itself and these values only: {', '.join(VALUES)}.")


def known_to(room: str) -> Sequence[str]:
    return room, *VALUES, *WITHIN_A_STAGE.get(room, ())


def test_the_runtime_knows_no_specs_and_no_generator() -> None:
    offences = (
        f"{place(path, each.line)} imports {each.module}"
        for path in python_files("runtime")
        for each in imports_of(path)
        if is_of(each.module, NOT_IN_RUNTIME)
    )
    assert_none(offences, "runtime/ reads no specs; runtime.site loads generated/ and extensions/ by name.")


def test_every_room_of_the_runtime_has_a_floor() -> None:
    rooms = {room_of(path) for path in python_files("runtime")} - {"__init__"}
    assert_none(sorted(rooms - FLOORS.keys()), "Give these rooms of runtime/ a floor in FLOORS:")


def test_the_floors_of_the_runtime_import_downwards() -> None:
    offences = (
        f"{place(path, each.line)} (floor {floor}) imports {each.module}"
        for path, floor in floors()
        for each in imports_of(path)
        if not each.typing_only
        and each.module.startswith("runtime.")
        and FLOORS.get(each.module.split(".")[1], floor) > floor
    )
    assert_none(offences, "A room of runtime/ may not import a higher floor.")


def test_the_floors_of_the_runtime_keep_to_their_libraries() -> None:
    offences = (
        f"{place(path, each.line)} (floor {floor}) imports {each.module}"
        for path, floor in floors()
        for each in imports_of(path)
        if not each.typing_only and is_of(each.module, FORBIDDEN_ON_FLOOR[floor])
    )
    assert_none(offences, "Floor 1 is plain Python; floor 2 knows SQLAlchemy and no Flask.")


def floors() -> Iterator[tuple[Path, int]]:
    for path in python_files("runtime"):
        if room_of(path) in FLOORS:
            yield path, FLOORS[room_of(path)]


def test_what_judges_leaks_is_plain_python() -> None:
    offences = (
        f"{place(path, each.line)} imports {each.module}"
        for path in python_files("leaks")
        if room_of(path) in JUDGES
        for each in imports_of(path)
        if is_of(each.module, (*FRAMEWORKS, "runtime", "generated", "portal"))
        or (each.module.startswith("leaks.") and each.module.split(".")[1] not in JUDGES)
    )
    assert_none(offences, f"These modules of leaks/ know the specs and each other only: {', '.join(JUDGES)}.")


def test_the_leak_oracle_does_not_believe_the_runtime() -> None:
    offences = (
        f"{place(path, each.line)} imports {each.module}"
        for path in python_files("leaks")
        if room_of(path) not in (*BREAKS_THE_RUNTIME, *RUNS_THE_RUNTIME)
        for each in imports_of(path)
        if each.module.startswith("runtime.") and not is_believed(each.module.removeprefix("runtime."))
    )
    assert_none(offences, "leaks/ may use what stores and serves, never what decides who sees what.")


def is_believed(room: str) -> bool:
    top = room.partition(".")[0]
    return room.startswith(BELIEVED) or (FLOORS.get(top, 3) < 3 and top not in DISBELIEVED)


def test_modules_are_short() -> None:
    offences = (
        f"{place(path, LONGEST_MODULE)} has {length} lines"
        for path in python_files(*PACKAGES)
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    )
    assert_none(offences, f"A module has one idea and at most {LONGEST_MODULE} lines.")


def test_functions_are_short() -> None:
    offences = (
        f"{place(path, node.lineno)} {node.name} has {length} lines"
        for path in python_files(*PACKAGES)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    )
    assert_none(offences, f"A function has at most {LONGEST_FUNCTION} lines.")


def test_modules_say_what_they_are() -> None:
    offences = (
        place(path, 1)
        for path in python_files(*PACKAGES)
        if path.read_text(encoding="utf-8").strip() and ast.get_docstring(tree_of(path)) is None
    )
    assert_none(offences, "A module begins with a docstring: what it is, and what it is not.")


def test_templates_are_short_and_dumb() -> None:
    templates = [path for path in text_files(*PACKAGES) if path.suffix == ".html"]
    assert templates
    offences = (f"{path.relative_to(ROOT)}:1 {words}" for path in templates if (words := judge_template(path)))
    assert_none(offences, f"A template has at most {LONGEST_TEMPLATE} lines, a third of them control lines.")


def judge_template(path: Path) -> str | None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if len(lines) > LONGEST_TEMPLATE:
        return f"has {len(lines)} lines"
    control = sum(1 for line in lines if CONTROL.match(line))
    return f"has {control} control lines of {len(lines)}" if 3 * control > len(lines) else None


def test_templates_hold_no_script_and_no_style() -> None:
    """The content security policy would refuse them."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    offences = matches(inline, (path for path in text_files("runtime") if path.suffix == ".html"))
    assert_none(offences, "No inline script or style.")


def test_nothing_knows_a_business() -> None:
    offences = matches(re.compile("ticket", re.IGNORECASE), text_files("generator", "runtime"))
    assert_none(offences, "generator/ and runtime/ serve every business; say order, parcel, berth.")


def test_nothing_runs_text_as_code() -> None:
    offences = (
        f"{place(path, node.lineno)} calls {node.func.id}"
        for path in python_files(*PACKAGES)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS_TEXT
    )
    assert_none(offences, "A spec cannot run code, whatever it contains.")


def test_rows_are_never_guarded_by_a_hook() -> None:
    offences = matches(re.compile("with_loader_criteria"), python_files("runtime"))
    assert_none(offences, "with_loader_criteria was measured to leak; runtime.scope is the one source of rows.")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock", "requirements-postgres.lock"])
def test_locks_name_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    requirements = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(requirements) > 2
    assert_none(
        (each.splitlines()[0] for each in requirements if "==" not in each or "--hash=sha256:" not in each),
        f"In {name} these have no version or no hash:",
    )
    offences = matches(re.compile(r"://|--(extra-)?index|--find-links|--trusted-host"), [ROOT / name])
    assert_none(offences, "A lock names no registry: each machine has its own.")


def test_both_locks_agree() -> None:
    pins = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
    run, test = (dict(pins.findall((ROOT / f"requirements{kind}.lock").read_text())) for kind in ("", "-test"))
    assert_none(
        (f"{name} {version} and {test.get(name)}" for name, version in run.items() if test.get(name) != version),
        "What is tested is what runs:",
    )


def matches(pattern: re.Pattern[str], paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                yield f"{place(path, number)} {line.strip()[:80]}"
