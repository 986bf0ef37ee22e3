// What the person wants, from clicks and keys, said to the server.
import type { Field, Ghost } from "../draw/field";
import { hasFlag } from "../model/facts";
import type { World } from "../model/world";
import type { Link } from "../net/link";
import { buttons, isAimed, isPlaced, type Button, type CardState } from "./card";
import { ownUnits, unitAt, unitsIn } from "./pick";
import { Selection } from "./selection";

export interface Detail {
  lead: number;
  card: CardState;
  orders: [number, [number, number, number][]][];
  rallies: [number, number, number, number][];
  queues: [number, [number, number][]][];
  one?: { kills: number; cargo?: number[]; harvesters?: [number, number] };
}

export interface Aim {
  ability: number;
  placed: number; // type whose outline is shown; 0: none
}

const MOVE_MARK = 0x6cff8f, ATTACK_MARK = 0xff5a4d;
const ASK_AGAIN = 400, LOST = 2000; // milliseconds after which an answer whether a place is free is old, or will not come

export class Commander {
  readonly selection: Selection;
  aim: Aim | null = null;
  menu = "";
  detail: Detail | null = null;
  ghost: Ghost | null = null;
  hovered = 0;
  complain: (text: string) => void = () => {};
  private asking = false; // whether a place is free; one question at a time
  private askedAt = 0;
  private idle = 0;
  private base = 0;

  constructor(
    readonly world: World, readonly field: Field, readonly link: Link, private readonly seat: () => number,
    private readonly reasons: (code: number) => string,
  ) {
    this.selection = new Selection(world, seat);
    this.selection.changed = () => this.tellSelection();
  }

  /** Say who is selected: after each change, and to a server that has forgotten it. */
  tellSelection(): void {
    this.menu = "";
    this.aim = null;
    this.ghost = null;
    this.detail = null;
    this.link.send({ do: "select", units: this.selection.units, lead: this.selection.lead });
  }

  get commands(): boolean {
    return this.seat() > 0 && this.selection.own;
  }

  /** Whether the buttons of those selected are still on their way. */
  get awaitsCard(): boolean {
    return this.commands && this.detail?.lead !== this.selection.lead;
  }

  buttons(): Button[] {
    const { lead } = this.selection;
    if (!this.commands || this.awaitsCard) return [];
    return buttons(this.world.facts, lead, this.detail!.card, this.menu);
  }

  /** A button of the card, by mouse or key. */
  press(button: Button, queued: boolean): void {
    if (button.menu !== undefined) {
      this.menu = button.menu;
      return;
    }
    if (button.selects) {
      this.selectSpawned(button.selects);
      return;
    }
    if (button.reason) {
      this.complain(this.reasons(button.reason));
      return;
    }
    if (isAimed(button.facts)) {
      this.asking = false;
      this.aim = { ability: button.ability, placed: isPlaced(button.facts) ? button.facts.product! : 0 };
      return;
    }
    this.order(button.ability, { queued });
    this.menu = "";
  }

  toggleAutocast(button: Button): void {
    if (button.facts.autocast) this.order(button.ability, { autocast: true });
  }

  /** Give up what was begun: an aim, then a menu, then nothing. */
  escape(): boolean {
    if (!this.aim && !this.menu) return false;
    if (this.aim) [this.aim, this.ghost] = [null, null];
    else this.menu = "";
    return true;
  }

  // clicks, in cells of the map

  click(x: number, y: number, add: boolean, alike: boolean): void {
    const slack = 8 / this.field.camera.zoom;
    const hit = unitAt(this.world, this.field.units, x, y, slack);
    if (!hit) {
      if (!add) this.selection.set([]);
      return;
    }
    const units = alike ? this.alike(hit) : [hit];
    if (add && this.world.owner[hit] === this.seat()) this.selection.toggle(units);
    else this.selection.set(units);
  }

