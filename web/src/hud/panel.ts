// The middle panel: who is selected, how they are, what they are making.
import type { Facts } from "../model/facts";
import type { World } from "../model/world";
import type { Commander } from "../play/commander";
import { describe, type CardView } from "./card";
import { h, icon } from "./dom";
import { signOf } from "./glyphs";

const MOST = 48;

export class PanelView {
  readonly root = h("div", { class: "panel", "aria-live": "off" });
  private shown = "";

  constructor(
    private readonly facts: Facts, private readonly world: World, private readonly commander: Commander,
    private readonly card: CardView,
  ) {}

  update(): void {
    const { units, lead } = this.commander.selection;
    const key = units.length === 1 ? this.keyOfOne(units[0]) : this.keyOfMany(units, lead);
    if (key === this.shown) return this.advance();
    this.shown = key;
    if (!units.length) this.root.replaceChildren();
    else if (units.length === 1) this.root.replaceChildren(...this.one(units[0]));
    else this.root.replaceChildren(this.many(units, lead), ...this.production());
  }

  private keyOfOne(k: number): string {
    const { world } = this;
    return [k, world.type[k], world.life[k], world.lifeMax[k], world.shields[k], world.energy[k], world.progress[k],
      this.keyOfQueues(), JSON.stringify(this.commander.detail?.one ?? 0)].join();
  }

  private keyOfMany(units: number[], lead: number): string {
    return `${lead};${units.map((k) => `${k}.${this.world.type[k]}.${Math.ceil((10 * this.world.life[k]) / (this.world.lifeMax[k] || 1))}`).join()}`
      + this.keyOfQueues();
  }

  /** Without how far they are: buttons must not change under a click. */
  private keyOfQueues(): string {
    return JSON.stringify((this.commander.detail?.queues ?? []).map(([slot, queue]) => [slot, queue.map(([ability, share]) => [ability, share > 0])]));
  }

  private advance(): void {
    const rows = this.root.querySelectorAll(".queue[role=group]");
    this.commander.detail?.queues.slice(0, rows.length).forEach(([, queue], row) => queue.forEach(([, share], place) => {
      const bar = rows[row].children[place]?.querySelector<HTMLElement>(".bar i");
      if (bar) bar.style.width = `${Math.round(share * 100)}%`;
    }));
  }

  private one(k: number): HTMLElement[] {
    const { world, facts } = this;
    const unit = facts.units[world.type[k]];
    const owner = Math.min(2, world.owner[k]);
    const vitals = h("div", { class: "vitals" });
    const line = (name: string, value: number, most: number, kind: string) =>
      most && vitals.append(h("div", { class: `vital ${kind}`, "aria-label": `${name} ${value} of ${most}` },
        h("i", { style: `width:${Math.min(100, (100 * value) / most)}%` }), h("span", {}, `${value} / ${most}`)));
    if (unit.resource && !world.lifeMax[k]) vitals.append(h("div", { class: "amount" }, `${world.life[k]} left`));
    else if (unit.resource && !unit.flags?.includes("structure")) vitals.append(h("div", { class: "amount" }, `${world.life[k]} left`));
    else {
      line("Shields", world.shields[k], world.shieldsMax[k], "shields");
      line("Life", world.life[k], world.lifeMax[k], "life");
      line("Energy", world.energy[k], world.energyMax[k], "energy");
    }
    const detail = this.commander.detail?.one;
    const more = [describe(unit)];
    if (unit.armor) more.unshift(`armor ${unit.armor}`);
    if (detail?.kills) more.push(`${detail.kills} kills`);
    if (detail?.harvesters?.[1]) more.push(`workers ${detail.harvesters[0]} / ${detail.harvesters[1]}`);
    const head = h("div", { class: "who" },
      h("div", { class: `portrait p${owner}` }, h("img", { src: this.card.portrait(world.type[k], owner), alt: "" })),
      h("div", { class: "facts" }, h("h2", {}, unit.label), vitals, h("p", {}, more.filter(Boolean).join(" · "))));
    const parts: HTMLElement[] = [head];
    if (world.has(k, "unfinished") && !world.has(k, "snapshot")) {
      parts.push(h("div", { class: "making" }, h("span", {}, "Under construction"), this.bar(world.progress[k] / 255)));
    }
    parts.push(...this.production());
    if (detail?.cargo?.length) {
      parts.push(h("div", { class: "queue", "aria-label": "Passengers" },
        ...detail.cargo.map((type) => h("div", { class: "item", title: facts.units[type].label }, h("img", { src: this.card.portrait(type), alt: facts.units[type].label })))));
    }
    return parts;
  }

