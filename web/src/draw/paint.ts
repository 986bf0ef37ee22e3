// Draws the parts of src/starleague/ui/data/*.toml (words: src/starleague/ui/art.py) onto a canvas, once for each look.
import type { Ink, Inks } from "../model/facts";

/** Of players; the first is nobody's. Filled from the server's table before anything is drawn. */
export const TEAMS: Ink[] = [];
let known: Inks;

export function useInks(inks: Inks): void {
  known = inks;
  TEAMS.splice(0, TEAMS.length, ...inks.teams);
}

export function inkOf(race: string | undefined, owner: number): Ink {
  return { ...known.common, ...(known.races[race ?? "neutral"] ?? known.races.neutral), ...TEAMS[owner] };
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
