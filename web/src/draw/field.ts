// The field: all layers of the map in one WebGL picture.
import { Application, Container, Graphics, Sprite, Texture } from "pixi.js";
import type { Looks } from "./looks";
import type { World } from "../model/world";
import { Camera } from "./camera";
import { Effects } from "./effects";
import { CreepPicture, FogPicture } from "./grids";
import { Quads } from "./quads";
import { isSoftware, paintTerrain } from "./terrain";
import { UnitSprites } from "./units";

export interface Ghost {
  type: number;
  x: number;
  y: number;
  ok: boolean | null; // null: not known yet
}

export interface Overlay {
  selected: Set<number>;
  hovered: number;
  player: number;
  lines: { from: [number, number]; to: [number, number]; color: number }[];
  marks: { x: number; y: number; size: number; shape: string; color: number; alpha: number }[];
  ghost: Ghost | null;
  circles: { x: number; y: number; radius: number; color: number }[];
  box: [number, number, number, number] | null; // on the screen
  crosshair: [number, number] | null; // on the map
}

const FEW_TEXTURES = 2; // in a batch
const [FREE, TAKEN] = [0xbfffd0, 0xff8a80]; // tints of what is about to be placed

export class Field {
  readonly app = new Application();
  readonly camera: Camera;
  readonly effects: Effects;
  readonly units: UnitSprites;
  bare = false; // without fog
  ground!: HTMLCanvasElement;
  private readonly scene = new Container();
  private readonly fog: FogPicture;
  private readonly creep: CreepPicture;
  private readonly below = new Quads();
  private readonly above = new Quads();
  private readonly flashes = new Quads();
  private readonly screen = new Graphics();
  private readonly ghost = new Sprite();

  constructor(private readonly world: World, private readonly looks: Looks) {
    this.camera = new Camera(world.map);
    this.effects = new Effects(world, looks);
    this.units = new UnitSprites(world, looks);
    this.fog = new FogPicture(world);
    this.creep = new CreepPicture(world);
  }

  async open(home: HTMLElement, grids: string): Promise<void> {
    await this.app.init({
      background: 0x05070b, antialias: false, preference: "webgl", autoStart: false,
      resolution: Math.min(2, window.devicePixelRatio || 1), autoDensity: true, powerPreference: "high-performance",
    });
    this.sparePixels();
    this.app.resizeTo = home; // draws, so comes after
    home.appendChild(this.app.canvas);
    const { width, height, digest } = this.world.map;
    this.ground = paintTerrain(await loadImage(grids), width, height, digest);
    const floor = new Sprite(Texture.from(this.ground, true));
    floor.texture.source.scaleMode = "linear";
    floor.setSize(this.world.map.width, this.world.map.height);
    this.ghost.anchor.set(0.5);
    this.scene.addChild(
      floor, this.creep.sprite, this.below.view, this.units.structures, this.units.ground, this.units.air,
      this.flashes.view, this.above.view, this.fog.sprite, this.ghost,
    );
    this.app.stage.addChild(this.scene, this.screen);
    this.app.stage.eventMode = "none";
  }

  draw(seconds: number, overlay: Overlay): void {
    const { camera, world } = this;
    camera.ease(seconds);
    this.scene.scale.set(camera.zoom);
    const [x, y] = camera.toScreen(0, world.map.height);
    this.scene.position.set(x, y);
    const view = camera.view();
    this.units.update(view);
    this.fog.update(seconds, this.bare);
    this.creep.update();
    this.below.begin();
    this.units.drawBelow(this.below, overlay.selected, overlay.hovered, overlay.player);
    this.below.end();
    this.flashes.begin();
    this.effects.take();
    this.effects.draw(this.flashes, world.map.height, seconds);
    this.flashes.end();
    this.above.begin();
    this.drawOverlay(overlay);
    this.units.drawAbove(this.above, overlay.selected, overlay.hovered, camera.zoom);
    this.above.end();
    this.drawScreen(overlay);
    this.app.render();
  }

  /** Without a graphics card every sampler of a shader costs time at every pixel, and a batch of sprites saves little. */
  private sparePixels(): void {
    const { renderer } = this.app;
    if ("gl" in renderer && isSoftware(renderer.gl)) renderer.limits.maxBatchableTextures = FEW_TEXTURES;
  }

  private drawOverlay(overlay: Overlay): void {
    const white = this.looks.shape("white"), ring = this.looks.shape("thinring");
    const height = this.world.map.height, thin = 1.6 / this.camera.zoom;
    for (const { from, to, color } of overlay.lines) {
      this.above.line(white, from[0], height - from[1], to[0], height - to[1], thin, color, 0.55);
      this.above.put(this.looks.shape("glow"), to[0], height - to[1], 0.5, 0.5, color, 0.8);
    }
    for (const { x, y, radius, color } of overlay.circles) {
      const across = radius * 2 * (160 / 148);
      this.above.put(ring, x, height - y, across, across, color, 0.8);
    }
    for (const { x, y, size, shape, color, alpha } of overlay.marks) this.above.put(this.looks.shape(shape), x, height - y, size, size, color, alpha);
    this.ghost.visible = overlay.ghost !== null;
    if (overlay.ghost) {
      const { type, x, y, ok } = overlay.ghost;
      const look = this.looks.of(type, overlay.player || 1);
      this.ghost.texture = look.texture;
      this.ghost.position.set(x, height - y);
      this.ghost.setSize(look.cells, look.cells);
      this.ghost.alpha = 0.65;
      if (ok !== null) this.ghost.tint = ok ? FREE : TAKEN; // else as the place before
      const [w, h] = this.world.facts.units[type].size ?? [1, 1];
      this.above.put(white, x, height - y, w, h, this.ghost.tint === TAKEN ? 0xff4d4d : 0x3ddc84, 0.22);
    }
  }

  private drawScreen(overlay: Overlay): void {
    this.screen.clear();
    if (overlay.box) {
      const [x, y, u, v] = overlay.box;
      this.screen.rect(Math.min(x, u), Math.min(y, v), Math.abs(u - x), Math.abs(v - y))
        .fill({ color: 0x6cff8f, alpha: 0.1 }).stroke({ color: 0x6cff8f, width: 1, alpha: 0.9 });
    }
    if (overlay.crosshair) {
      const [x, y] = this.camera.toScreen(...overlay.crosshair);
      this.screen.circle(x, y, 11).moveTo(x - 18, y).lineTo(x - 6, y).moveTo(x + 6, y).lineTo(x + 18, y)
        .moveTo(x, y - 18).lineTo(x, y - 6).moveTo(x, y + 6).lineTo(x, y + 18).stroke({ color: 0xffffff, width: 2 });
    }
  }
}

function loadImage(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`no picture at ${address}`));
    image.src = address;
  });
}
