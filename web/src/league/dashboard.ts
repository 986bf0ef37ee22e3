// A training league: how strong, who beats whom, what is played now, how learning goes.
import { clock, h } from "../hud/dom";
import { DISCLAIMER } from "../hud/hud";
import { bars, heatMap, interval, lines, short } from "./charts";
import { colorOf, ROLES, type League } from "./data";

const ASK_EVERY = 2000; // milliseconds
const MOST_ROWS = 24;
const OUTCOMES: Record<string, string> = { win: "beat", loss: "lost to", draw: "drew with" };
const LEARNERS = ["main_agent", "main_exploiter", "league_exploiter"];
const FIRST_FIGURES = ["learning/loss", "learning/accuracy/type", "league/win rate", "learning/kl", "learning/entropy", "learning/policy/winloss", "learning/baseline/winloss"];
type Part = [column: 0 | 1 | 2, key: string, title: string, note: string, of: (league: League) => unknown, draw: (league: League) => (Element | string | null)[]];

export class Dashboard {
  private league!: League;
  private tag = "";
  private readonly shown = new Map<string, string>(); // what each part was drawn from
  private readonly parts = new Map<string, HTMLElement>();
  private readonly head = h("header", {});
  private readonly tiles = h("div", { class: "tiles", role: "status", "aria-live": "off" });
  private readonly trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  private readonly columns = [h("div", { class: "column" }), h("div", { class: "column" }), h("div", { class: "column below" })];
  private readonly grid = h("div", { class: "league-grid" }, ...this.columns);

  constructor(private readonly home: HTMLElement, private readonly go: (place: string) => void) {
    this.home.replaceChildren(h("main", { class: "league" }, this.head, this.trouble, this.tiles, this.grid, h("footer", {}, h("p", {}, DISCLAIMER))));
    void this.follow();
  }

  private async follow(): Promise<void> {
    try {
      const response = await fetch("/api/league", this.tag ? { headers: { "If-None-Match": this.tag } } : {});
      if (response.status === 200) {
        this.tag = response.headers.get("ETag") ?? "";
        this.league = (await response.json()) as League;
        this.show();
      } else if (response.status !== 304) throw new Error(await response.text());
      this.complain("");
    } catch (problem) {
      this.complain(problem instanceof TypeError ? "The server does not answer; trying again…" : String((problem as Error).message));
    }
    if (this.league?.playing) this.tellAges();
    setTimeout(() => void this.follow(), ASK_EVERY);
  }

  private complain(words: string): void {
    this.trouble.hidden = !words;
    this.trouble.textContent = words;
  }

  private show(): void {
    const { league } = this;
    document.title = `${league.name} · starleague`;
    this.head.replaceChildren(h("h1", {}, league.name),
      h("p", {}, h("b", { class: league.running ? "state on" : "state" }, league.running ? "training" : "at rest"),
        league.races ? `${league.races.join(", ")} · seed ${league.seed} · founded ${new Date(league.founded * 1000).toLocaleString()}` : `not yet a league: ${league.run.doing ?? "preparing"}`),
      h("button", { type: "button", class: "link", onclick: () => this.go("play") }, "Play a game"));
    this.tiles.replaceChildren(...this.figures().map(([value, name]) => h("div", { class: "tile" }, h("b", {}, value), h("span", {}, name))));
    for (const part of PARTS) this.draw(part);
  }

  private figures(): [string, string][] {
    const { league } = this, energy = Object.values(league.run.energy ?? {}).reduce((sum, one) => sum + one, 0);
    const found: [string, string][] = league.races ? [
      [short(league.played), "results"], [short(league.steps), "training steps"],
      [short(league.players.filter((player) => player.role === "snapshot").length), "snapshots"],
      [short(league.rates.results_per_minute), "results a minute"],
    ] : [];
    if (league.rates?.game_speed) found.push([`× ${short(league.rates.game_speed)}`, "real time, all games"]);
    if (league.steps_per_second) found.push([short(league.steps_per_second), "steps a second"]);
    if (energy) found.push([`${short(energy / 3600)} Wh`, "energy used"]);
    return found;
  }

  /** Draw a part again only when what it shows has changed: who looks at it is not disturbed. */
  private draw([column, key, title, note, of, make]: Part): void {
    const content = of(this.league), text = JSON.stringify(content ?? null);
    if (this.shown.get(key) === text) return;
    this.shown.set(key, text);
    const old = this.parts.get(key);
    const drawn = content ? make.call(this, this.league) : [];
    const section = h("section", { class: `part ${key}`, hidden: !drawn.length, "aria-label": title }, h("h2", {}, title), note ? h("p", { class: "note" }, note) : null);
    section.append(...drawn.filter((one) => one !== null));
    if (old) old.replaceWith(section);
    else this.columns[column].append(section);
    this.parts.set(key, section);
  }

  private tellAges(): void {
    for (const cell of this.grid.querySelectorAll<HTMLElement>("[data-since]")) cell.textContent = ago(Number(cell.dataset.since));
  }

