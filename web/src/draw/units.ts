// Units and structures as sprites; their shadows, rings and bars.
import { Container, Sprite } from "pixi.js";
import { INDICES, type World } from "../model/world";
import { DENSITY, type Looks } from "./looks";
import type { Quads } from "./quads";

const LIFT = 0.55; // cells that flyers are drawn above their place
const GOOD = 0x4ade80, FAIR = 0xfacc15, BAD = 0xf87171, SHIELD = 0x60a5fa, ENERGY = 0xc084fc, WORK = 0xf8fafc;
const OWN_RING = 0x6cff8f, ENEMY_RING = 0xff6b5e, NEUTRAL_RING = 0xffe27a;

export class UnitSprites {
  readonly structures = new Container();
  readonly ground = new Container();
  readonly air = new Container();
  private readonly sprites: (Sprite | null)[] = new Array(INDICES).fill(null);
  private readonly looksOf = new Int32Array(INDICES).fill(-1);

  constructor(private readonly world: World, private readonly looks: Looks) {}

  update(view: [number, number, number, number]): void {
    const { world } = this;
    const height = world.map.height;
    for (let k = 1; k < INDICES; k++) {
      const type = world.type[k];
      let sprite = this.sprites[k];
      if (!type) {
        if (sprite?.visible) sprite.visible = false;
        continue;
      }
      const x = world.x[k], y = world.y[k];
      if (x < view[0] - 4 || x > view[2] + 4 || y < view[1] - 4 || y > view[3] + 4) {
        if (sprite) sprite.visible = false;
        continue;
      }
      sprite = this.dress(k, type, sprite);
      sprite.visible = true;
      const flying = world.has(k, "flying");
      sprite.position.set(x, height - y - (flying ? LIFT : 0));
      this.shape(k, sprite);
    }
  }

  private dress(k: number, type: number, sprite: Sprite | null): Sprite {
    const owner = Math.min(2, this.world.owner[k]);
    const flying = this.world.has(k, "flying");
    const facts = this.world.facts.units[type];
    const look = type * 8 + owner * 2 + (flying ? 1 : 0);
    if (sprite && this.looksOf[k] === look) return sprite;
    const made = this.looks.of(type, owner);
    if (!sprite) {
      sprite = new Sprite(made.texture);
      sprite.anchor.set(0.5);
      this.sprites[k] = sprite;
    }
    sprite.texture = made.texture;
    sprite.scale.set(1 / DENSITY);
    const layer = flying ? this.air : facts.size || facts.resource ? this.structures : this.ground;
    if (sprite.parent !== layer) layer.addChild(sprite);
    this.looksOf[k] = look;
    return sprite;
  }

  private shape(k: number, sprite: Sprite): void {
    const { world } = this;
    const facts = world.facts.units[world.type[k]];
    const made = this.looks.of(world.type[k], Math.min(2, world.owner[k]));
    sprite.rotation = made.turns ? -world.facing[k] : 0;
    let alpha = 1, tint = 0xffffff, scale = 1;
    if (world.has(k, "plan")) [alpha, tint] = [0.35, 0x9fd0ff];
    else if (world.has(k, "snapshot")) tint = 0x8a93a0;
    else if (world.has(k, "hidden") || world.has(k, "buried")) alpha = 0.45;
    else if (world.has(k, "unreal")) [alpha, tint] = [0.7, 0xa0c8ff];
    if (world.has(k, "unfinished") && !world.has(k, "plan")) {
      const share = world.progress[k] / 255;
      alpha = 0.45 + 0.5 * share;
      scale = facts.race === "zerg" ? 0.55 + 0.45 * share : 1;
    }
    if (facts.resource === 1) scale = 0.72 + 0.28 * Math.min(1, world.life[k] / (facts.contents || 1800));
    if (world.has(k, "buffed")) tint = 0xffe0d0;
    sprite.alpha = alpha;
    sprite.tint = tint;
    sprite.scale.set(scale / DENSITY);
  }

