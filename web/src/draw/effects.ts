// Shots, missiles, explosions and marks: what happens between frames and is soon over.
import type { Texture } from "pixi.js";
import type { Death, World } from "../model/world";
import { hasFlag } from "../model/facts";
import type { Looks } from "./looks";
import type { Quads } from "./quads";

const SHOT_COLORS: Record<string, number> = { terran: 0xffe28a, zerg: 0xb6ff5e, protoss: 0x7fdcff };
const BLASTS: Record<string, [number, number]> = { terran: [0xffb04a, 0x4a4038], zerg: [0xc43a4a, 0x5c1a26], protoss: [0x7fd8ff, 0x3a5a9a] };
const MOST = 500;

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

  private drawFields(quads: Quads, height: number): void {
    const table = this.world.fields;
    if (!table) return;
    const area = this.looks.shape("area"), glow = this.looks.shape("glow");
    for (let k = 0; k < table.x.length; k++) {
      const x = table.x[k] / 128, y = height - table.y[k] / 128;
      const pulse = 0.5 + 0.2 * Math.sin(this.world.shown * 0.6 + k);
      const color = table.owner[k] === 2 ? 0xff9a3c : 0x6db8ff;
      quads.put(area, x, y, 3, 3, color, pulse * 0.35);
      quads.put(glow, x, y, 2, 2, color, pulse * 0.25, 0, true);
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