  private many(units: number[], lead: number): HTMLElement {
    const grid = h("div", { class: "many" });
    for (const k of units.slice(0, MOST)) {
      const type = this.world.type[k];
      const share = this.world.lifeMax[k] ? this.world.life[k] / this.world.lifeMax[k] : 1;
      grid.append(h("button", {
        class: `wire${type === lead ? " lead" : ""}`, type: "button", tabIndex: -1, title: this.facts.units[type].label,
        style: `--share:${share}`,
        onclick: (event: MouseEvent) => this.choose(k, event),
      }, h("img", { src: this.card.portrait(type, this.world.owner[k]), alt: this.facts.units[type].label })));
    }
    if (units.length > MOST) grid.append(h("span", { class: "rest" }, `+${units.length - MOST}`));
    return grid;
  }

  private choose(k: number, event: MouseEvent): void {
    const { selection } = this.commander;
    if (event.shiftKey) selection.set(selection.units.filter((one) => one !== k));
    else if (event.ctrlKey) selection.set(selection.units.filter((one) => this.world.type[one] === this.world.type[k]));
    else selection.set([k]);
  }

  private production(): HTMLElement[] {
    const queues = this.commander.detail?.queues ?? [];
    if (!queues.length) return [];
    const rows = queues.slice(0, 6).map(([slot, queue]) => {
      const places = Math.max(queue.length, Math.min(8, this.facts.units[this.world.type[slot]]?.queue ?? 0));
      return h("div", { class: "queue", role: "group", "aria-label": "In production" }, ...Array.from({ length: places }, (_, k) => this.queued(slot, k, queue[k])));
    });
    const starved = queues.some(([, [first]]) => first && !first[1] && this.lacksSupply(first[0]));
    return [h("div", { class: "queues" }, ...rows, starved ? h("p", { class: "why" }, "It waits for supply") : null)];
  }

  private lacksSupply(ability: number): boolean {
    const purse = this.world.purses[this.world.owner[this.commander.selection.units[0]]];
    const [, , supply] = this.facts.abilities[ability].cost ?? [0, 0, 0];
    return !!purse && supply > 0 && purse.used + supply > purse.cap;
  }

  /** A place of a queue; a click takes out what is there. */
  private queued(slot: number, place: number, item: [number, number] | undefined): HTMLElement {
    const size = place ? "" : " first";
    if (!item) return h("div", { class: `item open${size}` }, h("span", {}, String(place + 1)));
    const [ability, share] = item, facts = this.facts.abilities[ability], label = facts.label ?? facts.name;
    const face = facts.product ? h("img", { src: this.card.portrait(facts.product), alt: "" }) : h("b", { html: icon(signOf(facts.icon ?? "", label, facts.kind ?? "")) });
    return h("button", {
      class: `item${size}`, type: "button", tabIndex: -1, title: `${label}: click to cancel`, "aria-label": `${label}, cancel`,
      onclick: () => this.commander.cancel(slot, place),
    }, face, share ? this.bar(share) : null);
  }

  private bar(share: number): HTMLElement {
    return h("div", { class: "bar" }, h("i", { style: `width:${Math.round(share * 100)}%` }));
  }
}