  name(id: number): HTMLElement {
    const player = this.league.players[id];
    return h("span", { class: "player", title: ROLES[player.role] ?? player.role }, h("i", { style: `background:${colorOf(player)}` }), player.name);
  }

  watchButton(match: number, live: boolean | undefined, label: string): HTMLElement | null {
    return live ? h("button", { type: "button", class: "watch", "data-match": match, onclick: () => this.watch(match) }, label) : null;
  }

  private async watch(match: number): Promise<void> {
    const response = await fetch("/api/league/watch", { method: "POST", body: JSON.stringify({ match }) });
    if (response.ok) this.go(`#room/${(await response.json()).room}`);
    else this.complain(await response.text());
  }
}

const PARTS: Part[] = [
  [0, "ratings", "Ratings", "Elo after each match of a learner. Dots: a copy joined the league. Dashed: yardsticks of fixed strength.",
    (league) => league.results && [league.curves, league.births.length, yardsticks(league)], (league) => [ratings(league)]],
  [1, "playing", "Now playing", "", (league) => league.races && [league.playing, league.running], function (this: Dashboard, league) { return nowPlaying(this, league); }],
  [0, "payoff", "Who beats whom", "Win rate of the row's player against the column's in per cent, draws half, in order of rank. Outlined: never met.",
    (league) => league.results && league.payoff, (league) => payoff(league)],
  [0, "standings", "Standings", "Elo fitted to all results, win rate with its 95 % interval, the hardest of the past, weight in the league's equilibrium.",
    (league) => league.results && league.standings, function (this: Dashboard, league) { return [standings(this, league)]; }],
  [1, "latest", "Latest results", "", (league) => league.latest?.length && league.latest, function (this: Dashboard, league) { return [latest(this, league)]; }],
  [1, "rhythm", "Results over time", "", (league) => league.over_time?.counts.length && league.over_time, (league) => rhythm(league)],
  [2, "learning", "Learning", "Each learner over its own steps.", (league) => (league.learning.length || league.problem) && [league.learning, league.problem], (league) => learning(league)],
  [1, "spent", "Where the time went", "", (league) => league.run.spent && [league.run.spent, league.run.doing], (league) => spent(league)],
  [1, "scores", "The main agent's games", "", (league) => league.run.scores, (league) => scores(league)],
];

function yardsticks(league: League): [string, number][] {
  return league.players.filter((player) => player.role === "yardstick").map((player) => [player.name, Math.round(player.elo)]);
}

function ratings(league: League): Element {
  const learners = league.players.filter((player) => LEARNERS.includes(player.role));
  const most = Math.max(1, league.results);
  return lines("Elo of the learners", [
    ...learners.map((player) => ({
      label: player.name, color: colorOf(player), points: league.curves[player.id] ?? [],
      marks: league.births.filter(([, learner]) => learner === player.id).map(([x, , copy]) => ({ x, y: at(league.curves[player.id] ?? [], x), words: `${league.players[copy].name} joined` })),
    })),
    ...yardsticks(league).map(([label, elo]) => ({ label, color: "var(--yardstick)", points: [[0, elo], [most, elo]] as [number, number][], dashed: true })),
  ], { width: 760, height: 330, named: true, x: "results" });
}

const at = (points: [number, number][], x: number): number => (points.filter(([place]) => place <= x).at(-1) ?? points[0] ?? [0, 0])[1];

function nowPlaying(page: Dashboard, league: League): (Element | null)[] {
  if (!league.playing.length) return [h("p", { class: "note" }, "No match is being played.")];
  const note = league.running ? null : h("p", { class: "note" }, "Given out when training stopped; they are played again when it goes on.");
  const playing = [...league.playing].sort((a, b) => Number(b.live) - Number(a.live));
  return [note, h("ul", { class: "games" }, ...playing.map((game) =>
    h("li", {}, h("div", {}, page.name(game.home), h("em", {}, "against"), page.name(game.away)),
      h("small", {}, `${spaced(game.kind)} · `, h("span", { "data-since": game.since }, ago(game.since))), page.watchButton(game.match, game.live, "Watch"))))];
}

function payoff(league: League): (Element | null)[] {
  const names = league.payoff.players.map((id) => league.players[id].name);
  const left = league.payoff.left_out;
  return [h("ul", { class: "key" }, h("li", {}, h("i", { style: "background:var(--loses)" }), "loses"), h("li", {}, h("i", { style: "background:var(--even)" }), "even"), h("li", {}, h("i", { style: "background:var(--wins)" }), "wins")),
    h("div", { class: "scroll" }, heatMap("Win rate of rows against columns", names, league.payoff.rates, league.payoff.games)),
    left ? h("p", { class: "note" }, `${left} more players are left out, evenly over the ranks.`) : null];
}

