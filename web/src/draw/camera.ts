// Which part of the map is on the screen.
import type { MapFacts } from "../model/facts";

const NEAREST = 72, FARTHEST = 9; // pixels a cell

export class Camera {
  x = 0; // centre, in cells
  y = 0;
  zoom = 34; // pixels a cell
  width = 1;
  height = 1;
  bottom = 0; // pixels at the lower edge that the panels cover
  private wanted = 34;

  constructor(private readonly map: MapFacts) {}

  resize(width: number, height: number, bottom: number): void {
    [this.width, this.height, this.bottom] = [width, height, bottom];
    this.move(0, 0);
  }

  lookAt(x: number, y: number): void {
    [this.x, this.y] = [x, y];
    this.move(0, 0);
  }

  /** Move by some cells, staying over the map. */
  move(dx: number, dy: number): void {
    const [left, bottom, right, top] = this.map.playable;
    this.x = Math.min(Math.max(this.x + dx, left), right);
    this.y = Math.min(Math.max(this.y + dy, bottom), top);
  }

  zoomBy(factor: number): void {
    this.wanted = Math.min(NEAREST, Math.max(FARTHEST, this.wanted * factor));
  }

  zoomTo(zoom: number): void {
    this.wanted = this.zoom = zoom;
  }

  ease(seconds: number): void {
    this.zoom += (this.wanted - this.zoom) * Math.min(1, seconds * 14);
  }

  get middle(): number {
    return (this.height - this.bottom) / 2;
  }

  toScreen(x: number, y: number): [number, number] {
    return [(x - this.x) * this.zoom + this.width / 2, (this.y - y) * this.zoom + this.middle];
  }

  toMap(x: number, y: number): [number, number] {
    return [(x - this.width / 2) / this.zoom + this.x, this.y - (y - this.middle) / this.zoom];
  }

  /** Left, bottom, right, top of what is seen, in cells. */
  view(): [number, number, number, number] {
    const [left, top] = this.toMap(0, 0);
    const [right, bottom] = this.toMap(this.width, this.height - this.bottom);
    return [left, bottom, right, top];
  }
}
