"""One page about a league: a single HTML file that needs no network and no script."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import numpy as np

from starleague.league.charts import (
    Curve,
    Flow,
    curves,
    flow_chart,
    heat_map,
    interval,
    number,
    split_bar,
    tag,
)
from starleague.league.coordinator import Coordinator
from starleague.league.history import meetings, rating_curve, snapshot_rows
from starleague.league.players import LeagueExploiter, Learner, MainAgent, MainExploiter, Player, Snapshot, Yardstick
from starleague.league.ratings import wilson
from starleague.league.standings import Standings, standings
from starleague.league.strategies import strategies_followed

COLOURS = {
    MainAgent.role: "var(--main)",
    MainExploiter.role: "var(--main-exploiter)",
    LeagueExploiter.role: "var(--league-exploiter)",
}
ROLE_NAMES = {
    MainAgent.role: "main agents",
    MainExploiter.role: "main exploiters",
    LeagueExploiter.role: "league exploiters",
}
SPLIT_COLOURS = ("main", "main-exploiter", "league-exploiter", "other", "fifth", "sixth", "muted")
MOST_IN_MAP = 32  # players in the payoff map
MOST_ROWS = 120  # of a table


def write_report(
    league: Coordinator,
    file: str | Path,
    title: str = "League report",
    time_split: Mapping[str, float] | None = None,
    sections: Sequence[tuple[str, str]] = (),
) -> Path:
    """Write the page and return its path.

    ``time_split``: seconds spent, by name. ``sections``: further (title, HTML) pairs from the runner, put in as
    they are, after the league's own.
    """
    file = Path(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(report(league, title, time_split, sections), encoding="utf-8")
    return file


def report(
    league: Coordinator,
    title: str = "League report",
    time_split: Mapping[str, float] | None = None,
    sections: Sequence[tuple[str, str]] = (),
) -> str:
    """The page as text."""
    table = standings(league)
    parts = [
        summary(league, table, title),
        section("Ratings", RATINGS_NOTE, role_key(), rating_chart(league)),
        section("Standings", STANDINGS_NOTE, standings_table(table)),
        section("Who beats whom", PAYOFF_NOTE, rate_key(), payoff_map(table)),
        section("Who met whom", FLOW_NOTE, role_key(), matchmaking_flow(league)),
        section("Results", RESULTS_NOTE, results_table(league, table)),
        section("Snapshots", SNAPSHOTS_NOTE, snapshots_table(league)),
    ]
    if followed := strategies_table(league):
        parts.append(section("Strategies", STRATEGIES_NOTE, followed))
    if time_split:
        coloured = zip(time_split.items(), (f"var(--{SPLIT_COLOURS[min(i, 6)]})" for i in range(len(time_split))))
        bar = split_bar("Time split", [(name, seconds, colour) for (name, seconds), colour in coloured])
        parts.append(section("Where the time went", "", bar))
    parts += [section(name, "", content) for name, content in sections]
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    written = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = tag("main", *parts, tag("footer", f"Written {written} by starleague."))
    return f'<!doctype html>\n<html lang="en"><head>{head}<style>{style}</style></head><body>{body}</body></html>\n'


def section(title: str, note: str, *content: str) -> str:
    return tag("section", tag("h2", escape(title)), tag("p", note) if note else "", *content)


def summary(league: Coordinator, table: Standings, title: str) -> str:
    row = league.store.league()
    players = league.players
    copies = [each.id for each in players if isinstance(each, Snapshot) and each.parent is not None]
    steps = sum(each.steps for each in league.learners)
    tiles = [
        ("learners", number(len(league.learners))),
        ("snapshots", number(len(copies))),
        ("matches given out", number(row.matches)),
        ("results", number(row.reports)),
        ("training steps", number(steps)),
    ]
    if not math.isnan(performance := table.mains_performance()):
        tiles.append(("mains' copies against exploiters' at equilibrium", f"{performance:.0%}"))
    tiled = (tag("div", tag("b", value), tag("span", name), class_="tile") for name, value in tiles)
    where = f"{', '.join(league.config.races)} · seed {league.seed} · {league.store.folder.name}"
    return tag("h1", escape(title)) + tag("p", escape(where)) + tag("div", *tiled, class_="tiles")


def role_key() -> str:
    return key([(COLOURS[role], name) for role, name in ROLE_NAMES.items()])


def rate_key() -> str:
    return key([("var(--lose)", "never wins"), ("var(--even)", "half"), ("var(--win)", "always wins")])


def key(items: Sequence[tuple[str, str]]) -> str:
    return tag("ul", *(tag("li", tag("i", style=f"background:{each}"), name) for each, name in items), class_="key")


def rating_chart(league: Coordinator) -> str:
    lines = []
    with league.store.reading() as connection:
        results = league.store.league().reports
        births = [(row.reports, row.learner_id, row.player_id) for row in snapshot_rows(connection)]
        for player in league.players:
            if isinstance(player, Learner):
                points = rating_curve(connection, player.id)
                marks = []
                for born, learner, copy in births:
                    if learner == player.id and points:
                        before = max(np.searchsorted([x for x, _ in points], born, side="right") - 1, 0)
                        marks.append((float(born), points[before][1], f"{league.players[copy].name} taken"))
                lines.append(Curve(player.name, COLOURS[player.role], points, marks))
            elif isinstance(player, Yardstick):
                level = [(0.0, player.elo), (float(max(results, 1)), player.elo)]
                lines.append(Curve(player.name, "var(--muted)", level, dashed=True))
    return curves("Elo of the learners", lines, "results in the league", "Elo after each match")


def standings_table(table: Standings) -> str:
    head = ["", "player", "Elo, all results", "Elo, now", "OpenSkill", "W / D / L"]
    head += ["win rate, 95 %", "hardest past", "Nash"]
    rows = []
    for place, row in enumerate(table.rows[:MOST_ROWS], start=1):
        player, tally = row.player, row.tally
        rate = tally.score / tally.games if tally.games else 0.5
        rows.append(
            [
                str(place),
                named(player),
                f"{row.elo:.0f}" + (f" ± {row.elo_half_width:.0f}" if row.elo_half_width else " given"),
                f"{player.elo:.0f}",
                f"{player.mu:.1f} ± {player.sigma:.1f}",
                f"{tally.wins} / {tally.draws} / {tally.losses}",
                interval(row.low, rate, row.high) if tally.games else "–",
                "–" if math.isnan(row.hardest_past) else f"{row.hardest_past:.0%}",
                f"{row.nash:.0%}" if row.nash >= 0.005 else "–",
            ]
        )
    return html_table(head, rows, left=(1, 6), total=len(table.rows))


def payoff_map(table: Standings) -> str:
    """The whole league, or a sample of it evenly spread over the ranks."""
    kept = np.unique(np.linspace(0, len(table.rows) - 1, min(len(table.rows), MOST_IN_MAP)).astype(int))
    grid = np.ix_(kept, kept)
    names = [table.rows[index].player.name for index in kept]
    return heat_map("Win rate of rows against columns", names, table.win_rates[grid], table.games[grid] > 0)


def matchmaking_flow(league: Coordinator) -> str:
    players = league.players
    sizes: dict[tuple[str, str, str], int] = {}
    with league.store.reading() as connection:
        for home, away, kind, times in meetings(connection):
            if isinstance(players[home], Learner):
                path = (players[home].role, kind.replace("_", " "), group(players[away]))
                sizes[path] = sizes.get(path, 0) + times
    ranked = sorted(sizes.items(), key=lambda item: (list(COLOURS).index(item[0][0]), -item[1]))
    flows = [Flow((ROLE_NAMES[path[0]], *path[1:]), float(size), COLOURS[path[0]]) for path, size in ranked]
    return flow_chart("Matches by role, reason and opponent", flows, ("learner", "reason", "met"))


def results_table(league: Coordinator, table: Standings) -> str:
    """Each learner against each opponent, most played first."""
    players = league.players
    pairs = [(pair, tally) for pair, tally in table.results.items() if isinstance(players[pair[0]], Learner)]
    pairs.sort(key=lambda item: (item[0][0], -item[1].games))
    rows = []
    for (player, opponent), tally in pairs[:MOST_ROWS]:
        low, high = (float(end) for end in wilson(tally.score, tally.games))
        rate = tally.score / tally.games
        counts = [str(tally.games), str(tally.wins), str(tally.draws), str(tally.losses)]
        bounds = [f"{rate:.0%}", f"{low:.0%} – {high:.0%}", interval(low, rate, high)]
        rows.append([named(players[player]), named(players[opponent]), *counts, *bounds])
    head = ["player", "against", "games", "won", "drawn", "lost", "win rate", "95 % interval", ""]
    return html_table(head, rows, left=(0, 1, 8), total=len(pairs))


def snapshots_table(league: Coordinator) -> str:
    players = league.players
    with league.store.reading() as connection:
        taken = snapshot_rows(connection)
    rows = []
    for row in reversed(taken[-MOST_ROWS:]):
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(row.created_at))
        name, numbers = named(players[row.player_id]), [number(row.steps), str(row.reports)]
        rest = [row.reason, "yes" if row.reset else "no", f"<code>{row.sha256[:16]}</code>", f"{row.size / 1e6:.1f} MB"]
        rows.append([name, *numbers, *rest, when])
    head = ["snapshot", "steps", "results", "reason", "learner reset", "SHA-256", "size", "taken (UTC)"]
    return html_table(head, rows, left=(0, 3, 4, 5, 7), total=len(taken))


def strategies_table(league: Coordinator) -> str:
    """Empty where the runner names no strategies."""
    players = league.players
    with league.store.reading() as connection:
        found = strategies_followed(connection)
    rows = []
    for player, strategy, tally, minutes in found[:MOST_ROWS]:
        low, high = (float(end) for end in wilson(tally.score, tally.games))
        rate = tally.score / tally.games
        length = "–" if math.isnan(minutes) else f"{minutes:.1f}"
        numbers = [str(tally.games), f"{rate:.0%}", interval(low, rate, high), length]
        rows.append([named(players[player]), escape(strategy) or "none", *numbers])
    head = ["player", "strategy", "games", "win rate", "95 % interval", "minutes a game"]
    return html_table(head, rows, left=(0, 1, 4), total=len(found)) if found else ""


def html_table(head: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[int], total: int) -> str:
    def cells(kind: str, row: Sequence[str]) -> str:
        return "".join(tag(kind, cell, **({} if at in left else {"class_": "n"})) for at, cell in enumerate(row))

    body = "".join(tag("tr", cells("td", row)) for row in rows)
    more = tag("p", f"{total - len(rows)} more are in the league's store.") if total > len(rows) else ""
    return tag("table", tag("thead", tag("tr", cells("th", head))), tag("tbody", body)) + more


def named(player: Player) -> str:
    benched = " (benched)" if player.benched else ""
    return escape(player.name + benched)


def group(player: Player) -> str:
    if isinstance(player, Learner):
        return f"current {ROLE_NAMES[player.role]}"
    if isinstance(player, Snapshot):
        return f"past {ROLE_NAMES[player.parent_role]}" if player.parent_role else "initial parameters"
    return "yardsticks"


RATINGS_NOTE = (
    "Elo after each match of a learner. Dots: a copy of it joined the league; a fall after one is a reset. "
    "Dashed: yardsticks of fixed strength."
)
STANDINGS_NOTE = (
    "Elo, all results: the most likely rating given the payoff, with its 95 % interval. Elo, now: moved by each match. "
    "Hardest past: a learner's least win rate against a past player. Nash: weight in the league's equilibrium."
)
PAYOFF_NOTE = "Win rate of the row's player against the column's, draws half, in order of rank. Blank: never met."
FLOW_NOTE = "Matches given out: which learners, for what reason, against whom."
RESULTS_NOTE = "Of each learner since its last reset, undecayed, with Wilson's interval."
SNAPSHOTS_NOTE = "Newest first. Each is stored under the hash of its content and chained to the one before."
STRATEGIES_NOTE = "What learners were to follow in games that are over (z, by its plan), and how it went."
