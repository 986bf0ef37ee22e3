"""`starleague map`, `import` and `package`: what is made of files, and files that are made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import tyro
from tyro.extras import SubcommandApp

from starleague.cli.options import Json

maps = SubcommandApp()
imports = SubcommandApp()
packages = SubcommandApp()


@maps.command(name="list")
def map_list() -> None:
    """Name the maps that there are, with their measures."""
    from starleague.ui.maps import print_maps

    print_maps()


@maps.command(name="make")
def map_make(
    seed: int = 0,
    size: tuple[int, int] = (140, 140),
    bases: int = 14,
    openness: float = 0.5,
    symmetry: Literal["turn", "mirror"] = "turn",
    name: str | None = None,
    out: Path | None = None,
    picture: Path | None = None,
) -> None:
    """Make a ladder map. The same figures give the same map on every machine.

    Args:
        seed: another seed, another map
        size: width and height of the playable area in cells, even numbers; ladder maps have 116 to 172
        bases: of both players together, an even number
        openness: from 0, narrow ways between walls, to 1, wide fields
        symmetry: by half a turn, or left and right mirrored
        name: the map's name; by default it says the seed
        out: file to write; by default the name with .slmap, in this folder
        picture: a .png to draw it into
    """
    from starleague.ui.maps import print_make

    print_make(seed, size, bases, openness, symmetry, name, out, picture)


@maps.command(name="check")
def map_check(
    map: tyro.conf.Positional[str], symmetry: Literal["turn", "mirror", "none"] = "turn", json: Json = False
) -> None:
    """Say what is wrong with a map: its symmetry, bases, ramps and ways. Exits with 1 if anything is.

    Args:
        map: a map's name or a .slmap file
        symmetry: that it must have
        json: print one JSON object on the last line
    """
    from starleague.ui.maps import print_check

    sys.exit(print_check(map, symmetry, json))


@maps.command(name="draw")
def map_draw(out: tyro.conf.Positional[Path], maps: tyro.conf.Positional[tuple[str, ...]] = (), scale: int = 4) -> None:
    """Draw maps into one picture.

    Args:
        out: the .png to write
        maps: names or .slmap files; by default all that come with the project
        scale: pixels a cell
    """
    from starleague.ui.maps import print_draw

    print_draw(out, maps, scale)


@imports.command(name="map")
def import_map(folder: tyro.conf.Positional[Path], out: Path | None = None, picture: Path | None = None) -> None:
    """Build a map from what a real client answers at the first loop of a game.

    The folder holds two messages as they come over the wire (SerializeToString): game_info.pb, a ResponseGameInfo,
    and observation.pb, a ResponseObservation. Put the map into a folder that $STARLEAGUE_MAPS names, and it is
    found by its name, by clients of the API too.

    Args:
        folder: with game_info.pb and observation.pb
        out: file to write; by default the map's name with .slmap, in this folder
        picture: a .png to draw it into
    """
    from starleague.ui.maps import print_import

    print_import(folder, out, picture)


@imports.command(name="replays")
def import_replays(
    folder: tyro.conf.Positional[Path], out: Path = Path("strategies.json"), patch: str = "4.10", winners: bool = True
) -> None:
    """Take strategies (build orders and counts: AlphaStar's z) from real games, .SC2Replay files.

    `starleague league run --strategies FILE` lets agents follow them.

    Args:
        folder: with .SC2Replay files, in folders of it too
        out: the file to write
        patch: whose units and upgrades may be named
        winners: of those who won only
    """
    from starleague.run.importing import import_replays

    import_replays(folder, out, patch, winners)


@packages.command(name="aiarena")
def package_aiarena(
    agent: tyro.conf.Positional[str] = "runs/league",
    out: Path = Path("starleague.zip"),
) -> None:
    """Write an agent as a ladder program: a zip whose run.py takes --GamePort --LadderServer --StartPort --OpponentId.

    What it needs to be installed stands in its requirements.txt.

    Args:
        agent: an agent's checkpoint, a league's folder, or agent:RACE, where one comes with the package
        out: the zip to write
    """
    from starleague.run.package import package_aiarena as write

    names = write(agent, out)
    print(f"{out}: {len(names)} files, {out.stat().st_size / 1e6:.1f} MB")


@packages.command(name="weights")
def package_weights(folder: tyro.conf.Positional[Path] = Path("runs/league")) -> None:
    """Put a league's main agents into the package, as agent:terran, agent:zerg, agent:protoss.

    Args:
        folder: the league's folder
    """
    from starleague.run.package import package_weights as write

    for file in write(folder):
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
