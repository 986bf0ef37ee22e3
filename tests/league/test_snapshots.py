import hashlib
import os

import pytest

from starleague.league import Coordinator, SnapshotError, Store
from starleague.league.snapshots import RemoteSnapshots, SnapshotFiles

from .scripted import small_config


def test_named_by_content_and_given_back(tmp_path):
    files = SnapshotFiles(tmp_path)
    name = files.put(b"weights")
    assert name == hashlib.sha256(b"weights").hexdigest()
    assert files.read(name) == b"weights" and files.size(name) == 7
    source = tmp_path / "elsewhere"
    source.write_bytes(b"weights" * 300_000)
    assert files.read(files.put(source)) == b"weights" * 300_000


def test_same_content_twice_is_one_file(tmp_path):
    files = SnapshotFiles(tmp_path)
    assert files.put(b"weights") == files.put(b"weights")
    assert len(list(tmp_path.iterdir())) == 1


def test_other_content_under_a_name_is_refused(tmp_path):
    files = SnapshotFiles(tmp_path)
    name = files.put(b"weights")
    with pytest.raises(SnapshotError, match="refusing to write other content"):
        files.put(b"newer weights", sha256=name)
    assert files.read(name) == b"weights" and len(list(tmp_path.iterdir())) == 1


def test_a_changed_file_is_noticed_and_not_papered_over(tmp_path):
    files = SnapshotFiles(tmp_path)
    name = files.put(b"weights")
    files.path(name).chmod(0o644)
    files.path(name).write_bytes(b"changed")
    for attempt in (lambda: files.read(name), lambda: files.put(b"weights")):
        with pytest.raises(SnapshotError, match="holds other content"):
            attempt()


def test_missing_and_misnamed(tmp_path):
    files = SnapshotFiles(tmp_path)
    with pytest.raises(SnapshotError, match="is missing"):
        files.path("0" * 64)
    with pytest.raises(SnapshotError, match="is no SHA-256"):
        files.path("../league")


def test_what_a_killed_process_left_is_cleared_away(tmp_path):
    old, fresh = tmp_path / "incoming-old", tmp_path / "incoming-fresh"
    old.touch()
    fresh.touch()  # perhaps being written by another process
    os.utime(old, (0, 0))
    SnapshotFiles(tmp_path)
    assert fresh.exists() and not old.exists()


def test_what_another_process_finishes_meanwhile_is_no_left_over(tmp_path):
    (tmp_path / "incoming-gone").symlink_to(tmp_path / "moved")  # listed, and not there when it is looked at
    sha256 = SnapshotFiles(tmp_path).put(b"weights")
    assert SnapshotFiles(tmp_path).read(sha256) == b"weights"


def test_checkpoints_elsewhere_are_fetched_and_checked(tmp_path):
    far = f"file://{tmp_path / 'far'}"
    here, there = RemoteSnapshots(tmp_path / "a", far), RemoteSnapshots(tmp_path / "b", far)
    name = here.put(b"weights")
    assert here.put(b"weights") == name
    assert [file.name for file in (tmp_path / "far").iterdir()] == [f"{name}.safetensors"]
    assert there.size(name) == 7 and there.read(name) == b"weights"
    with pytest.raises(SnapshotError, match="is missing from"):
        there.path("0" * 64)


def test_a_changed_checkpoint_elsewhere_is_not_taken(tmp_path):
    far = f"file://{tmp_path / 'far'}"
    name = RemoteSnapshots(tmp_path / "a", far).put(b"weights")
    file = tmp_path / "far" / f"{name}.safetensors"
    file.unlink()
    file.write_bytes(b"changed")
    with pytest.raises(SnapshotError, match="refusing to write other content"):
        RemoteSnapshots(tmp_path / "b", far).read(name)
    assert not list((tmp_path / "b").iterdir())


def test_a_league_remembers_where_its_checkpoints_are(tmp_path):
    far = f"file://{tmp_path / 'far'}"
    league = Coordinator(Store(tmp_path / "a", snapshots=far), small_config())
    initial = league.add_initial("terran", b"weights")
    (tmp_path / "a" / "snapshots" / f"{initial.sha256}.safetensors").unlink()
    assert Store(tmp_path / "a").snapshots.read(initial.sha256) == b"weights"
