"""Data sets: what was written is read, in a shuffled order, again and again, from where it was left."""

import json
import shutil

import numpy as np
import pytest
import torch
from synthetic import game, synthetic_shapes

from starleague.learn.data import DataError, DatasetWriter, Game, find_games
from starleague.learn.streams import Streams
from starleague.learn.supervised import whole

LENGTHS = (5, 20, 9, 1, 13)
CHUNK = 8


@pytest.fixture(scope="module")
def shapes():
    return synthetic_shapes()


@pytest.fixture(scope="module")
def games(shapes):
    return [game(shapes, length, seed=i) for i, length in enumerate(LENGTHS)]


@pytest.fixture(scope="module")
def written(tmp_path_factory, shapes, games):
    folder = tmp_path_factory.mktemp("data")
    with DatasetWriter(folder, shapes, shard_steps=25, chunk=CHUNK) as writer:
        for i, (observation, action) in enumerate(games):
            write(writer, observation, action, number_of_game=i, won=i % 2 == 0)
    return folder


def write(writer, observation, action, **metadata):
    with writer.game(**metadata) as append:
        for t in range(len(action["type"])):
            append({k: v[t] for k, v in observation.items()}, {k: v[t] for k, v in action.items()})


def test_every_step_comes_back_once_an_epoch(shapes, games, written):
    """One stream reads each game whole and in order, as it was written up to float16."""
    streams = Streams(written, shapes, batch=1, unroll=7)
    windows = [next(streams) for _ in range(14)]  # two epochs and a bit
    first = np.concatenate([window.first[:, 0] for window in windows])
    types = np.concatenate([window.actions["type"][:, 0] for window in windows])
    planes = np.concatenate([window.observations["planes"][:, 0] for window in windows])
    entities = [row for window in windows for row in window.observations["entity_type"][:, 0]]
    starts = first.nonzero()[0]
    lengths = np.diff(starts)
    assert sorted(lengths[:5]) == sorted(LENGTHS) and list(lengths[5:10]) != list(lengths[:5])
    for start, length in zip(starts[:5], lengths):
        observation, action = games[LENGTHS.index(length)]
        np.testing.assert_array_equal(types[start : start + length], action["type"])
        for seen, shown in zip(entities[start : start + length], observation["entity_type"]):
            np.testing.assert_array_equal(seen, shown[: len(seen)])
            assert not shown[len(seen) :].any()
        np.testing.assert_allclose(planes[start : start + length], observation["planes"], atol=1e-3)
    assert planes.dtype == np.float16 and whole(torch.as_tensor(planes)).dtype == torch.float32  # as it is learned from


def test_threads_read_the_same_windows(shapes, written):
    """Also after a position in between, which is where the windows handed out end, not those read ahead."""
    alone, many = (Streams(written, shapes, batch=3, unroll=6, part=8, threads=threads) for threads in (0, 3))
    for _ in range(9):
        same(next(alone), next(many))
    position = json.loads(json.dumps(many.position()))
    assert position == alone.position()
    many.refresh()
    same(next(alone), next(many))
    many.seek(position)
    alone.seek(position)
    same(next(alone), next(many))


