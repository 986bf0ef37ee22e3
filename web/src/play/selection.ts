// Who is selected, in which order of types, and the control groups.
import { hasFlag } from "../model/facts";
import { MEMORIES, type World } from "../model/world";

export class Selection {
  units: number[] = [];
  lead = 0; // type whose command card is shown
  readonly groups: [number, number][][] = Array.from({ length: 10 }, () => []); // index and generation
  changed: () => void = () => {};

  constructor(private readonly world: World, private readonly player: () => number) {}

  set(units: number[]): void {
    this.units = [...new Set(units)].sort((a, b) => this.rank(b) - this.rank(a) || this.world.type[a] - this.world.type[b] || a - b);
    if (!this.types().includes(this.lead)) this.lead = this.types()[0] ?? 0;
    this.changed();
  }

  /** Add units, or take them out when all are in already. */
  toggle(units: number[]): void {
    const inside = new Set(this.units);
    if (units.every((k) => inside.has(k))) this.set(this.units.filter((k) => !units.includes(k)));
    else this.set([...this.units.filter((k) => this.world.owner[k] === this.player()), ...units]);
  }

  types(): number[] {
    return [...new Set(this.units.map((k) => this.world.type[k]))];
  }

  nextLead(step: number): void {
    const types = this.types();
    if (types.length < 2) return;
    this.lead = types[(types.indexOf(this.lead) + step + types.length) % types.length];
    this.changed();
  }

  /** Forget who is gone. */
  prune(): void {
    const left = this.units.filter((k) => this.world.type[k]);
    if (left.length !== this.units.length || (left.length && !left.some((k) => this.world.type[k] === this.lead))) this.set(left);
  }

  store(group: number, add: boolean): void {
    const members = this.units.filter((k) => k < MEMORIES).map((k): [number, number] => [k, this.world.generation[k]]);
    const kept = add ? this.groups[group].filter(([k]) => !this.units.includes(k)) : [];
    this.groups[group] = [...kept, ...members];
  }

  members(group: number): number[] {
    return this.groups[group].filter(([k, generation]) => this.world.type[k] && this.world.generation[k] === generation).map(([k]) => k);
  }

  recall(group: number): boolean {
    const members = this.members(group);
    if (members.length) this.set(members);
    return members.length > 0;
  }

  get own(): boolean {
    return this.units.length > 0 && this.world.owner[this.units[0]] === this.player() && this.player() > 0;
  }

  /** Fighters before workers before structures; the dearest first. */
  private rank(k: number): number {
    const facts = this.world.facts.units[this.world.type[k]];
    const [minerals, vespene] = facts.cost ?? [0, 0];
    const order = facts.size ? 0 : hasFlag(facts, "worker") ? 1 : 2;
    return order * 1e6 + (facts.energy ? 1e5 : 0) + minerals + vespene * 2;
  }
}
