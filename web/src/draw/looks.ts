// Textures of units, resources and effects: drawn once, then kept.
import { Texture } from "pixi.js";
import type { Facts, UnitFacts } from "../model/facts";
import { hasFlag } from "../model/facts";
import { inkOf, paint, useInks } from "./paint";

export const DENSITY = 44; // pixels a cell of unit textures

export interface Look {
  texture: Texture;
  cells: number; // side of the texture in cells
  turns: boolean; // with its facing
}

export class Looks {
  private readonly looks = new Map<string, Look>();
  private readonly simple = new Map<string, Texture>();

  constructor(readonly facts: Facts) {
    useInks(facts.inks);
  }

  /** How a unit of a type looks; ``variant``: "bare" under construction, "plan" planned. */
  of(type: number, owner: number): Look {
    const key = `${type}/${owner}`;
    let look = this.looks.get(key);
    if (!look) {
      look = this.make(this.facts.units[type], owner);
      this.looks.set(key, look);
    }
    return look;
  }

  /** A unit drawn for a button or panel. */
  portrait(type: number, owner: number, size: number): HTMLCanvasElement {
    const unit = this.facts.units[type];
    return portrait(unit.parts, unit.race, owner, size, unit.size ? 0 : -Math.PI / 2);
  }

  /** A soft round glow, a ring, a bolt…: white, to be tinted. */
  shape(name: string): Texture {
    let texture = this.simple.get(name);
    if (!texture) {
      texture = Texture.from(SHAPES[name](), true);
      this.simple.set(name, texture);
    }
    return texture;
  }

  private make(unit: UnitFacts, owner: number): Look {
    if (unit.resource && !hasFlag(unit, "refinery")) return resourceLook(unit);
    const { parts } = unit;
    const scale = unit.size ? 1 : Math.max(unit.radius ?? 0.4, 0.3) * 1.08; // cells to a unit of measure
    const cells = reach(parts) * scale * 2 + 0.5;
    const side = Math.ceil(cells * DENSITY);
    const canvas = makeCanvas(side, side);
    const to = canvas.getContext("2d")!;
    to.translate(side / 2, side / 2);
    paint(to, parts, inkOf(unit.race, owner), scale * DENSITY);
    return { texture: Texture.from(canvas, true), cells: side / DENSITY, turns: !unit.size };
  }
}

/** Parts as large as a square allows. */
export function portrait(parts: string[], race: string | undefined, owner: number, size: number, angle: number): HTMLCanvasElement {
  const canvas = makeCanvas(size, size);
  const to = canvas.getContext("2d")!;
  to.translate(size / 2, size / 2);
  to.rotate(angle);
  paint(to, parts, inkOf(race, owner), (size * 0.46) / reach(parts));
  return canvas;
}

/** How far parts reach from the centre. */
function reach(parts: string[]): number {
  let far = 0.5;
  for (const part of parts) {
    const [shape, , ...rest] = part.split(" ");
    const numbers = rest.map((word) => word.split(",").map(Number));
    if (shape === "r") {
      const [[x, y], [w], [h]] = numbers;
      far = Math.max(far, Math.abs(x) + w / 2, Math.abs(y) + h / 2);
    } else if (shape === "c" || shape === "d") far = Math.max(far, Math.hypot(...numbers[0]) + numbers[1][0]);
    else for (const point of numbers) if (point.length === 2) far = Math.max(far, Math.hypot(...point) + 0.08);
  }
  return far;
}

function resourceLook(unit: UnitFacts): Look {
  const rich = hasFlag(unit, "rich");
  const cells = unit.resource === 1 ? 2.6 : 3.4;
  const side = Math.ceil(cells * DENSITY);
  const canvas = makeCanvas(side, side);
  const to = canvas.getContext("2d")!;
  to.translate(side / 2, side / 2);
  if (unit.resource === 1) crystals(to, DENSITY, rich);
  else geyser(to, DENSITY, rich);
  return { texture: Texture.from(canvas, true), cells, turns: false };
}

