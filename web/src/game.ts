// One open room: wires connection, world, field, input and panels together and draws them every frame.
import { Field } from "./draw/field";
import { Looks } from "./draw/looks";
import { Minimap } from "./draw/minimap";
import { Hud } from "./hud/hud";
import { MindView } from "./hud/mind";
import { REASONS } from "./hud/reasons";
import { ReplayView } from "./hud/replay";
import { hasFlag, type AbilityFacts, type Facts, type Welcome } from "./model/facts";
import { World } from "./model/world";
import { FrameReader } from "./net/frames";
import { Link, type Message } from "./net/link";
import { Commander } from "./play/commander";
import { Input } from "./play/input";
import { frames } from "./play/settings";

const PANELS_EVERY = 90; // milliseconds
const JUST_BEGUN = 30; // loops
const ORDER_LINE = 0x6cff8f, ATTACK_LINE = 0xff5a4d, RALLY_LINE = 0x8ad0ff, POWER_RING = 0x66d9ff;

export class GamePage {
  private link!: Link;
  private facts: Facts | null = null;
  private welcome: Welcome | null = null;
  world!: World;
  field!: Field;
  commander!: Commander;
  hud!: Hud;
  input!: Input;
  private replay: ReplayView | null = null;
  mind!: MindView;
  private minimap!: Minimap;
  private reader!: FrameReader;
  private waiting: ArrayBuffer[] = [];
  private built = false;
  private last = 0;
  private panelsAt = 0;
  still = false; // draw nothing more: for who takes a picture of the page on a slow machine
  readonly frameTimes: number[] = []; // milliseconds of our own work in each of the last frames
  readonly gaps: number[] = []; // milliseconds between frames

  constructor(private readonly home: HTMLElement, private readonly room: string, private readonly seat: string, private readonly leave: () => void, private readonly again: () => void) {
    this.home.innerHTML = '<div class="loading"><div class="spin"></div><p>Preparing the game…</p></div>';
    this.connect();
  }

  private connect(): void {
    this.link = new Link(this.room, this.seat, {
      onMessage: (message) => this.hear(message),
      onFrame: (data) => (this.built ? this.take(data) : this.waiting.push(data)),
      onState: (connected) => this.built && this.hud.say(connected ? "" : "Connection lost; trying again…"),
    });
  }

  private hear(message: Message): void {
    if (message.is === "preparing") {
      setTimeout(() => {
        const text = this.home.querySelector(".loading p");
        if (text && !this.built) text.textContent = "Preparing the simulator; the very first time that takes a minute…";
      }, 3000);
    } else if (message.is === "welcome") this.open(message as unknown as Welcome);
    else if (message.is === "gone" || message.is === "closed" || (message.is === "refused" && !this.built)) this.sayGone(message.text ?? "This game is no longer open.");
    else if (message.is === "broken") this.sayGone(message.text);
    else if (this.built) this.hearInGame(message);
    else this.early.push(message);
  }

  private readonly early: Message[] = [];

  private hearInGame(message: Message): void {
    const { hud, world } = this;
    if (message.is === "pace") {
      world.loopsPerSecond = message.speed;
      world.waits = message.waits;
      hud.showPace(message.waits, message.speed);
    } else if (message.is === "thoughts") this.mind.tell(message.players);
    else if (message.is === "length") this.replay?.tellLength(message.last, message.live);
    else if (message.is === "detail") {
      this.commander.detail = message as never;
      this.input.cardCame();
    }
    else if (message.is === "place") this.commander.answerPlace(message as never);
    else if (message.is === "production") this.replay?.tellProduction(message.players);
    else if (message.is === "news") for (const item of message.items) this.tell(item);
    else if (message.is === "over" && !this.replay) hud.showEnd(message.results);
    else if (message.is === "taken") hud.showTaken();
    else if (message.is === "refused") hud.complain(message.text);
  }

  private tell(item: Record<string, any>): void {
    if (item.what === "refused") this.hud.complain(item.text);
    else if (item.what !== "unit") this.hud.alert(item.text, item.what, item.x === undefined ? null : [item.x, item.y]);
  }

  private async open(welcome: Welcome): Promise<void> {
    this.welcome = welcome;
    if (this.built) return this.goOn(welcome);
    if (this.facts) return;
    const response = await fetch(`/api/rooms/${this.room}/facts`);
    if (!response.ok) return this.sayGone(await response.text());
    this.facts = (await response.json()) as Facts;
    await this.build(this.facts, welcome);
  }

