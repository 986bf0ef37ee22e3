// Draws the parts of src/starleague/ui/data/*.toml (words: src/starleague/ui/art.py) onto a canvas, once for each look.
import type { UnitFacts } from "../model/facts";
import { hasFlag } from "../model/facts";

export type Ink = Record<string, string>;

// Blue against orange: apart for all kinds of eyes; the third is the neutral grey.
export const TEAMS = [
  { team: "#8d939c", deep: "#565b63", pale: "#c3c8cf" },
  { team: "#2f86ff", deep: "#123f8f", pale: "#a9d0ff" },
  { team: "#ff8a1f", deep: "#8a3f00", pale: "#ffd2a1" },
];

const RACES: Record<string, Ink> = {
  terran: { hull: "#647180", plate: "#8794a3", metal: "#aab4bf", dark: "#232a33", glow: "#ffd76a", glass: "#7fd3ff", skin: "#6b7785", bone: "#d7d0bd" },
  zerg: { hull: "#6d3445", plate: "#93513f", metal: "#4a2231", dark: "#26121b", glow: "#c8ff5a", glass: "#d8ff8a", skin: "#7e4a58", bone: "#e0cfa6" },
  protoss: { hull: "#b8913c", plate: "#e6c56d", metal: "#8c7338", dark: "#262a45", glow: "#66d9ff", glass: "#9be7ff", skin: "#7a7fb0", bone: "#e9e2cf" },
  none: { hull: "#6c6a66", plate: "#8b8781", metal: "#9a9a9a", dark: "#2a2927", glow: "#ffe9a8", glass: "#bfe3f5", skin: "#77736c", bone: "#cfc8b8" },
};
const COMMON: Ink = { earth: "#5d4a38", gas: "#4fd07f", mineral: "#62c8ff" };

export function inkOf(race: string | undefined, owner: number): Ink {
  return { ...COMMON, ...(RACES[race ?? "none"] ?? RACES.none), ...TEAMS[owner] };
}

/** Draw parts about the origin, ``unit`` pixels to a unit of their measure, y up. */
export function paint(to: CanvasRenderingContext2D, parts: string[], ink: Ink, unit: number): void {
  to.lineJoin = "round";
  to.lineCap = "round";
  for (const part of parts) {
    const [shape, color, ...rest] = part.split(" ");
    const numbers = rest.map((word) => word.split(",").map(Number));
    const mirrored = "mdk".includes(shape);
    draw(to, shape, color, numbers, ink, unit, 1);
    if (mirrored) draw(to, shape, color, numbers, ink, unit, -1);
  }
}

function draw(
  to: CanvasRenderingContext2D, shape: string, color: string, numbers: number[][], ink: Ink, unit: number, side: number,
): void {
  const fill = ink[color] ?? "#f0f";
  const edge = Math.max(1, unit * 0.045);
  const outline = () => {
    to.lineWidth = edge;
    to.strokeStyle = "rgba(6,8,12,0.85)";
    to.stroke();
  };
  const glows = color === "glow";
  to.save();
  if (glows) {
    to.shadowColor = fill;
    to.shadowBlur = unit * 0.35;
  }
  to.beginPath();
  if (shape === "c" || shape === "d") {
    const [[x, y], [radius]] = numbers;
    to.arc(x * unit, -y * side * unit, radius * unit, 0, 7);
    to.fillStyle = glows ? fill : round(to, x * unit, -y * side * unit, radius * unit, fill);
    to.fill();
    if (!glows) outline();
  } else if (shape === "l" || shape === "k") {
    const [[x, y], [u, v], [width]] = numbers;
    to.moveTo(x * unit, -y * side * unit);
    to.lineTo(u * unit, -v * side * unit);
    if (!glows) {
      to.lineWidth = width * unit + edge * 1.6;
      to.strokeStyle = "rgba(6,8,12,0.85)";
      to.stroke();
    }
    to.lineWidth = width * unit;
    to.strokeStyle = fill;
    to.stroke();
  } else {
    const points = shape === "r" ? cutRectangle(numbers) : numbers;
    points.forEach(([x, y], k) => (k ? to.lineTo(x * unit, -y * side * unit) : to.moveTo(x * unit, -y * side * unit)));
    to.closePath();
    to.fillStyle = glows ? fill : bevel(to, points, side, unit, fill);
    to.fill();
    if (!glows) outline();
  }
  to.restore();
}