function crystals(to: CanvasRenderingContext2D, unit: number, rich: boolean): void {
  const [light, body, deep] = rich ? ["#fff3b8", "#f0b93a", "#8f5d0c"] : ["#d9f6ff", "#4fb8ee", "#155a93"];
  to.fillStyle = "rgba(0,0,0,0.3)";
  to.beginPath();
  to.ellipse(0, unit * 0.16, unit * 1.08, unit * 0.5, 0, 0, 7);
  to.fill();
  for (const [x, y, h, lean] of [[-0.62, 0.1, 0.62, -0.14], [0.58, 0.12, 0.6, 0.16], [-0.2, 0.0, 0.9, -0.05], [0.2, 0.16, 0.72, 0.06], [-0.44, 0.28, 0.4, -0.1], [0.42, 0.3, 0.36, 0.1]]) {
    const w = h * 0.3;
    const points = [[x - w, y], [x + lean - w * 0.55, y - h * 0.72], [x + lean, y - h], [x + lean + w * 0.6, y - h * 0.62], [x + w, y], [x, y + 0.12]];
    polygon(to, points, unit);
    const fill = to.createLinearGradient((x - w) * unit, 0, (x + w) * unit, 0);
    fill.addColorStop(0, light);
    fill.addColorStop(0.45, body);
    fill.addColorStop(1, deep);
    to.fillStyle = fill;
    to.fill();
    to.strokeStyle = "rgba(4,20,40,0.7)";
    to.lineWidth = unit * 0.035;
    to.stroke();
    polygon(to, [[x - w * 0.5, y - 0.02], [x + lean - w * 0.3, y - h * 0.68], [x + lean, y - h], [x, y]], unit);
    to.fillStyle = "rgba(255,255,255,0.28)";
    to.fill();
  }
}

function geyser(to: CanvasRenderingContext2D, unit: number, rich: boolean): void {
  const gas = rich ? "#c77dff" : "#5fe08f";
  const rim = to.createRadialGradient(0, 0, unit * 0.5, 0, 0, unit * 1.5);
  rim.addColorStop(0, "#2e3a36");
  rim.addColorStop(0.6, "#4d5a52");
  rim.addColorStop(1, "#2a302d");
  to.fillStyle = rim;
  to.beginPath();
  for (let k = 0; k <= 20; k++) {
    const angle = (k / 20) * 2 * Math.PI, far = unit * (1.34 + 0.14 * Math.sin(k * 2.7));
    to.lineTo(Math.cos(angle) * far, Math.sin(angle) * far);
  }
  to.fill();
  to.strokeStyle = "rgba(5,8,8,0.8)";
  to.lineWidth = unit * 0.06;
  to.stroke();
  for (const [x, y, r] of [[0, -0.1, 0.62], [0.62, 0.5, 0.24], [-0.6, 0.5, 0.28]]) {
    const hole = to.createRadialGradient(x * unit, y * unit, 0, x * unit, y * unit, r * unit);
    hole.addColorStop(0, gas);
    hole.addColorStop(0.7, rich ? "#5b2a86" : "#1d6b41");
    hole.addColorStop(1, "#101815");
    to.fillStyle = hole;
    to.beginPath();
    to.arc(x * unit, y * unit, r * unit, 0, 7);
    to.fill();
  }
}

function polygon(to: CanvasRenderingContext2D, points: number[][], unit: number): void {
  to.beginPath();
  points.forEach(([x, y], k) => (k ? to.lineTo(x * unit, y * unit) : to.moveTo(x * unit, y * unit)));
  to.closePath();
}

const SHAPES: Record<string, () => HTMLCanvasElement> = {
  white: () => {
    const canvas = makeCanvas(4, 4);
    const to = canvas.getContext("2d")!;
    to.fillStyle = "#fff";
    to.fillRect(0, 0, 4, 4);
    return canvas;
  },
  glow: () => radial(64, [[0, "rgba(255,255,255,1)"], [0.25, "rgba(255,255,255,0.75)"], [1, "rgba(255,255,255,0)"]]),
  shadow: () => radial(64, [[0, "rgba(0,0,0,0.55)"], [0.6, "rgba(0,0,0,0.35)"], [1, "rgba(0,0,0,0)"]]),
  ring: () => circle(96, 40, 5),
  thinring: () => circle(160, 74, 3),
  area: () => radial(128, [[0, "rgba(255,255,255,0.25)"], [0.9, "rgba(255,255,255,0.45)"], [0.98, "rgba(255,255,255,0.9)"], [1, "rgba(255,255,255,0)"]]),
  smoke: () => radial(64, [[0, "rgba(255,255,255,0.6)"], [0.5, "rgba(255,255,255,0.35)"], [1, "rgba(255,255,255,0)"]]),
};

function radial(size: number, stops: [number, string][]): HTMLCanvasElement {
  const canvas = makeCanvas(size, size);
  const to = canvas.getContext("2d")!;
  const fill = to.createRadialGradient(size / 2, size / 2, 0, size / 2, size / 2, size / 2);
  for (const [at, color] of stops) fill.addColorStop(at, color);
  to.fillStyle = fill;
  to.fillRect(0, 0, size, size);
  return canvas;
}

function circle(size: number, radius: number, width: number): HTMLCanvasElement {
  const canvas = makeCanvas(size, size);
  const to = canvas.getContext("2d")!;
  to.strokeStyle = "#fff";
  to.lineWidth = width;
  to.beginPath();
  to.arc(size / 2, size / 2, radius, 0, 7);
  to.stroke();
  return canvas;
}

export function makeCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