  /** We were here before the connection broke: the server knows nothing of what was chosen. */
  private goOn(welcome: Welcome): void {
    this.sayReady();
    this.commander.tellSelection();
    this.mind.askAgain();
    this.replay?.askAgain();
    if (welcome.results.some((result) => result !== "undecided")) this.hud.showEnd(welcome.results);
  }

  private async build(facts: Facts, welcome: Welcome): Promise<void> {
    this.world = new World(facts, welcome.map);
    this.reader = new FrameReader(facts.frames);
    const looks = new Looks(facts);
    this.field = new Field(this.world, looks);
    const stage = document.createElement("div");
    stage.className = "stage";
    this.home.replaceChildren(stage);
    await this.field.open(stage, `/api/rooms/${this.room}/grids.png`);
    const { camera } = this.field;
    const reasons = (code: number) => REASONS[code] ?? "That is not possible now";
    this.commander = new Commander(this.world, this.field, this.link, () => (welcome.seated ? welcome.player : 0), reasons);
    this.minimap = new Minimap(this.world, camera, this.field.ground, 196);
    this.hud = new Hud(facts, this.world, welcome, this.field, looks, this.minimap, this.commander, {
      pace: (what) => this.link.send({ do: "pace", ...what }),
      surrender: () => this.link.send({ do: "surrender" }),
      leave: this.leave, again: this.again, save: `/api/rooms/${this.room}/replay`, watch: (file) => void this.openRoom("/api/replays", { file }), takeBack: () => location.reload(),
    }, reasons);
    this.commander.complain = (text) => this.hud.complain(text);
    this.mind = new MindView(facts, this.world, welcome.names, welcome.minds, (on) => this.link.send({ do: "look inside", on }));
    this.hud.addCorner(this.mind.button, this.mind.root);
    this.home.append(this.hud.root);
    if (welcome.kind === "replay") this.openReplay(facts, welcome);
    this.input = new Input(stage, camera, this.commander, {
      lastAlert: () => this.hud.lastAlert(),
      togglePause: () => (this.replay ? this.replay.toggle() : this.link.send({ do: "pace", pause: !this.world.waits.includes("person") })),
      speed: (step) => (this.replay ?? this.hud).changeSpeed(step),
      lookInside: () => this.mind.toggle(),
      openMenu: () => this.hud.showMenu(), openHelp: () => this.hud.showHelp(), isBlocked: () => this.hud.blocked,
    }, () => welcome.seated);
    this.input.watchMinimap(this.minimap);
    this.field.bare = !welcome.player;
    const start = welcome.starts[welcome.player || 1];
    camera.lookAt(start[0], start[1]);
    this.resize();
    window.addEventListener("resize", () => this.resize());
    this.built = true;
    for (const data of this.waiting) this.take(data);
    for (const message of this.early) this.hear(message);
    this.waiting = [];
    if (welcome.seated && !localStorage.getItem("starleague-helped")) {
      localStorage.setItem("starleague-helped", "1");
      this.hud.showHelp(() => this.sayReady());
    } else this.sayReady();
    this.world.advance(0);
    if (welcome.seated && this.world.loop < JUST_BEGUN) this.commander.nextBase(true);
    if (welcome.results.some((result) => result !== "undecided")) this.hud.showEnd(welcome.results);
    requestAnimationFrame((now) => this.frame(now));
  }

  /** Until its player has seen the first picture, and the help, a game waits. */
  private sayReady(): void {
    if (this.welcome!.seated) this.link.send({ do: "ready" });
  }

  private openReplay(facts: Facts, welcome: Welcome): void {
    this.replay = new ReplayView(facts, this.world, welcome, this.room, this.hud.card, {
      send: (message) => this.link.send(message),
      lookAt: (x, y) => this.field.camera.lookAt(x, y),
      view: (player) => {
        this.field.bare = !player;
        this.link.send({ do: "view", player });
      },
      next: (learner) => void this.openRoom("/api/league/watch", { learner }), // the game that it plays now
    });
    this.hud.watch(this.replay.bar, this.replay.side);
  }

  private async openRoom(address: string, what: Record<string, unknown>): Promise<void> {
    const response = await fetch(address, { method: "POST", body: JSON.stringify(what), headers: { "Content-Type": "application/json" } });
    if (response.ok) location.hash = `#room/${(await response.json()).room}`;
    else this.hud.complain(await response.text());
  }

  private take(data: ArrayBuffer): void {
    const { key, loop, tables } = this.reader.read(data);
    this.world.apply(key, loop, tables);
    this.commander.selection.prune();
  }

