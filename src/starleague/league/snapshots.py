"""Checkpoint files, each named by the hash of its content, written once and never again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

import fsspec

CHUNK = 1 << 20  # [bytes]
STALE = 86_400.0  # [s] no checkpoint takes as long to write


class SnapshotError(RuntimeError):
    """A checkpoint is missing, is not what its name says, or would be overwritten."""


def open_snapshots(folder: Path, url: str | None = None) -> SnapshotFiles:
    """Checkpoints in ``folder``, or by an fsspec URL with copies in ``folder``."""
    return RemoteSnapshots(folder, url) if url else SnapshotFiles(folder)


class SnapshotFiles:
    """A folder of ``<sha256>.safetensors`` files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob("incoming-*"):  # by a process that was killed while it wrote
            with contextlib.suppress(FileNotFoundError):  # by one that lives, and has finished meanwhile
                if time.time() - left_over.stat().st_mtime > STALE:
                    left_over.unlink()

    def put(self, checkpoint: bytes | Path, sha256: str | None = None) -> str:
        """Keep a checkpoint (its bytes or a file to copy) and return the hash that is its name.

        Writing the same content again does nothing. Raises SnapshotError when ``sha256`` is given and is not
        the content's, and when a file of that name holds something else: a snapshot never changes.
        The file is on the disk before this returns, whole or not at all.
        """
        handle, waiting = tempfile.mkstemp(dir=self.folder, prefix="incoming-")
        try:
            with os.fdopen(handle, "wb") as target:
                digest = copy_and_hash(checkpoint, target)
                target.flush()
                os.fsync(target.fileno())
            if sha256 is not None and sha256 != digest:
                raise SnapshotError(f"refusing to write other content ({digest}) under the name {sha256}")
            if self._file(digest).exists():
                self.path(digest)
            else:
                os.chmod(waiting, 0o444)
                os.replace(waiting, self._file(digest))
                sync_folder(self.folder)
        finally:
            Path(waiting).unlink(missing_ok=True)
        return digest

    def path(self, sha256: str) -> Path:
        """The file, checked. Raises SnapshotError when it is missing or its content is not what its name says."""
        file = self._file(sha256)
        if not file.is_file():
            raise SnapshotError(f"snapshot {sha256} is missing from {self.folder}")
        with file.open("rb") as source:
            found = hashlib.file_digest(source, "sha256").hexdigest()
        if found != sha256:
            raise SnapshotError(f"snapshot {sha256} holds other content, with hash {found}")
        return file

    def read(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def size(self, sha256: str) -> int:
        """[bytes]"""
        return self._file(sha256).stat().st_size

    def _file(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise SnapshotError(f"{sha256!r} is no SHA-256 in hexadecimal")
        return self.folder / f"{sha256}.safetensors"


class RemoteSnapshots(SnapshotFiles):
    """Checkpoints wherever fsspec can write, for machines that share no disk. The folder holds checked copies."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder)
        self.files, self.root = fsspec.url_to_fs(url)
        self.files.makedirs(self.root, exist_ok=True)

    def put(self, checkpoint: bytes | Path, sha256: str | None = None) -> str:
        """As in a folder, and on the far side before this returns."""
        digest = super().put(checkpoint, sha256)
        if not self.files.exists(self._place(digest)):
            waiting = f"{self.root}/incoming-{secrets.token_hex(8)}"
            self.files.put_file(str(self._file(digest)), waiting)
            self.files.mv(waiting, self._place(digest))
        return digest

    def path(self, sha256: str) -> Path:
        """The copy here, fetched if there is none yet."""
        self._fetch(sha256)
        return super().path(sha256)

    def size(self, sha256: str) -> int:
        self._fetch(sha256)
        return super().size(sha256)

    def _fetch(self, sha256: str) -> None:
        if self._file(sha256).exists():
            return
        if not self.files.exists(self._place(sha256)):
            raise SnapshotError(f"snapshot {sha256} is missing from {self.root}")
        handle, waiting = tempfile.mkstemp(dir=self.folder, prefix="incoming-")
        os.close(handle)
        try:
            self.files.get_file(self._place(sha256), waiting)
            super().put(Path(waiting), sha256)
        finally:
            Path(waiting).unlink(missing_ok=True)

    def _place(self, sha256: str) -> str:
        return f"{self.root}/{self._file(sha256).name}"


def copy_and_hash(checkpoint: bytes | Path, target: BinaryIO) -> str:
    if isinstance(checkpoint, bytes):
        target.write(checkpoint)
        return hashlib.sha256(checkpoint).hexdigest()
    digest = hashlib.sha256()
    with Path(checkpoint).open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """So that the new name outlives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
