// The agent's view: whom it sees winning, what it may do next, what it looks at. A panel, and marks on the field.
import type { Facts } from "../model/facts";
import type { World } from "../model/world";
import { clock, h } from "./dom";

const ATTENTION = 0xffe066, TARGET = 0xff6bd6;

export interface Thought {
  loop: number;
  value: number;
  action: string;
  delay: number;
  actions: [string, number][];
  selected: number[];
  units: [number, number][];
  targets: [number, number][];
  places: [number, number, number][];
  target?: number;
  place?: [number, number];
}

const BLANK: Thought = { loop: 0, value: 0, action: "", delay: 0, actions: [], selected: [], units: [], targets: [], places: [] }; // a file may leave out any of it

export interface Mark {
  x: number;
  y: number;
  size: number;
  shape: "glow" | "thinring" | "white";
  color: number;
  alpha: number;
}

export class MindView {
  readonly root = h("section", { class: "mind", "aria-label": "The agent's view", hidden: true });
  readonly button = h("button", { class: "round", type: "button", title: "The agent's view (F9)", "aria-label": "The agent's view", "aria-pressed": "false", html: EYE });
  private thoughts: Record<string, Thought> = {};
  private player: number;
  private on = false;

  constructor(
    private readonly facts: Facts, private readonly world: World, private readonly names: string[], private readonly minds: number[],
    private readonly ask: (on: boolean) => void,
  ) {
    this.player = minds[0] ?? 0;
    this.button.hidden = !minds.length;
    this.button.onclick = () => this.toggle();
  }

  toggle(): void {
    if (!this.minds.length) return;
    this.on = !this.on;
    this.root.hidden = !this.on;
    this.button.setAttribute("aria-pressed", String(this.on));
    this.ask(this.on);
    this.show();
  }

  askAgain(): void {
    if (this.on) this.ask(true);
  }

  tell(thoughts: Record<string, Partial<Thought>>): void {
    for (const [player, thought] of Object.entries(thoughts)) this.thoughts[player] = { ...BLANK, ...thought };
    this.show();
  }

  /** What it attends to, on the field: units it would select, units and places it would aim at. */
  marks(): Mark[] {
    const thought = this.on ? this.thoughts[this.player] : undefined;
    if (!thought) return [];
    const unit = (k: number, color: number, alpha: number, shape: Mark["shape"]): Mark | null =>
      this.world.type[k] ? { x: this.world.x[k], y: this.world.y[k], size: this.reach(k) * 2.6, shape, color, alpha } : null;
    const found = [
      ...thought.places.map(([x, y, p]): Mark => ({ x, y, size: 7, shape: "glow", color: TARGET, alpha: Math.min(0.75, 0.12 + p) })),
      ...thought.units.map(([k, p]) => unit(k, ATTENTION, Math.min(0.7, 0.1 + p), "glow")),
      ...thought.targets.map(([k, p]) => unit(k, TARGET, Math.min(0.7, 0.1 + p), "glow")),
      ...thought.selected.map((k) => unit(k, ATTENTION, 0.95, "thinring")),
      thought.target ? unit(thought.target, TARGET, 0.95, "thinring") : null,
      thought.place ? { x: thought.place[0], y: thought.place[1], size: 2.4, shape: "thinring" as const, color: TARGET, alpha: 0.95 } : null,
    ];
    return found.filter((mark): mark is Mark => mark !== null);
  }

  private reach(k: number): number {
    const unit = this.facts.units[this.world.type[k]];
    return unit.size ? unit.size[0] / 2 : unit.radius ?? 0.5;
  }

  private show(): void {
    if (!this.on) return;
    const thought = this.thoughts[this.player];
    const choice = this.minds.length > 1 ? h("div", { class: "choice small" }, ...this.minds.map((player) =>
      h("button", { type: "button", class: `${player === this.player ? "on" : ""} p${player}`, onclick: () => { this.player = player; this.show(); } }, this.names[player - 1].slice(0, 18)))) : null;
    this.root.replaceChildren(
      h("h2", {}, this.minds.length > 1 ? "The agents' view" : this.names[this.player - 1], thought ? h("time", {}, clock(thought.loop)) : null),
      choice ?? "", ...(thought ? this.parts(thought) : [h("p", {}, "No decision yet.")]));
  }

  private parts(thought: Thought): HTMLElement[] {
    const wins = (thought.value + 1) / 2;
    return [
      h("div", { class: `outlook p${this.player}`, role: "img", "aria-label": `Expects to win with ${percent(wins)}` },
        h("i", { style: `width:${wins * 100}%` }), h("b", {}, percent(wins)), h("span", {}, "expects to win")),
      h("h3", {}, "Next action"),
      ...this.rows(thought),
      h("p", {}, this.sentence(thought)),
      h("ul", { class: "key" }, h("li", {}, h("i", { class: "attends" }), "selects"), h("li", {}, h("i", { class: "aims" }), "aims at")),
    ];
  }

  private rows(thought: Thought): HTMLElement[] {
    const listed = thought.actions.some(([name]) => name === thought.action) ? thought.actions : [...thought.actions, [thought.action, 0] as [string, number]];
    return listed.map(([name, p]) => h("div", { class: `likely${name === thought.action ? " taken" : ""}`, title: name === thought.action ? "This is what it chose" : "" },
      h("i", { style: `width:${Math.max(1, p * 100)}%` }), h("span", {}, spaced(name)), h("em", {}, p ? percent(p) : "< 1 %")));
  }

  /** What it did, in words. */
  private sentence(thought: Thought): string {
    const label = (k: number) => this.facts.units[this.world.type[k]]?.label ?? "a unit";
    const counts = new Map<string, number>();
    for (const k of thought.selected) if (this.world.type[k]) counts.set(label(k), (counts.get(label(k)) ?? 0) + 1);
    const who = [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name)).join(", ");
    const whom = thought.target && this.world.type[thought.target] ? ` → ${label(thought.target)}` : "";
    return `${who}${whom}${who || whom ? "; " : ""}looks again in ${(thought.delay / 22.4).toFixed(1)} s`;
  }
}

const EYE = '<svg viewBox="0 0 24 24" width="100%" height="100%" fill="none" stroke="currentColor" stroke-width="1.9" aria-hidden="true"><path d="M2 12c4-7 16-7 20 0-4 7-16 7-20 0z"/><circle cx="12" cy="12" r="3"/></svg>';
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const spaced = (name: string): string => (name === "no_op" ? "Nothing" : name.replace(/_/g, " ").replace(/^./, (c) => c.toUpperCase()));
