"""Installs a Debian package, where we may: as root, with apt-get."""

import os
import shutil
import subprocess


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> None:
    """Raises CalledProcessError with apt's own words on its standard error."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "--quiet", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)
