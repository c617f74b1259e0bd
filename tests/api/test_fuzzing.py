"""The interface against its documents, by schemathesis: all of its checks, with data that fits and data that does not.

Logging out is left out, since it would end the run's own token; tests/api/test_way_in.py has it.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.clients import Client, Depot

CONFIG = Path(__file__).parent / "schemathesis.toml"
SHORT = ("--max-examples", "1", "--phases", "coverage,fuzzing", "--exclude-path-regex", "^/(people|firms)/")
"""Operations of each kind, and one example more of each."""
LONG = ("--max-examples", "200", "--phases", "examples,coverage,fuzzing,stateful")


@pytest.fixture(autouse=True)
def forgotten(depot: Depot) -> Iterator[None]:
    """So many logins as are tried here would shut out the tests that follow."""
    yield
    depot.ask("DELETE FROM portal_attempt")


def fuzz(client: Client, folder: Path, *options: str) -> str:
    """Runs all checks; returns the last lines of the report."""
    document = folder / "openapi.json"
    document.write_bytes(client.get("/openapi.json").content)
    words = [
        "--config-file",
        str(CONFIG),
        "run",
        str(document),
        "--url",
        f"http://127.0.0.1:{client.port}{client.root}",
    ]
    words += ["--header", f"Authorization: {client.headers['Authorization']}", "--exclude-path", "/logout"]
    words += ["--checks", "all", "--suppress-health-check", "all", "--seed", "7", "--generation-database", "none"]
    command = [str(Path(sys.executable).parent / "schemathesis"), *words, *options]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[:9000] + done.stderr
    return "\n".join(done.stdout.splitlines()[-12:])


def test_what_is_served_is_what_is_documented(depot: Depot, tmp_path: Path) -> None:
    report = fuzz(depot.client("max"), tmp_path, *SHORT)
    assert " passed" in report, report


@pytest.mark.soak
@pytest.mark.parametrize(("name", "portal"), [("ada", "client"), ("max", "client"), ("pia", "office")])
def test_two_hundred_examples_of_every_operation(name: str, portal: str, depot: Depot, tmp_path: Path) -> None:
    report = fuzz(depot.client(name, portal), tmp_path, *LONG)
    assert " passed" in report, report