function cutRectangle(numbers: number[][]): number[][] {
  const [[x, y], [width], [height], [cut]] = numbers;
  const w = width / 2, h = height / 2;
  return [
    [x + w, y + h - cut], [x + w - cut, y + h], [x - w + cut, y + h], [x - w, y + h - cut],
    [x - w, y - h + cut], [x - w + cut, y - h], [x + w - cut, y - h], [x + w, y - h + cut],
  ];
}

function bevel(to: CanvasRenderingContext2D, points: number[][], side: number, unit: number, fill: string): CanvasGradient {
  const xs = points.map((p) => p[0] * unit), ys = points.map((p) => -p[1] * side * unit);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const light = to.createLinearGradient(left, top, left + (right - left) * 0.6, bottom);
  light.addColorStop(0, shade(fill, 0.28));
  light.addColorStop(0.5, fill);
  light.addColorStop(1, shade(fill, -0.34));
  return light;
}

function round(to: CanvasRenderingContext2D, x: number, y: number, radius: number, fill: string): CanvasGradient {
  const light = to.createRadialGradient(x - radius * 0.35, y - radius * 0.4, radius * 0.1, x, y, radius);
  light.addColorStop(0, shade(fill, 0.4));
  light.addColorStop(0.55, fill);
  light.addColorStop(1, shade(fill, -0.4));
  return light;
}

/** A colour lighter (above 0) or darker. */
export function shade(color: string, by: number): string {
  const value = parseInt(color.slice(1), 16);
  const toward = by > 0 ? 255 : 0, share = Math.abs(by);
  const parts = [16, 8, 0].map((bits) => {
    const part = (value >> bits) & 255;
    return Math.round(part + (toward - part) * share);
  });
  return `rgb(${parts.join(",")})`;
}

/** Parts of a unit type that has none of its own, by what it is. */
export function plainParts(unit: UnitFacts): string[] {
  if (unit.size) {
    const [w, h] = unit.size;
    const cut = Math.min(w, h) * 0.25;
    const parts = [
      `r dark 0,0 ${w - 0.08} ${h - 0.08} ${cut}`, `r hull 0,0 ${w - 0.3} ${h - 0.3} ${cut}`,
      `r team 0,0 ${w * 0.6} ${h * 0.6} ${cut * 0.6}`,
    ];
    if (hasFlag(unit, "hall")) parts.push(`c plate 0,0 ${w * 0.22}`, `c glow 0,0 ${w * 0.1}`);
    else if (unit.queue) parts.push(`r plate 0,0 ${w * 0.35} ${h * 0.35} ${cut * 0.3}`, `c glow 0,0 ${w * 0.08}`);
    else parts.push(`c plate 0,0 ${w * 0.18}`);
    return parts;
  }
  if (unit.air) return ["m team 0.3,0.2 -0.4,1.1 -0.9,0.9 -0.6,0.2", "p hull 1.1,0 0,0.4 -0.9,0.3 -0.9,-0.3 0,-0.4", "c glow 0.2,0 0.2"];
  if (hasFlag(unit, "worker")) return ["p team 1.1,0 0,0.85 -0.9,0 0,-0.85", "c plate 0,0 0.4", "c glow 0.35,0 0.16"];
  return ["p hull 1.1,0 0.2,0.7 -0.8,0.8 -0.8,-0.8 0.2,-0.7", "c team 0,0 0.62", "p pale 0.8,0 0.2,0.3 0.2,-0.3"];
}
