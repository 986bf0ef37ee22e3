// Many rectangles, lines and blots a frame, from sprites that are used again.
import { Container, Sprite, Texture } from "pixi.js";

export class Quads {
  readonly view = new Container();
  private used = 0;
  private readonly pool: Sprite[] = [];

  begin(): void {
    this.used = 0;
  }

  /** A picture about (x, y). */
  put(texture: Texture, x: number, y: number, width: number, height: number, tint: number, alpha = 1, angle = 0, add = false): void {
    let sprite = this.pool[this.used];
    if (!sprite) {
      sprite = new Sprite(texture);
      sprite.anchor.set(0.5);
      this.pool.push(sprite);
      this.view.addChild(sprite);
    }
    this.used++;
    if (sprite.texture !== texture) sprite.texture = texture;
    sprite.visible = true;
    sprite.position.set(x, y);
    sprite.scale.set(width / texture.width, height / texture.height);
    sprite.rotation = angle;
    sprite.tint = tint;
    sprite.alpha = alpha;
    sprite.blendMode = add ? "add" : "normal";
  }

  line(texture: Texture, x: number, y: number, u: number, v: number, width: number, tint: number, alpha = 1, add = false): void {
    this.put(texture, (x + u) / 2, (y + v) / 2, Math.hypot(u - x, v - y), width, tint, alpha, Math.atan2(v - y, u - x), add);
  }

  end(): void {
    for (let k = this.used; k < this.pool.length && this.pool[k].visible; k++) this.pool[k].visible = false;
  }
}
