"""A PostgreSQL server of Debian's package, started for the tests: on a socket in a folder, no network."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SOMEBODY = "postgres"  # the server refuses to run as root


@contextmanager
def postgres_server() -> Iterator[str]:
    """Its address for SQLAlchemy, up to the database's name; skips where the programs or the driver are absent."""
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed: pip install 'psycopg[binary]'")
    initdb, pg_ctl = (program(name) for name in ("initdb", "pg_ctl"))
    user = SOMEBODY if os.getuid() == 0 else None
    if user and user not in {each.pw_name for each in pwd.getpwall()}:
        pytest.skip(f"PostgreSQL runs as no root, and there is no user {user}")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path is at most 107 bytes long
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        run(user, initdb, "-D", data, "-U", SOMEBODY, "-A", "trust", "-N", "--no-instructions")
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run(user, pg_ctl, "-D", data, "-w", "-t", "120", "-l", folder / "log", "-o", settings, "start")
        try:
            yield f"postgresql+psycopg://{SOMEBODY}@/{{}}?host={folder}"
        finally:
            run(user, pg_ctl, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str) -> str:
    """The newest there is: Debian keeps the server's programs off the path."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    path = found[-1] if found else shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed: apt-get install postgresql")
    return path


def run(user: str | None, *words: object) -> None:
    # The server inherits what it is started with: a pipe would never close.
    subprocess.run(
        [str(word) for word in words], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=180
    )
