"""The command: it teaches, and says what is wrong."""

import pytest

from starleague.cli import COMMANDS, GROUPS, main


def test_without_words_it_tells_what_there_is(capsys):
    main([])
    told = capsys.readouterr().out
    assert all(name in told for name in (*COMMANDS, *GROUPS))


@pytest.mark.parametrize("words", [["league", "run"], ["match"], ["eval"], ["serve"], ["watch"], ["bench", "engine"]])
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