def test_what_was_read_is_kept_as_far_as_memory_goes(monkeypatch, shapes, written):
    """The same windows; with room for all, each chunk is read from its file once."""
    reads = []
    read = Game.read
    monkeypatch.setattr(Game, "read", lambda game, chunk: reads.append((game.path, game.number, chunk)) or read(game, chunk))
    roomy, narrow = (Streams(written, shapes, batch=2, unroll=6, memory=memory) for memory in (1 << 30, 1))
    for _ in range(30):
        next(roomy)
    assert len(reads) == len(set(reads)) == sum(-(-length // CHUNK) for length in LENGTHS)
    assert roomy.chunks.used == sum(array.nbytes for kept in roomy.chunks.kept.values() for array in kept.values())
    again = Streams(written, shapes, batch=2, unroll=6, memory=1 << 30)
    for _ in range(30):
        same(next(narrow), next(again))
        assert len(narrow.chunks.kept) == 1


def same(one, other):
    np.testing.assert_array_equal(one.first, other.first)
    np.testing.assert_array_equal(one.results, other.results)
    for mine, theirs in ((one.observations, other.observations), (one.actions, other.actions)):
        for name, values in mine.items():
            np.testing.assert_array_equal(values, theirs[name])


def test_a_seek_goes_on_with_the_same_windows(shapes, written):
    streams = Streams(written, shapes, batch=3, unroll=6, seed=4)
    for _ in range(5):
        next(streams)
    position = json.loads(json.dumps(streams.position()))
    expected = [next(streams) for _ in range(6)]
    again = Streams(written, shapes, batch=3, unroll=6, seed=0)
    again.seek(position)
    for window in expected:
        same(window, next(again))
    with pytest.raises(DataError, match="same data and batch size"):
        Streams(written, shapes, batch=2, unroll=6).seek(position)


def test_games_are_read_in_parts(shapes, games, written):
    streams = Streams(written, shapes, batch=2, unroll=3, part=8)
    windows = [next(streams) for _ in range(40)]
    begun = []
    for stream in range(2):
        first = np.concatenate([window.first[:, stream] for window in windows])
        types = np.concatenate([window.actions["type"][:, stream] for window in windows])
        for start, end in zip(first.nonzero()[0], first.nonzero()[0][1:]):
            places = [
                (game, at) for game, (_, action) in enumerate(games) for at in range(0, len(action["type"]), CHUNK)
                if end - start == min(8, LENGTHS[game]) and np.array_equal(action["type"][at:][: end - start], types[start:end])
            ]
            assert places, "steps that follow each other in a game, as many as a part has"
            begun.append(places[0])
    assert {game for game, _ in begun} == set(range(len(LENGTHS))) and any(at for _, at in begun)

    position = json.loads(json.dumps(streams.position()))
    again = Streams(written, shapes, batch=2, unroll=3, part=8)
    again.seek(position)
    for _ in range(9):
        assert np.array_equal(next(again).actions["type"], next(streams).actions["type"])


def test_games_that_are_added_meanwhile_are_taken_in(tmp_path, shapes, games):
    with DatasetWriter(tmp_path, shapes) as writer:
        write(writer, *games[0], result=1)
    streams = Streams(tmp_path, shapes, batch=1, unroll=4)
    assert (next(streams).results == 1).all() and streams.refresh() == 0
    with DatasetWriter(tmp_path, shapes) as writer:
        write(writer, *games[1], result=-1)
        write(writer, *games[2])
    assert streams.refresh() == 2
    position = streams.position()
    seen = np.concatenate([next(streams).results[:, 0] for _ in range(9)])
    assert list(seen[:1]) == [1]  # the game under way goes on
    assert set(seen) == {1, -1, 0}
    again = Streams(tmp_path, shapes, batch=1, unroll=4)
    again.seek(json.loads(json.dumps(position)))
    assert (np.concatenate([next(again).results[:, 0] for _ in range(9)]) == seen).all()


def test_two_that_write_at_once_do_not_overwrite_each_other(tmp_path, monkeypatch, shapes, games):
    monkeypatch.setattr(type(tmp_path), "glob", lambda *_: [])  # neither sees the other's file
    for name in ("one", "other"):
        with DatasetWriter(tmp_path, shapes) as writer:
            write(writer, *games[0], name=name)
    monkeypatch.undo()
    assert [game.metadata["name"] for game in find_games(tmp_path, shapes)] == ["one", "other"]


def test_games_are_chosen_by_their_metadata(shapes, written):
    streams = Streams(written, shapes, batch=1, unroll=1, keep=lambda metadata: metadata["won"])
    assert sorted(game.metadata["number_of_game"] for game in streams.games) == [0, 2, 4]
    with pytest.raises(DataError, match="no games to learn from"):
        Streams(written, shapes, batch=1, unroll=1, keep=lambda metadata: False)


def test_files_are_numbered_and_a_later_writer_appends(tmp_path, shapes, games):
    for _ in range(2):
        with DatasetWriter(tmp_path, shapes) as writer:
            write(writer, *games[0])
    assert [path.name for path in sorted(tmp_path.glob("*.npz"))] == ["games-000000.npz", "games-000001.npz"]
    assert len(find_games(tmp_path, shapes)) == 2


@pytest.mark.filterwarnings("error")  # zipfile warns of two members of one name
def test_a_failed_game_is_left_out(tmp_path, shapes, games):
    with DatasetWriter(tmp_path, shapes, chunk=4) as writer:
        write(writer, *games[0], name="before")
        with pytest.raises(ZeroDivisionError), writer.game(name="failed") as append:
            observation, action = games[1]
            for t in range(8):
                append({k: v[t] for k, v in observation.items()}, {k: v[t] for k, v in action.items()})
            raise ZeroDivisionError
        write(writer, *games[2], name="after")
    found = find_games(tmp_path, shapes)
    assert [game.metadata["name"] for game in found] == ["before", "after"]
    np.testing.assert_array_equal(found[1].read(0)["action.type"], games[2][1]["type"][:4])


@pytest.mark.parametrize("keep", [0, 100, 0.5, 0.99])
def test_a_file_cut_short_is_named(tmp_path, shapes, written, keep):
    folder = shutil.copytree(written, tmp_path / "data")
    path = sorted(folder.glob("*.npz"))[1]
    data = path.read_bytes()
    path.write_bytes(data[: int(keep * len(data)) if keep < 1 else keep])
    with pytest.raises(DataError, match=r"games-000001\.npz is cut short or damaged.*delete it"):
        find_games(folder, shapes)


def test_damage_inside_a_file_is_found_when_it_is_read(tmp_path, shapes, written):
    folder = shutil.copytree(written, tmp_path / "data")
    path = sorted(folder.glob("*.npz"))[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"games-000000\.npz is cut short or damaged"):
        for game in find_games(folder, shapes):
            for chunk in range(-(-game.steps // game.chunk)):
                game.read(chunk)


def test_another_interface_is_refused(written):
    with pytest.raises(DataError, match=r"another interface: .*items 20 \(now 21\)"):
        find_games(written, synthetic_shapes(items=21))


def test_a_folder_of_something_else_is_refused(tmp_path, shapes):
    with pytest.raises(DataError, match="no data set"):
        find_games(tmp_path, shapes)
