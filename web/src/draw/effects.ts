// Shots, missiles, explosions and marks: what happens between frames and is soon over.
import type { Texture } from "pixi.js";
import type { Death, World } from "../model/world";
import { hasFlag } from "../model/facts";
import type { Looks } from "./looks";
import type { Quads } from "./quads";

const SHOT_COLORS: Record<string, number> = { terran: 0xffe28a, zerg: 0xb6ff5e, protoss: 0x7fdcff };
const BLASTS: Record<string, [number, number]> = { terran: [0xffb04a, 0x4a4038], zerg: [0xc43a4a, 0x5c1a26], protoss: [0x7fd8ff, 0x3a5a9a] };
const MOST = 500;
const RING = 160 / 148; // of the picture to the ring in it
const LASTING: Record<string, ["bubble" | "zone" | "spot" | "cloud" | "storm", number]> = {
  PsiStorm: ["storm", 0x9fd8ff], GuardianShield: ["bubble", 0x5fb4ff], TemporalField: ["bubble", 0xc9a2ff], TemporalFieldGrowing: ["bubble", 0xc9a2ff],
  BlindingCloud: ["cloud", 0x5d7f3a], ScannerSweep: ["zone", 0x8ad0ff], NukeDot: ["spot", 0xff3b30], LiberatorDefenderZoneSetup: ["zone", 0xffd27a],
  LiberatorDefenderZone: ["zone", 0xff7a4d], CorrosiveBile: ["spot", 0xff7a4d], LurkerSpines: ["spot", 0xd8ff7a], ThermalLance: ["spot", 0xffb04a],
};

interface Spark {
  texture: Texture;
  x: number;
  y: number;
  dx: number;
  dy: number;
  size: number;
  growth: number;
  tint: number;
  alpha: number;
  age: number;
  life: number;
  add: boolean;
}

interface Ray {
  from: number;
  to: number;
  age: number;
  life: number;
  color: number;
  width: number;
  melee: boolean;
  jitter: number;
}

export class Effects {
  private readonly sparks: Spark[] = [];
  private readonly rays: Ray[] = [];

  constructor(private readonly world: World, private readonly looks: Looks) {}

  /** Take what the last frames told. */
  take(): void {
    for (const shot of this.world.shots) this.shoot(shot.from, shot.to);
    for (const death of this.world.deaths) this.explode(death);
    this.world.shots = [];
    this.world.deaths = [];
  }

  /** A mark where an order leads. */
  mark(x: number, y: number, color: number): void {
    this.spark("ring", x, y, 0.9, -1.6, color, 0.9, 0.38);
    this.spark("glow", x, y, 0.5, -0.8, color, 0.8, 0.3, true);
  }

  draw(quads: Quads, height: number, seconds: number): void {
    this.drawFields(quads, height);
    this.drawRays(quads, height, seconds);
    this.drawMissiles(quads, height);
    this.drawSparks(quads, height, seconds);
  }

  private shoot(from: number, to: number): void {
    const unit = this.world.facts.units[this.world.type[from]];
    if (!unit || this.rays.length > MOST) return;
    const range = unit.weapons?.[0]?.range ?? 1;
    const melee = range < 1.5;
    const color = SHOT_COLORS[unit.race ?? "terran"] ?? 0xffffff;
    const size = Math.min(1.6, 0.5 + (unit.radius ?? 0.4) * 0.6);
    this.rays.push({ from, to, age: 0, life: melee ? 0.16 : 0.11, color, width: 0.07 * size, melee, jitter: Math.random() - 0.5 });
  }