  box(x: number, y: number, u: number, v: number, add: boolean): void {
    const units = unitsIn(this.world, this.seat(), Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v));
    if (add) this.selection.set([...this.selection.units, ...units]);
    else if (units.length) this.selection.set(units);
  }

  /** The left click while something is aimed. */
  confirm(x: number, y: number, queued: boolean, onMap = false): void {
    if (!this.aim) return;
    const { ability, placed } = this.aim;
    const facts = this.world.facts.abilities[ability];
    const hit = onMap || placed && facts.target === 2 ? 0 : unitAt(this.world, this.field.units, x, y, 4 / this.field.camera.zoom);
    if (facts.target === 3 && !hit) {
      this.complain("It needs a unit as its target");
      return;
    }
    if (placed && this.ghost && facts.target === 2) [x, y] = [this.ghost.x, this.ghost.y];
    this.order(ability, { x, y, target: facts.target === 2 ? 0 : hit, queued });
    this.field.effects.mark(x, y, facts.kind === "attack" ? ATTACK_MARK : MOVE_MARK);
    if (!queued) {
      this.aim = null;
      this.ghost = null;
      this.menu = "";
    }
  }

  /** The right click: whatever it means to those selected. */
  smart(x: number, y: number, queued: boolean, onMap = false): void {
    if (this.aim) {
      this.escape();
      return;
    }
    if (!this.commands) return;
    const hit = onMap ? 0 : unitAt(this.world, this.field.units, x, y, 4 / this.field.camera.zoom);
    this.order(this.world.facts.smart, { x, y, target: hit, queued });
    const hostile = hit && this.world.owner[hit] !== 0 && this.world.owner[hit] !== this.seat();
    this.field.effects.mark(x, y, hostile ? ATTACK_MARK : MOVE_MARK);
  }

  order(ability: number, what: { x?: number; y?: number; target?: number; queued?: boolean; autocast?: boolean }): void {
    if (this.commands) this.link.send({ do: "order", ability, units: this.selection.units, ...what });
  }

  /** Take one thing out of a structure's queue. */
  cancel(unit: number, place: number): void {
    if (this.commands) this.link.send({ do: "cancel", unit, place });
  }

  /** Follow the pointer: who lies under it, whether what is placed could stand there. */
  point(x: number, y: number, now: number): void {
    this.hovered = unitAt(this.world, this.field.units, x, y, 2 / this.field.camera.zoom);
    if (!this.aim?.placed) {
      this.ghost = null;
      return;
    }
    const size = this.world.facts.units[this.aim.placed].size ?? [1, 1];
    const snap = (at: number, cells: number) => (cells % 2 ? Math.floor(at) + 0.5 : Math.round(at));
    const ghost = { type: this.aim.placed, x: snap(x, size[0]), y: snap(y, size[1]), ok: null };
    const moved = ghost.x !== this.ghost?.x || ghost.y !== this.ghost?.y || this.ghost?.type !== ghost.type;
    if (moved) this.ghost = ghost;
    const patience = this.asking ? LOST : this.ghost!.ok === null ? 0 : ASK_AGAIN;
    if (now - this.askedAt < patience) return;
    this.asking = true;
    this.askedAt = now;
    this.link.send({ do: "place", type: ghost.type, x: ghost.x, y: ghost.y, units: this.selection.units.slice(0, 1) });
  }

  answerPlace(message: { type: number; x: number; y: number; ok: boolean }): void {
    const { ghost } = this;
    this.asking = false;
    if (ghost && ghost.type === message.type && ghost.x === message.x && ghost.y === message.y) ghost.ok = message.ok;
  }

  // what keys choose

  idleWorker(): void {
    const idle = ownUnits(this.world, this.seat(), (k) => hasFlag(this.facts(k), "worker") && !this.world.has(k, "active"));
    if (!idle.length) return;
    const next = idle[this.idle++ % idle.length];
    this.selection.set([next]);
    this.field.camera.lookAt(this.world.x[next], this.world.y[next]);
  }

  army(): void {
    const army = ownUnits(this.world, this.seat(), (k) => hasFlag(this.facts(k), "army") && !this.facts(k).size);
    if (army.length) this.selection.set(army);
  }

  nextBase(select = false): void {
    const halls = ownUnits(this.world, this.seat(), (k) => hasFlag(this.facts(k), "hall"));
    if (!halls.length) return;
    const next = halls[this.base++ % halls.length];
    if (select) this.selection.set([next]);
    this.field.camera.lookAt(this.world.x[next], this.world.y[next]);
  }

  /** Those of a type to whom one of the selected structures is the nearest that spawns them. */
  private selectSpawned(type: number): void {
    const { world } = this, chosen = this.selection.units;
    const spawners = ownUnits(world, this.seat(), (k) => this.facts(k).spawns === type);
    const away = (k: number, home: number) => Math.hypot(world.x[k] - world.x[home], world.y[k] - world.y[home]);
    const homeOf = (k: number) => spawners.reduce((best, home) => (away(k, home) < away(k, best) ? home : best));
    const found = ownUnits(world, this.seat(), (k) => world.type[k] === type && chosen.includes(homeOf(k)));
    if (found.length) this.selection.set(found);
    else this.complain(`No ${world.facts.units[type].label} is here yet`);
  }

  centre(units: number[]): void {
    if (!units.length) return;
    const mean = (values: Float32Array) => units.reduce((sum, k) => sum + values[k], 0) / units.length;
    this.field.camera.lookAt(mean(this.world.x), mean(this.world.y));
  }

  alike(hit: number): number[] {
    const [left, bottom, right, top] = this.field.camera.view();
    const found: number[] = [];
    for (let k = 1; k < this.world.last; k++) {
      const same = this.world.type[k] === this.world.type[hit] && this.world.owner[k] === this.world.owner[hit];
      if (same && this.world.x[k] > left && this.world.x[k] < right && this.world.y[k] > bottom && this.world.y[k] < top) found.push(k);
    }
    return this.world.owner[hit] === this.seat() ? found : [hit];
  }

  private facts(k: number) {
    return this.world.facts.units[this.world.type[k]];
  }
}
