"""The command: it teaches, and says what is wrong."""

import pytest

from starleague.cli import COMMANDS, GROUPS, main


def test_without_words_it_tells_what_there_is(capsys):
    main([])
    told = capsys.readouterr().out
    assert all(name in told for name in (*COMMANDS, *GROUPS))


@pytest.mark.parametrize("words", [["league", "run"], ["match"], ["eval"], ["serve"], ["watch"], ["bench", "engine"], ["map", "make"], ["import", "map"]])
def test_every_command_has_help(words, capsys):
    with pytest.raises(SystemExit) as done:
        main([*words, "--help"])
    assert done.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_an_unknown_command_is_refused():
    with pytest.raises(SystemExit, match="no command 'fly'"):
        main(["fly"])


def test_a_missing_replay_is_named():
    with pytest.raises(SystemExit, match="nowhere"):
        main(["watch", "nowhere.slreplay"])


def test_a_map_is_made_checked_and_drawn(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    main(["map", "make", "--seed", "8", "--size", "120", "128", "--bases", "12", "--name", "Small Test"])
    assert (tmp_path / "small_test.slmap").exists()
    with pytest.raises(SystemExit) as done:
        main(["map", "check", "small_test.slmap"])
    assert done.value.code == 0 and "nothing wrong" in capsys.readouterr().out
    main(["map", "draw", "sheet.png", "small_test.slmap", "Slate Hollow", "--scale", "1"])
    assert (tmp_path / "sheet.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_wrong_with_a_map_is_said(capsys):
    with pytest.raises(SystemExit) as done:
        main(["map", "check", "Training Ground"])
    assert done.value.code == 1
    assert "ramps instead of 1" in capsys.readouterr().out


def test_a_folder_without_answers_is_refused(tmp_path):
    with pytest.raises(SystemExit, match=r"game_info\.pb: missing"):
        main(["import", "map", str(tmp_path)])
