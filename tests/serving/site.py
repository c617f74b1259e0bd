"""A place whose portals are served, and somebody of it who is logged in by cookie."""

from __future__ import annotations

import re
import shutil
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from portal.swapping import Swap, reload
from runtime.settings import Settings, read_settings
from tests.sites.place import Account, Place

TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


def settings_of(place: Place) -> Settings:
    database = {"DATABASE_URL": place.database_url} if place.database_url else {}
    return read_settings({"PORT": str(place.port), **database}, var=place.var)


def current(place: Place) -> str:
    return (place.var / "current").read_text().strip()


def server(place: Place) -> int:
    return int((place.var / "serve.pid").read_text())


def read(place: Place, path: str, cookie: str = "") -> str:
    request = urllib.request.Request(place.url + path, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=20) as answer:
        text: str = answer.read().decode()
        return text


def log_in(place: Place, account: Account) -> str:
    """The cookie of a fresh session."""
    jar = CookieJar()
    enter(place, account, jar)
    return "; ".join(f"{each.name}={each.value}" for each in jar)


def enter(place: Place, account: Account, jar: CookieJar) -> OpenerDirector:
    """A browser of this person, with the cookies of a fresh session."""
    opener = build_opener(HTTPCookieProcessor(jar))
    login = f"{place.url}{urlsplit(account.url).path.rstrip('/').removesuffix('/login')}/login"
    typed = {"email": account.email, "password": account.password, "csrf_token": find_token(opener, login)}
    opener.open(login, urlencode(typed).encode()).close()
    return opener


def find_token(opener: OpenerDirector, url: str) -> str:
    found = TOKEN.search(opener.open(url).read().decode())
    assert found is not None
    return found[1]


def derive(place: Place, name: str, line: str = "", file: str = "generated/site.py") -> Path:
    """A generation like the current one, stored under another name, with a line added to a file of it."""
    folder = place.var / "generations" / name
    shutil.copytree(place.var / "generations" / current(place), folder)
    if line:
        (folder / file).parent.mkdir(exist_ok=True)
        with (folder / file).open("a") as stream:
            stream.write(f"\n{line}\n")
    return folder


def break_rule(folder: Path) -> Path:
    """A generation of the tool shed whose page of tools fails for members."""
    rules = folder / "generated/rules/tool.py"
    text = rules.read_text()
    broken = text.replace("this.c.keeper_id == given.me.c.id", "1 / 0 if given.me.c.keeper else None")
    assert broken != text
    rules.write_text(broken)
    return folder


def swap_to(place: Place, name: str) -> Swap:
    """As an apply does: `current` names the new one, and the old one again if the server does not take it."""
    before = current(place)
    point_to(place, name)
    done = reload(settings_of(place), name)
    if done.state == "refused":
        point_to(place, before)
    return done


def point_to(place: Place, name: str) -> None:
    fresh = place.var / ".current.test"
    fresh.write_text(f"{name}\n")
    fresh.replace(place.var / "current")


def processes_of(place: Place) -> dict[int, str]:
    """The processes that serve this place, by what they were started with: the keeper, masters and workers."""
    mark = f"PORTAL_VAR={place.var}".encode()
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_bytes().split(b"\0"):
                found[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def job_workers_of(place: Place) -> dict[int, str]:
    """The workers that run jobs, by the generation that they are of."""
    found = {}
    for process, words in processes_of(place).items():
        if "portal worker" in words and (generation := value_in_environment(process, "PORTAL_GENERATION")):
            found[process] = generation
    return found


def value_in_environment(process: int, name: str) -> str | None:
    """None as well of a process that has just ended."""
    try:
        lines = (Path("/proc") / str(process) / "environ").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return dict(line.split("=", 1) for line in lines if "=" in line).get(name)