  private explode(death: Death): void {
    const unit = this.world.facts.units[death.type];
    if (!unit || unit.resource) return;
    const size = unit.size ? unit.size[0] * 0.6 : Math.max(0.5, (unit.radius ?? 0.4) * 1.3);
    const [bright, dull] = BLASTS[unit.race ?? "terran"] ?? BLASTS.terran;
    this.spark("glow", death.x, death.y, size * 2.6, size * 2, 0xffffff, 0.9, 0.18, true);
    this.spark("glow", death.x, death.y, size * 1.8, size * 3, bright, 0.9, 0.5, true);
    const pieces = hasFlag(unit, "structure") ? 16 : 8;
    for (let k = 0; k < pieces; k++) {
      const angle = Math.random() * 7, speed = size * (0.6 + Math.random() * 1.8);
      const dx = Math.cos(angle) * speed, dy = Math.sin(angle) * speed;
      const fire = k % 2 === 0;
      this.spark(fire ? "glow" : "smoke", death.x, death.y, size * (0.4 + Math.random() * 0.5), fire ? -0.4 : 1.2,
        fire ? bright : dull, fire ? 0.9 : 0.6, 0.35 + Math.random() * 0.6, fire, dx, dy);
    }
    this.spark("shadow", death.x, death.y, size * 2, 0, 0x000000, 0.5, 6);
  }

  private spark(
    shape: string, x: number, y: number, size: number, growth: number, tint: number, alpha: number, life: number,
    add = false, dx = 0, dy = 0,
  ): void {
    if (this.sparks.length > MOST) this.sparks.shift();
    this.sparks.push({ texture: this.looks.shape(shape), x, y, dx, dy, size, growth, tint, alpha, age: 0, life, add });
  }

  private drawRays(quads: Quads, height: number, seconds: number): void {
    const white = this.looks.shape("white"), glow = this.looks.shape("glow");
    for (let k = this.rays.length - 1; k >= 0; k--) {
      const ray = this.rays[k];
      ray.age += seconds;
      const { from, to } = ray;
      if (ray.age > ray.life || !this.world.type[from]) {
        this.rays.splice(k, 1);
        continue;
      }
      const unit = this.world.facts.units[this.world.type[from]];
      const share = ray.age / ray.life, left = 1 - share;
      const x = this.world.x[from], y = height - this.world.y[from];
      const u = this.world.x[to] || x, v = this.world.type[to] || this.world.x[to] ? height - this.world.y[to] : y;
      const angle = Math.atan2(v - y, u - x), reach = unit.size ? 0.6 : (unit.radius ?? 0.4) * 1.2;
      const mx = x + Math.cos(angle) * reach, my = y + Math.sin(angle) * reach;
      if (ray.melee) {
        quads.put(glow, (mx + u) / 2, (my + v) / 2, 0.7, 0.7, ray.color, left * 0.8, angle, true);
        continue;
      }
      const ex = u + ray.jitter * 0.3, ey = v + ray.jitter * 0.3;
      quads.line(white, mx, my, ex, ey, ray.width, ray.color, left * 0.75, true);
      quads.put(glow, mx, my, 0.65, 0.45, ray.color, left, angle, true);
      quads.put(glow, ex, ey, 0.45, 0.45, ray.color, left * 0.9, 0, true);
    }
  }

  private drawMissiles(quads: Quads, height: number): void {
    const table = this.world.missiles;
    if (!table) return;
    const glow = this.looks.shape("glow"), white = this.looks.shape("white");
    const behind = this.world.loop - this.world.shown;
    for (let k = 0; k < table.x.length; k++) {
      const x1 = table.x[k] / 128, y1 = table.y[k] / 128;
      const angle = Math.atan2(table.to_y[k] / 128 - y1, table.to_x[k] / 128 - x1);
      const back = behind * (table.speed[k] / 64);
      const x = x1 - Math.cos(angle) * back, y = height - (y1 - Math.sin(angle) * back);
      const color = table.owner[k] === 2 ? 0xffa04a : 0x8ad0ff;
      quads.line(white, x, y, x - Math.cos(angle) * 0.55, y + Math.sin(angle) * 0.55, 0.08, color, 0.7, true);
      quads.put(glow, x, y, 0.55, 0.4, color, 1, -angle, true);
      quads.put(glow, x, y, 0.25, 0.2, 0xffffff, 1, -angle, true);
    }
  }