  /** Under the units: shadows and rings of those selected or pointed at. */
  drawBelow(quads: Quads, selected: Set<number>, hovered: number, player: number): void {
    const { world } = this;
    const height = world.map.height;
    const shadow = this.looks.shape("shadow"), ring = this.looks.shape("ring"), thin = this.looks.shape("thinring");
    for (let k = 1; k < world.last; k++) {
      const facts = world.type[k] ? world.facts.units[world.type[k]] : null;
      if (!facts || world.has(k, "plan")) continue;
      const size = this.size(k);
      if (!facts.resource || facts.size) {
        const flying = world.has(k, "flying");
        const [dx, dy] = flying ? [0.7, 0.9] : [0.1, 0.14];
        quads.put(shadow, world.x[k] + dx, height - world.y[k] + dy, size * 2.5, size * 2.3, 0xffffff, flying ? 0.55 : 0.8);
      }
      if (selected.has(k) || k === hovered) {
        const color = world.owner[k] === 0 ? NEUTRAL_RING : player === 0 || world.owner[k] === player ? OWN_RING : ENEMY_RING;
        const lift = world.has(k, "flying") ? LIFT : 0;
        const across = (size * 2 + 0.35) * (size > 1 ? 160 / 148 : 96 / 80);
        quads.put(size > 1 ? thin : ring, world.x[k], height - world.y[k] - lift, across, across * 0.94, color, selected.has(k) ? 0.95 : 0.45);
      }
    }
  }

  /** Over the units: life, shields, energy, work in hand, loads. */
  drawAbove(quads: Quads, selected: Set<number>, hovered: number, zoom: number): void {
    const { world } = this;
    const white = this.looks.shape("white"), glow = this.looks.shape("glow");
    const height = world.map.height;
    const thick = Math.max(0.1, 3.2 / zoom);
    for (let k = 1; k < world.last; k++) {
      if (!world.type[k]) continue;
      const facts = world.facts.units[world.type[k]];
      if (world.has(k, "plan")) continue;
      if (world.has(k, "minerals") || world.has(k, "gas")) {
        const ahead = this.size(k) * 0.9, facing = world.facing[k];
        quads.put(glow, world.x[k] + Math.cos(facing) * ahead, height - world.y[k] - Math.sin(facing) * ahead, 0.42, 0.42,
          world.has(k, "minerals") ? 0x6fd0ff : 0x5fe08f, 1);
      }
      if (!world.lifeMax[k] || (facts.resource && !world.owner[k]) || world.has(k, "snapshot")) continue;
      const marked = selected.has(k) || k === hovered;
      const hurt = world.life[k] < world.lifeMax[k] && !world.has(k, "unfinished") || world.shields[k] < world.shieldsMax[k];
      const busy = world.work[k] > 0 || world.has(k, "unfinished");
      if (!marked && !hurt && !busy) continue;
      this.bars(quads, white, k, thick, marked || hurt);
    }
  }

  private bars(quads: Quads, white: ReturnType<Looks["shape"]>, k: number, thick: number, vitals: boolean): void {
    const { world } = this;
    const size = this.size(k);
    const half = Math.min(1.6, Math.max(0.42, size * 0.85));
    const x = world.x[k], lift = world.has(k, "flying") ? LIFT : 0;
    let y = world.map.height - world.y[k] - lift - size - 0.28;
    const bar = (share: number, color: number) => {
      quads.put(white, x, y, half * 2 + thick * 0.5, thick * 1.5, 0x05080c, 0.85);
      quads.put(white, x - half * (1 - share), y, half * 2 * share, thick, color, 1);
      y -= thick * 1.5;
    };
    const unfinished = world.has(k, "unfinished");
    if (unfinished) bar(world.progress[k] / 255, WORK);
    else if (world.work[k]) bar(world.work[k] / 255, WORK);
    if (!vitals) return;
    if (world.energyMax[k] && world.energy[k]) bar(world.energy[k] / world.energyMax[k], ENERGY);
    const share = Math.min(1, world.life[k] / world.lifeMax[k]);
    if (!unfinished) bar(share, share > 0.6 ? GOOD : share > 0.3 ? FAIR : BAD);
    if (world.shieldsMax[k]) bar(Math.min(1, world.shields[k] / world.shieldsMax[k]), SHIELD);
  }

  /** Half of about how much room a unit takes, in cells. */
  size(k: number): number {
    const facts = this.world.facts.units[this.world.type[k]];
    if (facts.size) return Math.max(facts.size[0], facts.size[1]) / 2;
    if (facts.resource) return facts.resource === 1 ? 0.9 : 1.4;
    return Math.max(facts.radius ?? 0.4, 0.3);
  }
}
