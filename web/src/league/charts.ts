// Charts as SVG: lines over axes, a heat map, bars. Numbers in, an element out; the style sheet has the colours.

const NS = "http://www.w3.org/2000/svg";
const LETTER = 6.9; // width of a name's letter
type Attributes = Record<string, string | number>;

export function s(tag: string, attributes: Attributes = {}, ...children: (Element | string)[]): SVGElement {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(typeof value === "number" ? Math.round(value * 10) / 10 : value));
  element.append(...children);
  return element;
}

const text = (x: number, y: number, words: string, kind = "tick", anchor = "start"): SVGElement => s("text", { x, y, class: kind, "text-anchor": anchor }, words);
const hint = (words: string): SVGElement => s("title", {}, words);
const picture = (label: string, width: number, height: number, ...children: Element[]): SVGElement =>
  s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, ...children);

export interface Line {
  label: string;
  color: string;
  points: [number, number][];
  dashed?: boolean;
  marks?: { x: number; y: number; words: string }[];
}

export interface Frame {
  width: number;
  height: number;
  named: boolean; // at the lines' ends
  x: string;
}

/** Lines over one pair of axes; each is named at its end where there is room. */
export function lines(label: string, all: Line[], frame: Frame): SVGElement {
  const drawn = all.filter((line) => line.points.length);
  const room = frame.named ? Math.max(0, ...drawn.map((line) => line.label.length)) * LETTER + 34 : 8;
  const left = 46, top = 12, right = frame.width - room, bottom = frame.height - 24;
  const xs = drawn.flatMap((line) => [line.points[0][0], line.points.at(-1)![0]]);
  const ys = drawn.flatMap((line) => line.points.map(([, y]) => y));
  const x0 = Math.min(...xs, Infinity), x1 = Math.max(...xs, -Infinity);
  const levels = ticks(Math.min(...ys), Math.max(...ys), frame.height > 200 ? 6 : 3);
  const low = levels[0], high = levels.at(-1)!;
  const across = (x: number) => left + ((x - x0) / Math.max(x1 - x0, 1e-9)) * (right - left);
  const up = (y: number) => bottom - ((y - low) / (high - low)) * (bottom - top);
  const parts: Element[] = [];
  for (const y of levels) parts.push(s("line", { x1: left, x2: right, y1: up(y), y2: up(y), class: "grid" }), text(left - 6, up(y) + 4, short(y), "tick", "end"));
  for (const x of ticks(x0, x1, frame.width > 400 ? 6 : 3).filter((x) => x >= x0 && x <= x1)) parts.push(text(across(x), bottom + 16, short(x), "tick", "middle"));
  if (frame.x) parts.push(text(right + 17, bottom + 16, frame.x, "tick"));
  const ends = apart(drawn.map((line) => up(line.points.at(-1)![1])), 15, top, bottom);
  drawn.forEach((line, k) => {
    const path = line.points.map(([x, y]) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(" ");
    parts.push(s("polyline", { points: path, class: line.dashed ? "curve dashed" : "curve", style: `stroke:${line.color}` }, hint(line.label)));
    for (const mark of line.marks ?? []) parts.push(s("circle", { cx: across(mark.x), cy: up(mark.y), r: 4, class: "mark", style: `fill:${line.color}` }, hint(mark.words)));
    if (!frame.named) return;
    const last = line.points.at(-1)!;
    parts.push(
      s("polyline", { points: `${across(last[0]) + 3},${up(last[1]).toFixed(1)} ${right + 14},${ends[k].toFixed(1)}`, class: "leader" }),
      s("rect", { x: right + 17, y: ends[k] - 4, width: 8, height: 8, rx: 2, style: `fill:${line.color}` }),
      text(right + 30, ends[k] + 4, line.label, "name"),
    );
  });
  return picture(label, frame.width, frame.height, ...parts);
}

/** How often rows beat columns; blank where they never met. */
export function heatMap(label: string, names: string[], rates: number[][], games: number[][]): SVGElement {
  const longest = Math.max(...names.map((name) => name.length), 4) * LETTER;
  const left = longest + 12, top = longest * 0.75 + 16;
  const side = Math.max(13, Math.min(40, (720 - left - longest * 0.6) / names.length));
  const parts: Element[] = [];
  names.forEach((name, k) => {
    const middle = (k + 0.5) * side;
    parts.push(text(left - 8, top + middle + 4, name, "name", "end"));
    parts.push(s("text", { transform: `translate(${left + middle + 4} ${top - 8}) rotate(-48)`, class: "name" }, name));
  });
  rates.forEach((row, r) => row.forEach((rate, c) => {
    if (r === c) return;
    const met = games[r][c] > 0;
    const share = Math.round(Math.abs(rate - 0.5) * 200);
    const fill = met ? `color-mix(in oklab, var(--${rate >= 0.5 ? "wins" : "loses"}) ${share}%, var(--even))` : "transparent";
    parts.push(s("rect", { x: left + c * side + 1, y: top + r * side + 1, width: side - 2, height: side - 2, rx: 3, class: met ? "cell" : "cell unmet", style: `fill:${fill}` },
      hint(`${names[r]} against ${names[c]}: ${met ? `${Math.round(rate * 100)} % of ${short(games[r][c])} games (newer ones weigh more)` : `never met; ${Math.round(rate * 100)} % by their ratings`}`)));
    if (met && side >= 19) parts.push(text(left + (c + 0.5) * side, top + (r + 0.5) * side + 4, String(Math.round(rate * 100)), "number", "middle"));
  }));
  const width = left + side * names.length + longest * 0.62, drawn = picture(label, width, top + side * names.length + 6, ...parts);
  drawn.setAttribute("style", `max-width:${Math.round(width * 1.2)}px`); // of a few players, not blown up
  return drawn;
}

/** Counts in a row of bars. */
export function bars(label: string, counts: number[], words: (k: number) => string): SVGElement {
  const width = 420, height = 84, most = Math.max(1, ...counts), step = width / Math.max(1, counts.length);
  return picture(label, width, height, ...counts.map((count, k) => {
    const tall = (count / most) * (height - 4);
    return s("rect", { x: k * step + 0.5, y: height - tall, width: Math.max(1, step - 1.5), height: tall, rx: 1.5, class: "bar-count" }, hint(words(k)));
  }));
}

/** A 95 % interval and the rate in it, from 0 to 1. */
export function interval(low: number, rate: number, high: number): SVGElement {
  return picture(`${Math.round(rate * 100)} %, 95 % interval ${Math.round(low * 100)} to ${Math.round(high * 100)} %`, 110, 14,
    s("line", { x1: 4, x2: 106, y1: 7, y2: 7, class: "grid" }), s("line", { x1: 55, x2: 55, y1: 2, y2: 12, class: "grid" }),
    s("line", { x1: 4 + low * 102, x2: 4 + high * 102, y1: 7, y2: 7, class: "range" }), s("circle", { cx: 4 + rate * 102, cy: 7, r: 3.6, class: "rate" }));
}

/** Round numbers that enclose a range. */
export function ticks(low: number, high: number, about: number): number[] {
  if (!(high > low)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  const rough = (high - low) / about, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999)!;
  const first = Math.floor(low / step), last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
}

/** Levels moved as little as keeps labels from covering each other. */
export function apart(levels: number[], distance: number, top: number, bottom: number): number[] {
  const order = levels.map((_, k) => k).sort((a, b) => levels[a] - levels[b]);
  const moved = [...levels];
  let floor = top;
  for (const k of order) floor = (moved[k] = Math.max(moved[k], floor)) + distance;
  let ceiling = bottom;
  for (const k of order.reverse()) ceiling = (moved[k] = Math.min(moved[k], ceiling)) - distance;
  return moved;
}

export function short(value: number): string {
  for (const [size, letter] of [[1e9, "G"], [1e6, "M"], [1e4, "k"]] as const) {
    if (Math.abs(value) >= size) return `${Number((value / (letter === "k" ? 1e3 : size)).toPrecision(3))}${letter}`;
  }
  return String(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 4)));
}
