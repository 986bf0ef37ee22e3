// The game as this page knows it: columns by index, two frames of them, and what lies between by interpolation.
import type { Facts, MapFacts } from "./facts";
import type { Table } from "../net/frames";

export const INDICES = 2048;
export const MEMORIES = 1024; // from here on, indices are of what is only remembered or planned
const CELL = 128;
const LATE = 6; // loops that the shown moment may lag behind before it leaps

export interface Purse {
  minerals: number;
  vespene: number;
  used: number;
  cap: number;
  workers: number;
  idle: number;
  army: number;
}

export interface Shot {
  from: number;
  to: number;
}

export interface Death {
  type: number;
  owner: number;
  x: number;
  y: number;
  facing: number;
  flying: boolean;
}

export class World {
  readonly type = new Uint16Array(INDICES); // 0: nothing there
  readonly owner = new Uint8Array(INDICES);
  readonly flags = new Uint16Array(INDICES);
  readonly generation = new Uint32Array(INDICES);
  readonly life = new Uint16Array(INDICES);
  readonly lifeMax = new Uint16Array(INDICES);
  readonly shields = new Uint16Array(INDICES);
  readonly shieldsMax = new Uint16Array(INDICES);
  readonly energy = new Uint16Array(INDICES);
  readonly energyMax = new Uint16Array(INDICES);
  readonly progress = new Uint8Array(INDICES);
  readonly work = new Uint8Array(INDICES);
  readonly bornAt = new Float64Array(INDICES); // milliseconds of the page
  // shown now, in cells and radians
  readonly x = new Float32Array(INDICES);
  readonly y = new Float32Array(INDICES);
  readonly facing = new Float32Array(INDICES);

  readonly purses: (Purse | null)[] = [null, null, null];
  readonly sight: Uint8Array; // 0 hidden, 1 fogged, 2 visible
  readonly creep: Uint8Array;
  sightVersion = 0;
  creepVersion = 0;
  loop = 0; // of the latest frame
  shown = 0; // loop, with a fraction, of what is drawn
  loopsPerSecond = 22.4;
  waits: string[] = [];
  missiles: Table | null = null;
  fields: Table | null = null;
  shots: Shot[] = []; // since they were last taken
  deaths: Death[] = [];
  last = 0; // one more than the largest index in use

  private readonly x0 = new Float32Array(INDICES);
  private readonly y0 = new Float32Array(INDICES);
  private readonly x1 = new Float32Array(INDICES);
  private readonly y1 = new Float32Array(INDICES);
  private readonly raw = [new Uint16Array(INDICES), new Uint16Array(INDICES)]; // exact positions
  private readonly f0 = new Float32Array(INDICES);
  private readonly f1 = new Float32Array(INDICES);
  private loop0 = 0;

  constructor(readonly facts: Facts, readonly map: MapFacts) {
    this.sight = new Uint8Array(map.width * map.height);
    this.creep = new Uint8Array(map.width * map.height);
  }

  has(index: number, flag: string): boolean {
    return (this.flags[index] & this.facts.flags[flag]) !== 0;
  }

  apply(key: boolean, loop: number, tables: Map<string, Table>): void {
    this.x0.set(this.x1);
    this.y0.set(this.y1);
    this.f0.set(this.f1);
    this.loop0 = this.loop;
    this.loop = loop;
    if (key) {
      this.type.fill(0);
      this.purses.fill(null);
      this.sight.fill(0);
      this.creep.fill(0);
      this.loop0 = this.shown = loop;
    }
    this.readPurses(tables.get("purse"));
    this.readGone(tables.get("gone"));
    this.readBorn(tables.get("born"), key);
    this.readMoves(tables.get("moved"), tables.get("jumped"));
    this.readVitals(tables.get("vitals"));
    this.readState(tables.get("state"));
    this.readRuns(tables.get("sight"), this.sight) && this.sightVersion++;
    this.readRuns(tables.get("creep"), this.creep) && this.creepVersion++;
    if (key) {
      this.sightVersion++;
      this.creepVersion++;
    }
    this.missiles = tables.get("missiles") ?? null;
    this.fields = tables.get("fields") ?? null;
    const shots = tables.get("shots");
    for (let k = 0; shots && k < shots.index.length; k++) this.shots.push({ from: shots.index[k], to: shots.target[k] });
  }

