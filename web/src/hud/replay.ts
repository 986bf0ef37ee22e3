// Watching: the timeline with its curves, speed, whose eyes, what is in production.
import type { Facts, Welcome } from "../model/facts";
import type { World } from "../model/world";
import { TEAMS } from "../draw/paint";
import type { CardView } from "./card";
import { clock, h, icon } from "./dom";

const SPEEDS = ["x0.5", "x1", "x2", "x4", "x8", "x16"];
const PLAY = '<path d="M7 4l13 8-13 8z" fill="currentColor"/>', PAUSE = '<path d="M8 5v14M16 5v14" stroke-width="4"/>';
const ASK_EVERY = 1500; // milliseconds between two questions for the curves, until they are whole
const CHARTS: [string, string][] = [
  ["army", "Army value"], ["workers", "Workers"], ["supply", "Supply"], ["income", "Income a minute"], ["bank", "Unspent"],
  ["lost", "Resources lost"], ["actions", "Actions a minute"],
];
const OUTLOOK: [string, string] = ["outlook", "Expects to win [%]"];

interface Curves {
  every: number;
  names: string[];
  players: Record<string, number[][]>;
  marks: [number, number, string, string, number, number][];
  done: boolean;
  problem: string;
  values: Record<string, [number, number][]>;
}

export interface ReplayActions {
  send(message: Record<string, unknown>): void;
  lookAt(x: number, y: number): void;
  view(player: number): void;
  next(home: number): void;
}

export class ReplayView {
  readonly bar = h("div", { class: "timeline" });
  readonly side = h("div", { class: "side" });
  private readonly canvas = h("canvas", { class: "curve", tabIndex: 0, role: "slider", "aria-label": "Time" });
  private readonly playButton = h("button", { type: "button", class: "round", "aria-label": "Play or pause" });
  private readonly now = h("span", { class: "now" });
  private readonly content = h("div", { class: "content" });
  private readonly speeds = h("div", { class: "choice small", role: "group", "aria-label": "Speed" });
  private readonly views = h("div", { class: "choice small", role: "group", "aria-label": "Vision" });
  private curves: Curves | null = null;
  private produced: Record<string, [number, number, number, number][]> = {};
  private tab = "production";
  private speed = "x1";
  private view = 0;
  private drawnAt = 0;
  private last: number;
  private readonly live = h("button", { type: "button", class: "live", hidden: true, title: "To what is being played now", onclick: () => this.does.send({ do: "seek", loop: this.last - 45 }) }, "Live");
  private readonly following = h("button", { type: "button", class: "live", hidden: true, onclick: () => this.does.next(this.welcome.home!) }, "Next game");

