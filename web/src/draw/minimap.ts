// The map in small: ground, fog, who is where, alerts, what the screen shows.
import { hasFlag } from "../model/facts";
import type { World } from "../model/world";
import type { Camera } from "./camera";
import { makeCanvas } from "./looks";
import { TEAMS } from "./paint";

const EVERY = 120; // milliseconds between two drawings
const PING = 3500;

export class Minimap {
  readonly canvas: HTMLCanvasElement;
  private readonly pings: { x: number; y: number; color: string; at: number }[] = [];
  private readonly fog: HTMLCanvasElement;
  private readonly ground: HTMLCanvasElement;
  private drawn = 0;

  constructor(private readonly world: World, private readonly camera: Camera, ground: HTMLCanvasElement, side: number) {
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.canvas = makeCanvas(side * ratio, side * ratio);
    this.fog = makeCanvas(world.map.width, world.map.height);
    this.ground = makeCanvas(world.map.width * 3, world.map.height * 3);
    this.ground.getContext("2d")!.drawImage(ground, 0, 0, this.ground.width, this.ground.height);
  }

  ping(x: number, y: number, color: string): void {
    this.pings.push({ x, y, color, at: performance.now() });
  }

  /** The place on the map under a place on the picture (shares of its sides). */
  toMap(u: number, v: number): [number, number] {
    const { scale, left, top } = this.frame();
    const side = this.canvas.width;
    const [west, , , north] = this.world.map.playable;
    return [(u * side - left) / scale + west, north - (v * side - top) / scale];
  }

  /** The place on the picture, in pixels of the page, of a place on the map. */
  fromMap(x: number, y: number): [number, number] {
    const { scale, left, top } = this.frame();
    const [west, , , north] = this.world.map.playable, shrunk = this.canvas.clientWidth / this.canvas.width;
    return [((x - west) * scale + left) * shrunk, ((north - y) * scale + top) * shrunk];
  }

  draw(now: number, bare: boolean): void {
    if (now - this.drawn < EVERY) return;
    this.drawn = now;
    const to = this.canvas.getContext("2d")!;
    const { world } = this;
    const { width, height, playable } = world.map;
    const { scale, left, top } = this.frame();
    const at = (x: number, y: number): [number, number] => [(x - playable[0]) * scale + left, (playable[3] - y) * scale + top];
    to.fillStyle = "#05070b";
    to.fillRect(0, 0, this.canvas.width, this.canvas.height);
    to.save();
    to.beginPath();
    to.rect(left, top, (playable[2] - playable[0]) * scale, (playable[3] - playable[1]) * scale);
    to.clip();
    const [x0, y0] = at(0, height);
    to.globalAlpha = 0.9;
    to.drawImage(this.ground, x0, y0, width * scale, height * scale);
    to.globalAlpha = 1;
    if (!bare) this.drawFog(to, x0, y0, scale);
    this.drawUnits(to, at, scale);
    this.drawPings(to, at, now);
    const [l, b, r, t] = this.camera.view();
    const [sx, sy] = at(l, t), [ex, ey] = at(r, b);
    to.strokeStyle = "#ffffff";
    to.lineWidth = 1.5;
    to.strokeRect(sx, sy, ex - sx, ey - sy);
    to.restore();
  }

  private drawFog(to: CanvasRenderingContext2D, x: number, y: number, scale: number): void {
    const { width, height } = this.world.map;
    const image = new ImageData(width, height);
    for (let k = 0; k < width * height; k++) {
      const row = Math.floor(k / width);
      const seen = this.world.sight[k];
      image.data[((height - 1 - row) * width + (k % width)) * 4 + 3] = seen === 2 ? 0 : seen === 1 ? 110 : 190;
    }
    this.fog.getContext("2d")!.putImageData(image, 0, 0);
    to.drawImage(this.fog, x, y, width * scale, height * scale);
  }

  private drawUnits(to: CanvasRenderingContext2D, at: (x: number, y: number) => [number, number], scale: number): void {
    const { world } = this;
    for (const pass of [0, 1]) {
      for (let k = 1; k < world.last; k++) {
        if (!world.type[k] || world.has(k, "plan")) continue;
        const facts = world.facts.units[world.type[k]];
        if ((world.owner[k] > 0 ? 1 : 0) !== pass) continue;
        if (!world.owner[k] && !facts.resource && !hasFlag(facts, "tower")) continue;
        to.fillStyle = world.owner[k] ? TEAMS[Math.min(2, world.owner[k])].team : facts.resource === 1 ? "#7fd4ff" : facts.resource ? "#66d894" : "#ffe9a8";
        const side = Math.max(facts.size && world.owner[k] ? facts.size[0] * scale : 2.4, world.owner[k] ? 3.2 : 2);
        const [x, y] = at(world.x[k], world.y[k]);
        to.fillRect(x - side / 2, y - side / 2, side, side);
      }
    }
  }

  private drawPings(to: CanvasRenderingContext2D, at: (x: number, y: number) => [number, number], now: number): void {
    for (let k = this.pings.length - 1; k >= 0; k--) {
      const ping = this.pings[k], age = now - ping.at;
      if (age > PING) {
        this.pings.splice(k, 1);
        continue;
      }
      const [x, y] = at(ping.x, ping.y);
      to.strokeStyle = ping.color;
      to.lineWidth = 2;
      to.globalAlpha = 1 - age / PING;
      to.beginPath();
      to.arc(x, y, 6 + ((age / 700) % 1) * 22, 0, 7);
      to.stroke();
      to.globalAlpha = 1;
    }
  }

  private frame(): { scale: number; left: number; top: number } {
    const [west, south, east, north] = this.world.map.playable;
    const side = this.canvas.width;
    const scale = side / Math.max(east - west, north - south);
    return { scale, left: (side - (east - west) * scale) / 2, top: (side - (north - south) * scale) / 2 };
  }
}
