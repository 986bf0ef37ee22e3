// Mouse and keyboard on the field, as StarCraft players expect them; the keyboard alone can do all of it.
import type { Camera } from "../draw/camera";
import type { Minimap } from "../draw/minimap";
import { isPressed } from "./keys";
import type { Commander } from "./commander";

const DRAG = 6; // pixels before a click is a box
const DOUBLE = 350; // milliseconds
const EDGE = 6; // pixels from the border that scroll
const SCROLL = 1050; // pixels a second
const CROSSHAIR = 620; // pixels a second

export interface Actions {
  lastAlert(): [number, number] | null;
  togglePause(): void;
  speed(step: number): void;
  lookInside(): void;
  openMenu(): void;
  openHelp(): void;
  isBlocked(): boolean; // a dialog is open
}

export class Input {
  box: [number, number, number, number] | null = null;
  crosshair: [number, number] | null = null;
  private down: [number, number] | null = null;
  private drag: [number, number] | null = null;
  private pointer: [number, number] | null = null;
  private lastClick = { at: 0, x: 0, y: 0 };
  private lastGroup = { at: 0, group: -1 };
  private readonly held = new Set<string>();
  private typedAhead: KeyboardEvent[] = []; // for a command card that has not come yet
  private readonly bookmarks: ([number, number] | null)[] = [null, null, null, null];
  edgeScroll = true;
  actions = 0; // said since the game began, for actions per minute

  constructor(
    private readonly home: HTMLElement, private readonly camera: Camera, private readonly commander: Commander,
    private readonly does: Actions, private readonly seated: () => boolean,
  ) {
    home.addEventListener("pointerdown", (event) => this.press(event));
    window.addEventListener("pointermove", (event) => this.move(event));
    window.addEventListener("pointerup", (event) => this.release(event));
    home.addEventListener("contextmenu", (event) => event.preventDefault());
    home.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    document.addEventListener("pointerleave", () => (this.pointer = null));
    window.addEventListener("blur", () => this.held.clear());
    window.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("keyup", (event) => this.held.delete(event.code));
  }

  /** Scroll by keys and by the border, follow the pointer. */
  update(seconds: number, now: number): void {
    if (this.does.isBlocked()) return;
    const { camera, held } = this;
    let [dx, dy] = [0, 0];
    if (held.has("ArrowLeft")) dx--;
    if (held.has("ArrowRight")) dx++;
    if (held.has("ArrowUp")) dy++;
    if (held.has("ArrowDown")) dy--;
    if (this.crosshair && (held.has("AltLeft") || held.has("AltRight"))) {
      this.steer(dx, dy, seconds);
      [dx, dy] = [0, 0];
    }
    if (this.pointer && this.edgeScroll && document.hasFocus() && !this.down && !this.drag) {
      const [x, y] = this.pointer;
      if (x <= EDGE) dx--;
      if (x >= innerWidth - EDGE - 1) dx++;
      if (y <= EDGE) dy++;
      if (y >= innerHeight - EDGE - 1) dy--;
    }
    if (dx || dy) camera.move((dx * SCROLL * seconds) / camera.zoom, (dy * SCROLL * seconds) / camera.zoom);
    const at = this.place();
    if (at) this.commander.point(...at, now);
    else this.commander.hovered = 0;
  }

  /** Let a minimap move the camera and take orders. */
  watchMinimap(minimap: Minimap): void {
    const { canvas } = minimap;
    const place = (event: PointerEvent): [number, number] => {
      const area = canvas.getBoundingClientRect();
      return minimap.toMap((event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height);
    };
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("pointerdown", (event) => {
      const [x, y] = place(event);
      if (event.button === 2) this.act(() => this.commander.smart(x, y, event.shiftKey, true));
      else if (this.commander.aim && !this.commander.aim.placed) this.act(() => this.commander.confirm(x, y, event.shiftKey, true));
      else {
        canvas.setPointerCapture(event.pointerId);
        this.camera.lookAt(x, y);
      }
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons & 1 && canvas.hasPointerCapture(event.pointerId)) this.camera.lookAt(...place(event));
    });
  }

