"""A server that swaps generations: nobody waits, nothing fails, and what cannot serve is refused in words."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal.pending import Pending, begin, end
from portal.served import find_server, read_served
from portal.swapping import reload
from runtime import tables
from runtime.engine import open_engines
from runtime.mail import Mail, store
from tests.generation.conftest import TOOLSHED, change
from tests.servers.ports import free_port
from tests.servers.wrk import loading
from tests.serving.site import (
    current,
    derive,
    job_workers_of,
    log_in,
    point_to,
    processes_of,
    read,
    server,
    settings_of,
    swap_to,
)
from tests.sites.place import Place, make_place

TOOLS = "/keep/tools/"
PAUSE = 0.2
"""Seconds between an answer and the next request of the same connection: else the load takes all from the swaps."""
LOOKS_ROUND = """
import os
from pathlib import Path
import runtime.upgrade as upgrade

_hand_over = upgrade.hand_over

def _look_round(folder, *others):
    seen = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if _is_ours(path, folder.parents[1])]
    (folder.parents[1] / "seen").write_text(str(sum(b"portal\\0worker" in each for each in seen)))
    return _hand_over(folder, *others)

def _is_ours(path, var):
    try:
        return f"PORTAL_VAR={var}".encode() in (path.parent / "environ").read_bytes()
    except OSError:
        return False

upgrade.hand_over = _look_round
"""
"""A generation that counts the workers that live while it takes rows over."""
WAITS = """
import time
from pathlib import Path

while not (Path(__file__).parents[3] / "go").exists():
    time.sleep(0.05)
"""
"""One that starts when it is let."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"))
    place.build()
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """A copy that is not served yet, whatever is with the first."""
    shutil.copytree(
        built.folder, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("serve.pid", "serving.json")
    )
    return Place(tmp_path, free_port())


@pytest.fixture(scope="module")
def served(built: Place) -> Iterator[Place]:
    """One server for all tests that leave it as it should be: with two workers, and `current` naming what it serves."""
    with built.started("--workers", "2"):
        yield built
    wait_for(lambda: not processes_of(built))


def generation_of(place: Place) -> str:
    found = read_served(place.var)
    return found.generation if found else ""


def keeper_of(place: Place) -> str:
    return log_in(place, next(each for each in place.accounts() if each.portal == "keeper"))


def label(place: Place, old: str, new: str) -> None:
    change(place, "portals/keeper.yaml", f"label: {old}", f"label: {new}")


def test_two_swaps_under_load_and_one_that_is_refused(served: Place, tmp_path: Path) -> None:
    """The first by an apply; the unfit one never answers, and the one before goes on."""
    cookie, process = keeper_of(served), server(served)
    detail = read(served, TOOLS, cookie).split(f'href="{TOOLS}')[1].split('"')[0]
    with loading(served.url, [TOOLS, f"{TOOLS}{detail}"], cookie, tmp_path, pause=PAUSE) as load:
        label(served, "The keepers' shed", "The second shed")
        done = served.portal("apply")
        assert done.returncode == 0, done.stderr
        assert "The second shed" in read(served, "/keep/login")
        second = current(served)
        derive(served, "unfit", "import nowhere_at_all")
        refused = swap_to(served, "unfit")
        assert refused.state == "refused"
        assert refused.words.startswith("ModuleNotFoundError at generated/site.py:")
        assert refused.words.endswith(": No module named 'nowhere_at_all'")
        assert current(served) == second == generation_of(served)
        derive(served, "third")
        assert swap_to(served, "third").state == "swapped"
    assert load.result.failed == 0, load.result
    assert load.result.requests > 50, load.result
    assert server(served) == process and generation_of(served) == "third"


def test_a_spec_with_an_error_changes_nothing(served: Place) -> None:
    before = read_served(served.var)
    label(served, "The second shed", "[a, list]")
    done = served.portal("apply")
    assert done.returncode == 1 and "label" in done.stderr
    assert read_served(served.var) == before
    assert "The second shed" in read(served, "/keep/login")


def test_nothing_of_the_old_generation_is_left_after_a_swap(served: Place) -> None:
    before = {process for process, words in processes_of(served).items() if "gunicorn" in words}
    assert len(before) == 3, "a master and its workers"
    derive(served, "next")
    assert swap_to(served, "next").state == "swapped"
    after = {process for process, words in processes_of(served).items() if "gunicorn" in words}
    assert len(after) == 3 and not before & after


def test_a_worker_that_dies_is_replaced_by_one_of_its_own_generation(served: Place) -> None:
    """Whatever `current` names meanwhile."""
    before = current(served)
    derive(served, "half", "raise SystemError")
    point_to(served, "half")
    killed = set(workers_of(served))
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    assert read(served, "/health/ready"), "it waits until a new one answers"
    assert not killed & set(workers_of(served))
    point_to(served, before)


def workers_of(place: Place) -> list[int]:
    """The gunicorns whose parent is a gunicorn."""
    gunicorns = {process for process, words in processes_of(place).items() if "gunicorn" in words}
    return [each for each in gunicorns if parent_of(each) in gunicorns]