function standings(page: Dashboard, league: League): Element {
  const rows = league.standings.slice(0, MOST_ROWS).map((row, k) => {
    const games = row.wins + row.draws + row.losses, rate = games ? (row.wins + row.draws / 2) / games : 0.5;
    return [String(k + 1), page.name(row.id), `${Math.round(row.elo)}${row.half_width ? ` ± ${Math.round(row.half_width)}` : ""}`,
      games ? `${row.wins} / ${row.draws} / ${row.losses}` : "–", games ? interval(row.low, rate, row.high) : "–",
      row.hardest === null ? "–" : `${Math.round(row.hardest * 100)} %`, row.nash >= 0.005 ? `${Math.round(row.nash * 100)} %` : "–"];
  });
  return table(["", "player", "Elo", "won / drawn / lost", "win rate", "hardest past", "Nash"], rows, league.standings.length - rows.length);
}

function latest(page: Dashboard, league: League): Element {
  return h("ul", { class: "games" }, ...league.latest.map((game) =>
    h("li", {}, h("div", {}, page.name(game.home), h("em", { class: `outcome ${game.outcome}` }, OUTCOMES[game.outcome] ?? spaced(game.outcome)), page.name(game.away)),
      h("small", {}, [spaced(game.kind), game.loops ? clock(game.loops) : "", game.strategy].filter(Boolean).join(" · "), " · ", h("span", { "data-since": game.at }, ago(game.at))),
      page.watchButton(game.match, game.live, "Replay"))));
}

function rhythm(league: League): Element[] {
  const { begin, seconds, counts } = league.over_time;
  const time = (k: number) => new Date((begin + k * seconds) * 1000).toLocaleTimeString();
  return [bars("Results over time", counts, (k) => `${counts[k]} from ${time(k)} on`),
    h("p", { class: "ends" }, h("span", {}, time(0)), h("span", {}, `${short(seconds)} s a bar, at most ${Math.max(...counts)}`), h("span", {}, time(counts.length)))];
}

function learning(league: League): Element[] {
  if (league.problem) return [h("p", { class: "note" }, league.problem)];
  const colors = new Map((league.players ?? []).map((player) => [player.name, colorOf(player)]));
  const place = (name: string) => (FIRST_FIGURES.indexOf(name) + 1 || FIRST_FIGURES.length + 1);
  const figures = [...league.learning].sort((a, b) => place(a.name) - place(b.name));
  const draw = (figure: League["learning"][number]) => h("figure", {}, h("figcaption", {}, spaced(figure.name.replace(/^learning\//, ""))),
    lines(figure.name, Object.entries(figure.lines).map(([who, points]) => ({ label: who, color: colors.get(who) ?? "var(--supervised)", points })), { width: 300, height: 130, named: false, x: "" }));
  const who = [...new Set(figures.flatMap((figure) => Object.keys(figure.lines)))];
  const first = figures.filter((figure) => FIRST_FIGURES.includes(figure.name)), rest = figures.filter((figure) => !FIRST_FIGURES.includes(figure.name));
  return [h("ul", { class: "key" }, ...who.map((name) => h("li", {}, h("i", { style: `background:${colors.get(name) ?? "var(--supervised)"}` }), name))),
    h("div", { class: "figures" }, ...first.map(draw)),
    ...(rest.length ? [h("details", { open: !first.length }, h("summary", {}, `${rest.length} more figures`), h("div", { class: "figures" }, ...rest.map(draw)))] : [])];
}

function spent(league: League): Element[] {
  const stages = Object.entries(league.run.spent!), all = stages.reduce((sum, [, seconds]) => sum + seconds, 0) || 1;
  return [h("div", { class: "split", role: "img", "aria-label": stages.map(([name, seconds]) => `${name} ${minutes(seconds)}`).join(", ") },
    ...stages.map(([name, seconds], k) => h("i", { class: `stage${k % 5}`, style: `flex:${seconds / all}`, title: `${name}: ${minutes(seconds)}` }))),
  h("ul", { class: "key" }, ...stages.map(([name, seconds], k) => h("li", {}, h("i", { class: `stage${k % 5}` }), `${name} ${minutes(seconds)}`)))];
}

function scores(league: League): Element[] {
  return [table(["opponent", "games", "won", "drawn", "win rate", ""], league.run.scores!.map((score) => [
    spaced(score.opponent.split("/").at(-1)!.replace(".safetensors", "").replace("builtin:", "")), String(score.games), String(score.wins), String(score.draws),
    `${Math.round(score.low * 100)} to ${Math.round(score.high * 100)} %`, interval(score.low, (score.wins + score.draws / 2) / Math.max(1, score.games), score.high),
  ]), 0)];
}

function table(head: string[], rows: (string | Element)[][], left: number): HTMLElement {
  return h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, ...head.map((name) => h("th", {}, name)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell)))))), left > 0 ? h("p", { class: "note" }, `${left} more are in the league.`) : null);
}

const spaced = (words: string): string => words.replace(/_/g, " ");
const minutes = (seconds: number): string => (seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${short(Math.round(seconds / 6) / 10)} min` : `${short(Math.round(seconds / 360) / 10)} h`);

function ago(at: number): string {
  const seconds = Math.max(0, Date.now() / 1000 - at);
  return seconds < 90 ? `${Math.round(seconds)} s ago` : seconds < 5400 ? `${Math.round(seconds / 60)} min ago` : seconds < 172_800 ? `${Math.round(seconds / 3600)} h ago` : `${Math.round(seconds / 86_400)} days ago`;
}