  private act(what: () => void): void {
    this.actions++;
    what();
  }

  private steer(dx: number, dy: number, seconds: number): void {
    const step = (CROSSHAIR * seconds) / this.camera.zoom;
    this.crosshair = [this.crosshair![0] + dx * step, this.crosshair![1] + dy * step];
    const [left, bottom, right, top] = this.camera.view();
    const [x, y] = this.crosshair;
    this.camera.move(Math.min(0, x - left - 2) + Math.max(0, x - right + 2), Math.min(0, y - bottom - 2) + Math.max(0, y - top + 2));
  }

  /** Where keys and pointer point to on the map. */
  private place(): [number, number] | null {
    if (this.crosshair) return this.crosshair;
    return this.pointer && this.inField ? this.camera.toMap(...this.pointer) : null;
  }

  private inField = false;

  private press(event: PointerEvent): void {
    if (this.does.isBlocked()) return;
    (document.activeElement as HTMLElement | null)?.blur?.();
    this.crosshair = null;
    const at: [number, number] = [event.clientX, event.clientY];
    if (event.button === 1) {
      event.preventDefault();
      this.drag = at;
    } else if (event.button === 2) {
      this.act(() => this.commander.smart(...this.camera.toMap(...at), event.shiftKey));
    } else if (event.button === 0) {
      if (this.commander.aim) this.act(() => this.commander.confirm(...this.camera.toMap(...at), event.shiftKey));
      else this.down = at;
    }
  }

  private move(event: PointerEvent): void {
    this.inField = event.target instanceof Node && this.home.contains(event.target);
    this.pointer = [event.clientX, event.clientY];
    if (event.movementX || event.movementY) this.crosshair = null;
    if (this.drag) {
      this.camera.move((this.drag[0] - event.clientX) / this.camera.zoom, (event.clientY - this.drag[1]) / this.camera.zoom);
      this.drag = [event.clientX, event.clientY];
    }
    if (this.down && (this.box || Math.hypot(event.clientX - this.down[0], event.clientY - this.down[1]) > DRAG)) {
      this.box = [...this.down, event.clientX, event.clientY];
    }
  }

  private release(event: PointerEvent): void {
    if (event.button === 1) this.drag = null;
    if (event.button !== 0 || !this.down) return;
    const add = event.shiftKey;
    if (this.box) {
      const [x, y, u, v] = this.box;
      const from = this.camera.toMap(x, y), to = this.camera.toMap(u, v);
      this.act(() => this.commander.box(...from, ...to, add));
    } else {
      const [x, y] = this.down, now = performance.now(), last = this.lastClick;
      const twice = now - last.at < DOUBLE && Math.hypot(x - last.x, y - last.y) < 8;
      this.lastClick = { at: now, x, y };
      this.act(() => this.commander.click(...this.camera.toMap(x, y), add, twice || event.ctrlKey || event.metaKey));
    }
    [this.down, this.box] = [null, null];
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.camera.zoomBy(Math.exp(-event.deltaY * 0.0012));
  }

  private key(event: KeyboardEvent): void {
    if (!this.commander.commands) this.typedAhead = [];
    const target = event.target as HTMLElement;
    if (target.matches?.("input, select, textarea")) return;
    if (event.key === "Escape" && !this.commander.aim && !this.does.isBlocked() && this.cardKey(event)) return;
    if (event.key === "Escape" && this.commander.escape()) return;
    if (event.key === "F10" || event.key === "Escape") {
      event.preventDefault();
      this.does.openMenu(); // or closes what is open
      return;
    }
    if (this.does.isBlocked()) return;
    this.held.add(event.code);
    if (this.cameraKey(event) || this.groupKey(event) || this.cardKey(event) || this.timeKey(event)) event.preventDefault();
  }