  constructor(
    private readonly facts: Facts, private readonly world: World, private readonly welcome: Welcome,
    private readonly room: string, private readonly card: CardView, private readonly does: ReplayActions,
  ) {
    this.last = welcome.last || 1;
    this.playButton.onclick = () => this.toggle();
    this.bar.append(this.playButton, this.now, this.canvas, this.live, this.following, this.speeds, this.views);
    this.tellLength(this.last, welcome.live ?? false);
    this.showChoices();
    const tabs = h("div", { class: "tabs", role: "tablist" }, ...[["production", "Production"], ["charts", "Charts"], ["events", "Events"]].map(([name, label]) =>
      h("button", { type: "button", role: "tab", "data-tab": name, onclick: () => this.open(name) }, label)));
    this.side.append(tabs, this.content);
    this.open("production");
    this.canvas.addEventListener("pointerdown", (event) => this.seekTo(event));
    this.canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -224, ArrowRight: 224 }[event.key];
      if (!step) return;
      event.stopPropagation();
      this.does.send({ do: "seek", loop: Math.max(0, this.world.loop + step) });
    });
    this.canvas.addEventListener("pointermove", (event) => this.explain(event));
    void this.ask();
  }

  askAgain(): void {
    if (this.view) this.does.view(this.view);
  }

  toggle(): void {
    if (this.world.waits.includes("over")) this.does.send({ do: "seek", loop: 0 });
    else this.does.send({ do: "pace", pause: !this.world.waits.includes("person") });
  }

  changeSpeed(step: number): void {
    const next = SPEEDS[SPEEDS.indexOf(this.speed) + step];
    if (next) this.setSpeed(next);
  }

  tellProduction(players: Record<string, [number, number, number, number][]>): void {
    this.produced = players;
    if (this.tab === "production") this.showProduction();
  }

  /** A game that is still being played grows. */
  tellLength(last: number, live: boolean): void {
    this.last = last;
    this.live.hidden = !live;
    this.following.hidden = live || typeof this.welcome.home !== "number";
  }

  update(now: number): void {
    this.playButton.innerHTML = icon(this.world.waits.length ? PLAY : PAUSE);
    this.now.textContent = `${clock(this.world.shown)} / ${clock(this.last)}`;
    if (now - this.drawnAt < 250) return;
    this.drawnAt = now;
    this.drawTimeline();
    if (this.tab === "charts") this.drawCharts();
  }

  private async ask(): Promise<void> {
    const response = await fetch(`/api/rooms/${this.room}/curves`);
    if (response.ok) this.curves = (await response.json()) as Curves;
    if (this.tab === "events") this.showEvents();
    if (!this.curves?.done) setTimeout(() => void this.ask(), ASK_EVERY);
  }

  private setSpeed(name: string): void {
    this.speed = name;
    this.does.send({ do: "pace", speed: name });
    this.showChoices();
  }

  private showChoices(): void {
    this.speeds.replaceChildren(...SPEEDS.map((name) =>
      h("button", { type: "button", class: name === this.speed ? "on" : "", "data-speed": name, onclick: () => this.setSpeed(name) }, name.replace("x", "×"))));
    const names = ["Both", ...this.welcome.names];
    this.views.replaceChildren(...names.map((name, player) =>
      h("button", {
        type: "button", class: `${player === this.view ? "on" : ""} p${player}`, "data-view": player, title: player ? `With the eyes of ${name}` : "Everything",
        onclick: () => {
          this.view = player;
          this.does.view(player);
          this.showChoices();
        },
      }, name)));
  }

  private open(tab: string): void {
    this.tab = tab;
    for (const button of this.side.querySelectorAll<HTMLElement>("[role=tab]")) button.setAttribute("aria-selected", String(button.dataset.tab === tab));
    if (tab === "production") this.showProduction();
    else if (tab === "events") this.showEvents();
    else this.content.replaceChildren(h("div", { class: "charts" }, ...(this.welcome.minds.length ? [OUTLOOK, ...CHARTS] : CHARTS).map(([name, label]) => h("figure", {}, h("figcaption", {}, label, h("span", { "data-values": name })), h("canvas", { "data-chart": name, width: 316, height: 84 })))));
  }

  private showProduction(): void {
    const rows = [1, 2].map((player) => {
      const items = this.produced[player] ?? [];
      const purse = this.world.purses[player];
      return h("div", { class: `making p${player}` },
        h("h3", {}, this.welcome.names[player - 1], h("span", {}, purse ? ` ${purse.workers} workers · ${purse.army} army` : "")),
        h("div", { class: "items" }, ...items.map(([kind, row, count, share]) => {
          const label = kind ? this.facts.upgrades[row] : this.facts.units[row].label;
          const face = kind ? h("b", { class: "star" }, "★") : h("img", { src: this.card.portrait(row, player), alt: label });
          return h("div", { class: "item", title: label }, face, count > 1 ? h("em", {}, `×${count}`) : null,
            h("div", { class: "bar" }, h("i", { style: `width:${Math.round(share * 100)}%` })));
        })));
    });
    this.content.replaceChildren(h("div", { class: "both" }, ...rows));
  }

  private showEvents(): void {
    const marks = this.curves?.marks ?? [];
    this.content.replaceChildren(h("ul", { class: "events" }, ...marks.map(([loop, player, what, text, x, y]) =>
      h("li", {}, h("button", {
        type: "button", class: `p${player} ${what}`,
        onclick: () => {
          this.does.send({ do: "seek", loop: Math.max(0, loop - 60) });
          if (x || y) this.does.lookAt(x, y);
        },
      }, h("time", {}, clock(loop)), text)))));
  }

  // drawing

  private seekTo(event: PointerEvent): void {
    const area = this.canvas.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - area.left) / area.width));
    this.does.send({ do: "seek", loop: Math.round(share * this.last) });
  }

  private explain(event: PointerEvent): void {
    const area = this.canvas.getBoundingClientRect();
    this.canvas.title = clock(((event.clientX - area.left) / area.width) * this.last);
  }

  private drawTimeline(): void {
    const { canvas } = this;
    const width = (canvas.width = canvas.clientWidth), height = (canvas.height = canvas.clientHeight);
    const to = canvas.getContext("2d")!;
    const { last } = this;
    to.fillStyle = "#0a1018";
    to.fillRect(0, 0, width, height);
    if (this.curves) this.drawLines(to, "army", width, height, last);
    for (const [loop, player, what] of this.curves?.marks ?? []) {
      if (what !== "lost") continue;
      to.fillStyle = TEAMS[player].team;
      to.fillRect((loop / last) * width - 1, height - 5, 2, 5);
    }
    const at = (this.world.shown / last) * width;
    to.fillStyle = "rgba(255,255,255,0.08)";
    to.fillRect(0, 0, at, height);
    to.fillStyle = "#fff";
    to.fillRect(at - 1, 0, 2, height);
    canvas.setAttribute("aria-valuetext", clock(this.world.shown));
  }

  private drawCharts(): void {
    if (!this.curves) return;
    const { last } = this;
    for (const canvas of this.content.querySelectorAll<HTMLCanvasElement>("canvas[data-chart]")) {
      const name = canvas.dataset.chart!, to = canvas.getContext("2d")!;
      to.clearRect(0, 0, canvas.width, canvas.height);
      this.drawLines(to, name, canvas.width, canvas.height, last);
      const x = (this.world.shown / last) * canvas.width;
      to.fillStyle = "rgba(255,255,255,0.7)";
      to.fillRect(x, 0, 1, canvas.height);
      const values = [1, 2].map((player) => this.pointsOf(name, player).filter(([loop]) => loop <= this.world.shown + 1).at(-1)?.[1] ?? 0);
      const label = this.content.querySelector(`[data-values=${name}]`)!;
      label.innerHTML = `<em class="p1">${Math.round(values[0])}</em> <em class="p2">${Math.round(values[1])}</em>`;
    }
  }

  private drawLines(to: CanvasRenderingContext2D, name: string, width: number, height: number, last: number): void {
    const both = [1, 2].map((player) => this.pointsOf(name, player));
    const most = name === OUTLOOK[0] ? 100 : Math.max(1, ...both.flat().map(([, value]) => value));
    both.forEach((points, k) => {
      to.beginPath();
      for (const [loop, value] of points) to.lineTo((loop / last) * width, height - 2 - (value / most) * (height - 6));
      to.strokeStyle = TEAMS[k + 1].team;
      to.lineWidth = 1.6;
      to.stroke();
    });
  }

  /** A chart's points: (loop, value). */
  private pointsOf(name: string, player: number): [number, number][] {
    if (name === OUTLOOK[0]) return this.curves!.values[player].map(([loop, value]) => [loop, 50 * (value + 1)]);
    return this.series(name, player).map((value, place) => [place * this.curves!.every, value]);
  }

  private series(name: string, player: number): number[] {
    const { names, players, every } = this.curves!;
    const column = (wanted: string) => players[player].map((row) => row[names.indexOf(wanted)]);
    if (name === "bank") {
      const vespene = column("vespene");
      return column("minerals").map((value, k) => value + vespene[k]);
    }
    if (name !== "income") return column(name);
    const collected = column("collected"), back = Math.max(1, Math.round(672 / every));
    return collected.map((value, k) => ((value - (collected[Math.max(0, k - back)] ?? 0)) * 1344) / (Math.min(back, Math.max(1, k)) * every));
  }
}