def parent_of(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_server_that_dies_while_it_starts_is_no_loss(served: Place) -> None:
    derive(served, "silent", "import os; os.kill(os.getpid(), 9)")
    refused = swap_to(served, "silent")
    assert (refused.state, refused.words) == ("refused", "its server ended by itself (signal SIGKILL)")
    assert read(served, "/keep/login")


def test_usr2_by_hand_swaps_too(served: Place) -> None:
    derive(served, "by_hand")
    point_to(served, "by_hand")
    os.kill(server(served), signal.SIGUSR2)
    wait_for(lambda: generation_of(served) == "by_hand")


def test_jobs_are_run_by_a_worker_of_the_generation_that_serves(served: Place) -> None:
    before = only_job_worker(served, current(served))
    wait_for((served.var / "mail" / f"{write_mail(served)}.eml").exists)
    derive(served, "at_work")
    assert swap_to(served, "at_work").state == "swapped"
    after = only_job_worker(served, "at_work", before)
    derive(served, "unfit_again", "import nowhere_at_all")
    assert swap_to(served, "unfit_again").state == "refused"
    again = only_job_worker(served, "at_work", after)
    os.kill(again, signal.SIGKILL)
    only_job_worker(served, "at_work", again)


def test_no_job_is_run_while_another_generation_starts(served: Place) -> None:
    """What that one leaves to be done, a worker that does not know it would take for nothing."""
    only_job_worker(served, current(served))
    derive(served, "slow", WAITS)
    with ThreadPoolExecutor(1) as pool:
        swap = pool.submit(swap_to, served, "slow")
        wait_for(lambda: not job_workers_of(served))
        assert generation_of(served) != "slow"
        (served.var / "go").touch()
        assert swap.result().state == "swapped"
    only_job_worker(served, "slow")


def test_no_job_is_run_while_rows_are_handed_over(served: Place) -> None:
    before = only_job_worker(served, current(served))
    begin(served.var, Pending("apply", "apart", current(served), "ada", is_apart=True))
    derive(served, "apart", LOOKS_ROUND)
    point_to(served, "apart")
    assert reload(settings_of(served), "apart").state == "swapped"
    end(served.var)
    assert (served.var / "seen").read_text() == "0"
    only_job_worker(served, "apart", before)


def only_job_worker(place: Place, generation: str, *but: int) -> int:
    """Once there is one, of this generation, and none of those."""
    found: list[int] = []

    def is_alone() -> bool:
        workers = job_workers_of(place)
        found[:] = workers
        return list(workers.values()) == [generation] and not {*workers} & {*but}

    wait_for(is_alone)
    return found[0]


def write_mail(place: Place) -> int:
    engines = open_engines(settings_of(place).database_url).made_by("operator")
    with engines.write.begin() as connection:
        store(connection, Mail("ann@sea.example", "Hello", "Text"))
    with engines.read.connect() as connection:
        found: int = connection.execute(tables.mail.select().order_by(tables.mail.c.id.desc())).first().id
    engines.dispose()
    return found


def test_where_nobody_serves_there_is_nothing_to_do(place: Place) -> None:
    """A leftover of a process id is not believed: it may be anybody's by now."""
    assert reload(settings_of(place), current(place)).state == "nobody"
    (place.var / "serve.pid").write_text(f"{os.getpid()}\n")
    assert reload(settings_of(place), current(place)).state == "nobody"


def test_two_servers_of_one_folder_are_one_too_many(served: Place) -> None:
    done = served.portal("serve", PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr == f"portal: the portals of {served.var} are served already, by process {server(served)}\n"


def test_what_is_being_answered_is_answered_before_the_end(place: Place) -> None:
    """On connections that are kept, where the next request is on its way when the signal comes."""
    with place.started():
        headers = {"Cookie": keeper_of(place)}
        kept = [HTTPConnection("127.0.0.1", place.port, timeout=20) for _ in range(8)]
        for each in kept:
            each.request("GET", TOOLS, headers=headers)
            assert each.getresponse().read()
        for each in kept:
            each.request("GET", TOOLS, headers=headers)
        os.kill(server(place), signal.SIGINT)
        with ThreadPoolExecutor(len(kept)) as readers:
            answers = list(readers.map(read_answer, kept))
        assert {status for status, _ in answers} == {200}
        assert all(body.endswith(b"</html>") for _, body in answers)
        wait_for(lambda: not processes_of(place))
    assert not (place.var / "serve.pid").exists() and not (place.var / "serving.json").exists()


def read_answer(connection: HTTPConnection) -> tuple[int, bytes]:
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_nothing_goes_on_serving_when_the_keeper_is_killed(place: Place) -> None:
    """And a server that is started at once waits for the port rather than giving up."""
    with place.started():
        process = server(place)
        os.kill(process, signal.SIGKILL)
        wait_for(lambda: find_server(place.var) is None)
        with place.started():
            assert read(place, "/keep/login")
            assert find_server(place.var) == server(place) != process


def wait_for(condition: object, seconds: float = 60) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)