  private cameraKey(event: KeyboardEvent): boolean {
    const { camera, commander } = this;
    if (event.code.startsWith("Arrow")) {
      if (event.altKey && !this.crosshair) this.crosshair = [camera.x, camera.y];
      return true;
    }
    if (event.code === "PageUp" || event.code === "PageDown") camera.zoomBy(event.code === "PageUp" ? 1.2 : 1 / 1.2);
    else if (event.code === "Backspace") commander.nextBase();
    else if (event.code === "Home") commander.centre(commander.selection.units);
    else if (event.code === "Space") {
      const place = this.does.lastAlert();
      if (place) camera.lookAt(...place);
    } else if (/^F[5-8]$/.test(event.code)) {
      const k = Number(event.code[1]) - 5;
      if (event.ctrlKey || event.shiftKey || event.altKey) this.bookmarks[k] = [camera.x, camera.y];
      else if (this.bookmarks[k]) camera.lookAt(...this.bookmarks[k]!);
    } else return false;
    return true;
  }

  private groupKey(event: KeyboardEvent): boolean {
    const { commander } = this;
    const { selection } = commander;
    if (event.code === "F1") this.act(() => commander.idleWorker());
    else if (event.code === "F2") this.act(() => commander.army());
    else if (event.code === "Tab") selection.nextLead(event.shiftKey ? -1 : 1);
    else if (event.code === "Enter") this.enter(event);
    else if (/^Digit\d$/.test(event.code)) {
      const group = Number(event.code[5]);
      if (event.ctrlKey || event.altKey || event.metaKey) this.act(() => selection.store(group, event.shiftKey));
      else if (event.shiftKey) this.act(() => selection.store(group, true));
      else this.recall(group);
    } else return false;
    return true;
  }

  /** The keyboard's clicks, where its crosshair is. */
  private enter(event: KeyboardEvent): void {
    if (!this.crosshair) this.crosshair = [this.camera.x, this.camera.y];
    const [x, y] = this.crosshair;
    if (event.ctrlKey) this.act(() => this.commander.smart(x, y, event.shiftKey));
    else if (this.commander.aim) this.act(() => this.commander.confirm(x, y, event.shiftKey));
    else this.act(() => this.commander.click(x, y, event.shiftKey, event.repeat || performance.now() - this.lastClick.at < DOUBLE));
    this.lastClick = { at: performance.now(), x: 0, y: 0 };
  }

  private recall(group: number): void {
    const now = performance.now();
    const again = this.lastGroup.group === group && now - this.lastGroup.at < DOUBLE;
    this.lastGroup = { at: now, group };
    this.act(() => {
      if (this.commander.selection.recall(group) && again) this.commander.centre(this.commander.selection.units);
    });
  }

  private timeKey(event: KeyboardEvent): boolean {
    if (event.code === "F9") this.does.lookInside();
    else if (event.code === "Pause" || (event.code === "KeyP" && !event.ctrlKey)) this.does.togglePause();
    else if (event.key === "+" || event.code === "NumpadAdd") this.does.speed(1);
    else if (event.key === "-" || event.code === "NumpadSubtract") this.does.speed(-1);
    else if (event.key === "?" || event.code === "F11" && event.shiftKey) this.does.openHelp();
    else return false;
    return true;
  }

  /** The card has come: press what was typed for it, so that fast fingers lose no key. */
  cardCame(): void {
    while (this.typedAhead.length && !this.commander.awaitsCard) this.key(this.typedAhead.shift()!);
  }

  private cardKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || !this.seated()) return false;
    if (this.commander.awaitsCard) {
      if (!/^Key/.test(event.code)) return false;
      this.typedAhead.push(event);
      return true;
    }
    const meant = this.commander.buttons().filter((one) => isPressed(event, one.slot, one.letter));
    const button = meant.find((one) => !one.reason) ?? meant[0];
    if (!button) return false;
    if (event.altKey) this.commander.toggleAutocast(button);
    else this.act(() => this.commander.press(button, event.shiftKey));
    return true;
  }
}