  /** Move what is shown on by some seconds. */
  advance(seconds: number): void {
    const span = Math.max(1, this.loop - this.loop0);
    if (this.waits.length === 0) this.shown += seconds * this.loopsPerSecond;
    else this.shown += seconds * this.loopsPerSecond * (this.shown < this.loop ? 1 : 0);
    const behind = this.loop - this.shown;
    if (behind > span + LATE || behind < -LATE) this.shown = this.loop - span;
    else if (behind > span) this.shown += (behind - span) * 0.1;
    const share = Math.min(1, Math.max(0, (this.shown - this.loop0) / span));
    let last = 0;
    for (let k = 1; k < INDICES; k++) {
      if (!this.type[k]) continue;
      last = k;
      this.x[k] = this.x0[k] + (this.x1[k] - this.x0[k]) * share;
      this.y[k] = this.y0[k] + (this.y1[k] - this.y0[k]) * share;
      let turn = this.f1[k] - this.f0[k];
      if (turn > Math.PI) turn -= 2 * Math.PI;
      else if (turn < -Math.PI) turn += 2 * Math.PI;
      this.facing[k] = this.f0[k] + turn * share;
    }
    this.last = last + 1;
  }

  visible(x: number, y: number): number {
    const column = Math.floor(x), row = Math.floor(y);
    if (column < 0 || row < 0 || column >= this.map.width || row >= this.map.height) return 0;
    return this.sight[row * this.map.width + column];
  }

  private readPurses(table?: Table): void {
    for (let k = 0; table && k < table.player.length; k++) {
      this.purses[table.player[k]] = {
        minerals: table.minerals[k], vespene: table.vespene[k], used: table.used[k] / 2, cap: table.cap[k] / 2,
        workers: table.workers[k], idle: table.idle[k], army: table.army[k],
      };
    }
  }

  private readGone(table?: Table): void {
    for (let k = 0; table && k < table.index.length; k++) {
      const index = table.index[k];
      if (table.died[k] && this.type[index]) {
        this.deaths.push({
          type: this.type[index], owner: this.owner[index], x: this.x1[index], y: this.y1[index],
          facing: this.f1[index], flying: this.has(index, "flying"),
        });
      }
      this.type[index] = 0;
    }
  }

  private readBorn(table: Table | undefined, key: boolean): void {
    if (!table) return;
    const now = performance.now();
    for (let k = 0; k < table.index.length; k++) {
      const index = table.index[k];
      const same = this.type[index] !== 0 && this.generation[index] === table.generation[k];
      this.generation[index] = table.generation[k];
      this.type[index] = table.type[k];
      this.owner[index] = table.owner[k];
      this.flags[index] = table.flags[k];
      this.place(index, table.x[k], table.y[k]);
      this.f1[index] = turned(table.facing[k]);
      this.life[index] = table.life[k];
      this.lifeMax[index] = table.life_max[k];
      this.shields[index] = table.shields[k];
      this.shieldsMax[index] = table.shields_max[k];
      this.energy[index] = table.energy[k];
      this.energyMax[index] = table.energy_max[k];
      this.progress[index] = table.progress[k];
      this.work[index] = table.work[k];
      if (!same || key) {
        this.bornAt[index] = key ? 0 : now;
        this.x0[index] = this.x1[index];
        this.y0[index] = this.y1[index];
        this.f0[index] = this.f1[index];
      }
    }
  }

  private readMoves(moved?: Table, jumped?: Table): void {
    const [rawX, rawY] = this.raw;
    for (let k = 0; moved && k < moved.index.length; k++) {
      const index = moved.index[k];
      this.place(index, rawX[index] + moved.dx[k], rawY[index] + moved.dy[k]);
      this.f1[index] = turned(moved.facing[k]);
    }
    for (let k = 0; jumped && k < jumped.index.length; k++) {
      const index = jumped.index[k];
      this.place(index, jumped.x[k], jumped.y[k]);
      this.f1[index] = turned(jumped.facing[k]);
      if (Math.hypot(this.x1[index] - this.x0[index], this.y1[index] - this.y0[index]) > 4) {
        this.x0[index] = this.x1[index];
        this.y0[index] = this.y1[index];
      }
    }
  }

  private place(index: number, x: number, y: number): void {
    this.raw[0][index] = x;
    this.raw[1][index] = y;
    this.x1[index] = x / CELL;
    this.y1[index] = y / CELL;
  }

  private readVitals(table?: Table): void {
    for (let k = 0; table && k < table.index.length; k++) {
      this.life[table.index[k]] = table.life[k];
      this.shields[table.index[k]] = table.shields[k];
      this.energy[table.index[k]] = table.energy[k];
    }
  }

  private readState(table?: Table): void {
    for (let k = 0; table && k < table.index.length; k++) {
      this.flags[table.index[k]] = table.flags[k];
      this.progress[table.index[k]] = table.progress[k];
      this.work[table.index[k]] = table.work[k];
    }
  }

  private readRuns(table: Table | undefined, grid: Uint8Array): boolean {
    for (let k = 0; table && k < table.start.length; k++) {
      const start = table.start[k] + ((table.value[k] >> 4) << 16);
      grid.fill(table.value[k] & 15, start, start + table.length[k]);
    }
    return table !== undefined;
  }
}

const turned = (facing: number): number => (facing * Math.PI) / 128;
