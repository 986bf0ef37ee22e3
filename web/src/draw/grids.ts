// Fog of war and creep: grids of cells as soft pictures over the ground.
import { Sprite, Texture } from "pixi.js";
import type { World } from "../model/world";
import { makeCanvas } from "./looks";

const HIDDEN = 226, FOGGED = 118; // opacity of what was never seen, and is not seen now
const EVERY = 0.04; // seconds between two pictures
const FINE = 3; // creep pixels a cell
const SOFT = "blur(1.5px)"; // its edge

export class FogPicture {
  readonly sprite: Sprite;
  private readonly canvas: HTMLCanvasElement;
  private readonly image: ImageData;
  private readonly shown: Float32Array;
  private readonly texture: Texture;
  private readonly wanted: Float32Array;
  private readonly rough: Float32Array;
  private readonly across: Float32Array;
  private version = -1;
  private moving = true;
  private waited = 1;

  constructor(private readonly world: World) {
    const { width, height } = world.map;
    this.canvas = makeCanvas(width, height);
    this.image = new ImageData(width, height);
    for (let k = 0; k < width * height; k++) this.image.data.set([5, 8, 14, HIDDEN], k * 4);
    this.shown = new Float32Array(width * height).fill(HIDDEN);
    [this.wanted, this.rough, this.across] = [0, 1, 2].map(() => new Float32Array(width * height));
    this.texture = Texture.from(this.canvas);
    this.texture.source.scaleMode = "linear";
    this.sprite = new Sprite(this.texture);
    this.sprite.setSize(width, height);
  }

  /** Let what is drawn follow what is seen. */
  update(seconds: number, bare: boolean): void {
    this.sprite.visible = !bare;
    if (bare) return;
    if (this.version !== this.world.sightVersion) {
      this.version = this.world.sightVersion;
      this.moving = true;
      this.aim();
    }
    if (!this.moving || (this.waited += seconds) < EVERY) return;
    const share = Math.min(1, this.waited * 7);
    this.waited = 0;
    this.moving = false;
    const { width, height } = this.world.map;
    const { data } = this.image;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = row * width + column;
        const gap = this.wanted[at] - this.shown[at];
        if (gap > 2 || gap < -2) this.moving = true;
        this.shown[at] += gap > 2 || gap < -2 ? gap * share : gap;
        data[((height - 1 - row) * width + column) * 4 + 3] = this.shown[at];
      }
    }
    this.canvas.getContext("2d")!.putImageData(this.image, 0, 0);
    this.texture.source.update();
  }

  /** Opacity of each cell, smoothed over its neighbours so that edges are round. */
  private aim(): void {
    const { width, height } = this.world.map;
    const { wanted, sight } = { wanted: this.wanted, sight: this.world.sight };
    for (let k = 0; k < wanted.length; k++) this.rough[k] = sight[k] === 2 ? 0 : sight[k] === 1 ? FOGGED : HIDDEN;
    smooth(this.rough, this.across, width, height, 1, width);
    smooth(this.across, wanted, height, width, width, 1);
  }
}

/** Weighted mean of five neighbours along one direction of a grid. */
function smooth(from: Float32Array, to: Float32Array, length: number, lines: number, step: number, stride: number): void {
  for (let line = 0; line < lines; line++) {
    for (let k = 0; k < length; k++) {
      const at = line * stride + k * step;
      const a = from[line * stride + Math.max(0, k - 2) * step], b = from[line * stride + Math.max(0, k - 1) * step];
      const d = from[line * stride + Math.min(length - 1, k + 1) * step], e = from[line * stride + Math.min(length - 1, k + 2) * step];
      to[at] = (a + 3 * b + 4 * from[at] + 3 * d + e) / 12;
    }
  }
}

export class CreepPicture {
  readonly sprite: Sprite;
  private readonly canvas: HTMLCanvasElement;
  private readonly texture: Texture;
  private readonly skin: HTMLCanvasElement;
  private version = -1;

  constructor(private readonly world: World) {
    const { width, height } = world.map;
    this.canvas = makeCanvas(width * FINE, height * FINE);
    this.skin = creepSkin();
    this.texture = Texture.from(this.canvas);
    this.sprite = new Sprite(this.texture);
    this.sprite.setSize(width, height);
    this.sprite.alpha = 0.86;
  }

  update(): void {
    if (this.version === this.world.creepVersion) return;
    this.version = this.world.creepVersion;
    this.sprite.visible = this.world.creep.includes(1);
    if (!this.sprite.visible) return;
    const { width, height } = this.world.map;
    const to = this.canvas.getContext("2d")!;
    to.clearRect(0, 0, this.canvas.width, this.canvas.height);
    to.fillStyle = "#fff";
    to.beginPath();
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        if (!this.world.creep[row * width + column]) continue;
        const x = (column + 0.5) * FINE, y = (height - row - 0.5) * FINE;
        const radius = FINE * (0.82 + 0.3 * Math.sin(column * 1.9 + row * 2.3));
        to.moveTo(x + radius, y);
        to.arc(x, y, radius, 0, 7);
      }
    }
    to.filter = SOFT;
    to.fill();
    to.filter = "none";
    to.globalCompositeOperation = "source-in";
    to.fillStyle = to.createPattern(this.skin, "repeat")!;
    to.fillRect(0, 0, this.canvas.width, this.canvas.height);
    to.globalCompositeOperation = "source-over";
    this.texture.source.update();
  }
}

function creepSkin(): HTMLCanvasElement {
  const canvas = makeCanvas(96, 96);
  const to = canvas.getContext("2d")!;
  to.fillStyle = "#3a2140";
  to.fillRect(0, 0, 96, 96);
  let seed = 11;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let k = 0; k < 150; k++) {
    const x = random() * 96, y = random() * 96, r = 1 + random() * 5;
    to.fillStyle = random() < 0.5 ? "rgba(92,48,92,0.35)" : "rgba(24,10,30,0.4)";
    for (const dx of [0, 96, -96]) for (const dy of [0, 96, -96]) {
      to.beginPath();
      to.arc(x + dx, y + dy, r, 0, 7);
      to.fill();
    }
  }
  return canvas;
}