  /** What lies on the ground for a while: each as wide as it is felt. */
  private drawFields(quads: Quads, height: number): void {
    const table = this.world.fields;
    for (let k = 0; table && k < table.x.length; k++) {
      const [name, radius] = this.world.facts.effects[table.style[k]] ?? ["", 1];
      const [kind, color] = LASTING[name] ?? ["bubble", 0x6db8ff];
      this[kind](quads, table.x[k] / 128, height - table.y[k] / 128, radius, color);
    }
  }

  private bubble(quads: Quads, x: number, y: number, radius: number, color: number): void {
    quads.put(this.looks.shape("area"), x, y, radius * 2, radius * 2, color, 0.3 + 0.05 * Math.sin(this.world.shown * 0.3));
  }

  private zone(quads: Quads, x: number, y: number, radius: number, color: number): void {
    const ring = this.looks.shape("thinring"), across = radius * 2 * RING;
    quads.put(ring, x, y, across, across, color, 0.85);
    const wave = (this.world.shown / 34) % 1;
    quads.put(ring, x, y, across * wave, across * wave, color, 0.4 * (1 - wave), 0, true);
  }

  private spot(quads: Quads, x: number, y: number, radius: number, color: number): void {
    const size = Math.max(0.8, radius * 2), pulse = 1 + 0.18 * Math.sin(this.world.shown * 0.9);
    quads.put(this.looks.shape("glow"), x, y, size * 1.5, size * 1.5, color, 0.55, 0, true);
    quads.put(this.looks.shape("ring"), x, y, size * pulse, size * pulse, color, 0.9);
  }

  private cloud(quads: Quads, x: number, y: number, radius: number, color: number): void {
    const smoke = this.looks.shape("smoke");
    for (let k = 0; k < 9; k++) {
      const angle = k * 2.4 + this.world.shown * 0.008, far = radius * 0.66 * Math.sqrt(k / 9);
      quads.put(smoke, x + Math.cos(angle) * far, y + Math.sin(angle) * far, radius * 1.1, radius * 1.1, color, 0.62);
    }
  }

  private storm(quads: Quads, x: number, y: number, radius: number, color: number): void {
    const white = this.looks.shape("white"), flash = Math.floor(this.world.shown * 0.8);
    quads.put(this.looks.shape("area"), x, y, radius * 2, radius * 2, 0x2340a8, 0.6);
    for (let k = 0; k < 7; k++) {
      const angle = chance(flash * 7 + k) * 6.28, far = radius * (0.35 + 0.6 * chance(flash + k * 31)), bend = angle + 0.7 * (chance(flash * 3 + k) - 0.5);
      const [u, v] = [x + Math.cos(bend) * far * 0.5, y + Math.sin(bend) * far * 0.5];
      const [p, q] = [x + Math.cos(angle) * far, y + Math.sin(angle) * far];
      quads.line(white, x, y, u, v, 0.06, color, 0.8, true);
      quads.line(white, u, v, p, q, 0.05, color, 0.9, true);
      quads.put(this.looks.shape("glow"), p, q, 0.5, 0.5, color, 0.8, 0, true);
    }
  }

  private drawSparks(quads: Quads, height: number, seconds: number): void {
    for (let k = this.sparks.length - 1; k >= 0; k--) {
      const spark = this.sparks[k];
      spark.age += seconds;
      if (spark.age > spark.life) {
        this.sparks.splice(k, 1);
        continue;
      }
      const left = 1 - spark.age / spark.life;
      spark.x += spark.dx * seconds;
      spark.y += spark.dy * seconds;
      spark.dx *= 1 - seconds * 2;
      spark.dy *= 1 - seconds * 2;
      const size = Math.max(0.05, spark.size + spark.growth * spark.age);
      quads.put(spark.texture, spark.x, height - spark.y, size, size, spark.tint, spark.alpha * left, 0, spark.add);
    }
  }
}

/** A number from 0 to 1 that looks like chance. */
function chance(seed: number): number {
  const value = Math.sin(seed * 127.1) * 43758.5453;
  return value - Math.floor(value);
}