  private frame(now: number): void {
    if (this.still) {
      this.last = 0;
      setTimeout(() => this.frame(performance.now()), 200);
      return;
    }
    const started = performance.now();
    const seconds = Math.min(0.1, this.last ? (now - this.last) / 1000 : 0.016);
    if (this.last) note(this.gaps, now - this.last);
    this.last = now;
    this.world.advance(seconds);
    this.input.update(seconds, now);
    this.field.draw(seconds, {
      selected: new Set(this.commander.selection.units), hovered: this.commander.hovered,
      player: this.welcome!.seated ? this.welcome!.player : 0,
      lines: this.lines(), marks: this.mind.marks(), circles: this.circles(), ghost: this.commander.ghost, box: this.input.box, crosshair: this.input.crosshair,
    });
    this.minimap.draw(now, this.field.bare);
    if (now - this.panelsAt > PANELS_EVERY) {
      this.panelsAt = now;
      this.hud.update(now);
      this.replay?.update(now);
    }
    this.home.style.cursor = this.commander.aim ? "crosshair" : "";
    note(this.frameTimes, performance.now() - started);
    this.schedule();
  }

  private schedule(): void {
    const next = () => requestAnimationFrame((now) => this.frame(now));
    const rate = frames();
    if (rate >= 60) next();
    else setTimeout(next, 1000 / rate - 16);
  }

  /** Where those selected are going, and where their rally points are. */
  private lines(): { from: [number, number]; to: [number, number]; color: number }[] {
    const { detail } = this.commander;
    const found: { from: [number, number]; to: [number, number]; color: number }[] = [];
    for (const [unit, orders] of detail?.orders ?? []) {
      let from: [number, number] = [this.world.x[unit], this.world.y[unit]];
      for (const [ability, x, y] of orders) {
        const { kind } = this.facts!.abilities[ability] ?? {};
        if (kind === "harvest") continue; // they come and go all the time
        const color = kind === "attack" ? ATTACK_LINE : ORDER_LINE;
        found.push({ from, to: [x, y], color });
        from = [x, y];
      }
    }
    for (const [unit, , x, y] of detail?.rallies ?? []) {
      found.push({ from: [this.world.x[unit], this.world.y[unit]], to: [x, y], color: RALLY_LINE });
    }
    return found;
  }

  private circles(): { x: number; y: number; radius: number; color: number }[] {
    const { commander, world } = this;
    const found: { x: number; y: number; radius: number; color: number }[] = [];
    const ability = commander.aim && this.facts!.abilities[commander.aim.ability];
    for (const k of this.powerSources(ability)) found.push({ x: world.x[k], y: world.y[k], radius: this.facts!.units[world.type[k]].power!, color: POWER_RING });
    if (!ability) return found;
    if (ability.range && ability.range < 40 && ability.kind?.startsWith("effect")) {
      for (const k of commander.selection.units.slice(0, 8)) found.push({ x: world.x[k], y: world.y[k], radius: ability.range, color: 0x8ad0ff });
    }
    return found;
  }

  /** Whose power fields are worth showing: all of a player's, when one is selected or something is placed that needs power. */
  private powerSources(aimed: AbilityFacts | null): number[] {
    const { commander, world, facts } = this, chosen = commander.selection.units;
    const power = (k: number) => facts!.units[world.type[k]]?.power ?? 0;
    const placed = commander.aim?.placed ? facts!.units[commander.aim.placed] : null;
    const needed = placed && (hasFlag(placed, "pylon") || aimed?.kind === "warp_train");
    if (!chosen.length || !(needed || chosen.some(power))) return [];
    return [...world.type.keys()].filter((k) => world.type[k] && power(k) && world.owner[k] === world.owner[chosen[0]] && !world.has(k, "unfinished") && !world.has(k, "plan"));
  }

  private resize(): void {
    const { width, height } = this.home.getBoundingClientRect();
    this.field.camera.resize(width, height, this.hud.panelHeight);
    if (!this.last) this.field.camera.zoomTo(Math.max(26, Math.min(44, width / 40)));
  }

  private sayGone(text: string): void {
    this.home.innerHTML = '<div class="loading"><p></p><button class="wide primary">Start page</button></div>';
    this.home.querySelector("p")!.textContent = text;
    this.home.querySelector("button")!.onclick = this.leave;
    this.link.close();
  }
}

function note(list: number[], value: number): void {
  list.push(value);
  if (list.length > 600) list.shift();
}
