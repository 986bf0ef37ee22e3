// All that lies over the field: purse, clock, alerts, panels, dialogs.
import type { Field } from "../draw/field";
import type { Looks } from "../draw/looks";
import type { Minimap } from "../draw/minimap";
import type { Facts, Welcome } from "../model/facts";
import type { World } from "../model/world";
import type { Commander } from "../play/commander";
import { FRAMES, frames, LAYOUTS, layout, setFrames, setLayout } from "../play/settings";
import { CardView } from "./card";
import { clock, h, icon } from "./dom";
import { helpText } from "./help";
import { PanelView } from "./panel";

const LAYOUT_NAMES = { grid: "By place: Q W E …", standard: "By letter: A attacks" };
const ALERT_LIFE = 7000;
const RATES: Record<string, number> = { slower: 9.6, slow: 12.8, normal: 16, fast: 19.2, faster: 22.4, x2: 44.8, x4: 89.6, x8: 179.2 };
const SPEEDS = Object.keys(RATES);
export const DISCLAIMER = "An open simulator with its own art. StarCraft is a trademark of Blizzard Entertainment; starleague is not affiliated with or endorsed by Blizzard.";

const PURSE_ICONS = {
  minerals: icon('<path d="M12 2l6 7-6 13L6 9z"/><path d="M6 9h12"/>', "#6fd0ff"),
  vespene: icon('<path d="M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z"/>', "#5fe08f"),
  supply: icon('<path d="M4 20V9l8-6 8 6v11z"/><path d="M9 20v-6h6v6"/>', "#f4d27a"),
};

export interface HudActions {
  pace(what: Record<string, unknown>): void;
  surrender(): void;
  leave(): void;
  again(): void;
  save: string; // address of the game's replay
  watch(file: string): void;
  takeBack(): void;
}

export class Hud {
  readonly root = h("div", { class: "hud" });
  readonly card: CardView;
  private readonly panel: PanelView;
  private readonly purse = h("div", { class: "purse" });
  private readonly time = h("div", { class: "time" });
  private readonly alerts = h("div", { class: "alerts", role: "log", "aria-live": "polite", "aria-label": "Alerts" });
  private readonly line = h("div", { class: "line", role: "status", "aria-live": "assertive" });
  private readonly groups = h("div", { class: "groups", "aria-label": "Control groups" });
  private readonly corner = h("div", { class: "corner" });
  private readonly veil = h("div", { class: "veil", hidden: true });
  private readonly dialog = h("div", { class: "dialog", role: "dialog", "aria-modal": "true", hidden: true });
  private lineUntil = 0;
  private alertPlace: [number, number] | null = null;
  private purseShown = "";
  private groupsShown = "";

  constructor(
    readonly facts: Facts, readonly world: World, readonly welcome: Welcome, readonly field: Field, looks: Looks,
    readonly minimap: Minimap, readonly commander: Commander, private readonly does: HudActions,
    reasons: (code: number) => string,
  ) {
    this.card = new CardView(facts, looks, commander, reasons);
    this.panel = new PanelView(facts, world, commander, this.card);
    minimap.canvas.setAttribute("role", "img");
    minimap.canvas.setAttribute("aria-label", "Minimap");
    const idle = h("button", { class: "idle", type: "button", tabIndex: -1, title: "Idle workers (F1)", onclick: () => commander.idleWorker() });
    this.idle = idle;
    this.root.append(
      h("div", { class: "top" }, this.time, this.purse,
        h("button", { class: "round", type: "button", title: "Help (?)", "aria-label": "Help", onclick: () => this.showHelp(), html: "?" }),
        h("button", { class: "round", type: "button", title: "Menu (F10)", "aria-label": "Menu", onclick: () => this.showMenu(), html: icon('<path d="M4 7h16M4 12h16M4 17h16"/>') })),
      this.alerts, this.line, this.corner,
      h("div", { class: "bottom" },
        h("div", { class: "mini" }, minimap.canvas, idle),
        h("div", { class: "middle" }, this.groups, this.panel.root),
        this.card.root),
      this.veil, this.dialog,
    );
    this.corner.textContent = "Unofficial. Not affiliated with Blizzard.";
    this.corner.title = DISCLAIMER;
    document.body.classList.toggle("observing", !welcome.seated);
  }

  private readonly idle: HTMLButtonElement;

  /** A button beside help and menu, and the panel that it opens. */
  addCorner(button: HTMLElement, panel: HTMLElement): void {
    this.purse.after(button);
    this.alerts.before(panel);
  }

  /** Show a replay's timeline and panels instead of a command card. */
  watch(bar: HTMLElement, side: HTMLElement): void {
    this.root.querySelector(".bottom")!.before(bar);
    this.card.root.replaceWith(side);
    this.root.classList.add("watching");
  }

  get blocked(): boolean {
    return !this.dialog.hidden;
  }

  get panelHeight(): number {
    return (this.root.querySelector(".bottom") as HTMLElement).offsetHeight + ((this.root.querySelector(".timeline") as HTMLElement | null)?.offsetHeight ?? 0);
  }

  update(now: number): void {
    this.time.textContent = clock(this.world.shown);
    this.updatePurse();
    this.updateGroups();
    this.card.update();
    this.panel.update();
    if (this.lineUntil && now > this.lineUntil) {
      this.line.textContent = "";
      this.lineUntil = 0;
    }
    for (const alert of [...this.alerts.children] as HTMLElement[]) if (now > Number(alert.dataset.until)) alert.remove();
  }

  complain(text: string): void {
    this.line.textContent = text;
    this.lineUntil = performance.now() + 2600;
  }

  alert(text: string, what: string, place: [number, number] | null): void {
    const element = h("button", {
      class: `alert ${what}`, type: "button", tabIndex: -1, "data-until": performance.now() + ALERT_LIFE,
      onclick: () => place && this.field.camera.lookAt(...place),
    }, text);
    this.alerts.append(element);
    while (this.alerts.children.length > 5) this.alerts.firstElementChild!.remove();
    if (place) {
      this.alertPlace = place;
      this.minimap.ping(...place, what === "attack" || what === "lost" ? "#ff5a4d" : "#8ad0ff");
    }
  }

  lastAlert(): [number, number] | null {
    return this.alertPlace;
  }

  /** Why the clock stands. */
  showPace(waits: string[], speed: number): void {
    const text = waits.includes("over") || this.welcome.kind === "replay" ? "" : waits.includes("person") ? "Paused" : waits.includes("away") ? "Waiting for the player" : "";
    this.veil.hidden = !text;
    this.veil.innerHTML = text ? `<div><b>${text}</b><span>P or Pause goes on</span></div>` : "";
    this.speed = Object.keys(RATES).find((name) => RATES[name] === speed) ?? "faster";
  }

  private speed = "faster";

  changeSpeed(step: number): void {
    const next = SPEEDS[SPEEDS.indexOf(this.speed) + step];
    if (next) {
      this.does.pace({ speed: next });
      this.complain(`Speed: ${next}`);
    }
  }

  say(text: string): void {
    this.veil.hidden = !text;
    this.veil.innerHTML = text ? `<div><b>${text}</b></div>` : "";
  }

  showMenu(): void {
    if (this.blocked) {
      this.close();
      return;
    }
    const paused = this.world.waits.includes("person");
    this.rest();
    const speeds = h("div", { class: "choice", role: "group", "aria-label": "Game speed" }, ...SPEEDS.map((name) =>
      h("button", { type: "button", class: name === this.speed ? "on" : "", "data-speed": name, onclick: () => { this.does.pace({ speed: name }); this.close(); } }, name.replace("x", "× "))));
    this.open("Menu",
      h("button", { type: "button", class: "wide primary", onclick: () => this.close() }, "Back to the game"),
      h("button", { type: "button", class: "wide", onclick: () => { this.close(); this.does.pace({ pause: !paused }); } }, paused ? "Go on" : "Pause"),
      h("label", {}, "Speed"), speeds,
      this.welcome.seated ? h("label", {}, "Keys of the command card") : null, this.welcome.seated ? this.layouts() : null,
      h("label", {}, "Frames a second, at most"), this.rates(),
      h("div", { class: "pair" },
        h("button", { type: "button", class: "wide", onclick: () => this.showHelp() }, "Keys and help"),
        h("button", { type: "button", class: "wide", onclick: () => { document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(); this.close(); } }, "Full screen")),
      this.welcome.seated ? h("button", { type: "button", class: "wide danger", onclick: () => { this.close(); this.does.surrender(); } }, "Surrender") : null,
      this.welcome.kind === "replay" ? this.saver() : null,
      h("button", { type: "button", class: "wide", onclick: () => this.does.leave() }, "Leave to the start page"),
      h("p", { class: "small" }, DISCLAIMER));
  }

  private rates(): HTMLElement {
    return h("div", { class: "choice", role: "group", "aria-label": "Frames a second" }, ...FRAMES.map((rate) =>
      h("button", { type: "button", class: rate === frames() ? "on" : "", onclick: () => { setFrames(rate); this.close(); } }, String(rate))));
  }

  private layouts(): HTMLElement {
    return h("div", { class: "choice", role: "group", "aria-label": "Keys of the command card" }, ...LAYOUTS.map((name) =>
      h("button", { type: "button", class: name === layout() ? "on" : "", "data-layout": name, onclick: () => { setLayout(name); this.close(); } }, LAYOUT_NAMES[name])));
  }

  showHelp(closed?: () => void): void {
    this.rest();
    this.closed = closed;
    this.open("How to play", h("div", { class: "help", html: helpText() }), h("button", { type: "button", class: "wide primary", onclick: () => this.close() }, "Play"));
  }

  showEnd(results: string[]): void {
    const mine = this.welcome.seated ? results[this.welcome.player - 1] : "";
    const title = mine === "victory" ? "Victory" : mine === "defeat" ? "Defeat" : mine === "tie" ? "Tie" : "The game is over";
    const winner = results.indexOf("victory");
    this.open(title,
      h("p", { class: "result" }, winner >= 0 ? `${this.welcome.names[winner]} wins after ${clock(this.world.loop)}.` : `It ended after ${clock(this.world.loop)}.`),
      this.welcome.seated ? h("button", { type: "button", class: "wide primary", onclick: () => this.does.again() }, "Play again") : null,
      this.welcome.replay ? h("div", { class: "pair" },
        h("button", { type: "button", class: "wide", onclick: () => this.does.watch(this.welcome.replay!) }, "Watch the replay"), this.saver()) : null,
      h("button", { type: "button", class: "wide", onclick: () => this.close() }, "Look around"),
      h("button", { type: "button", class: "wide", onclick: () => this.does.leave() }, "Start page"));
    this.dialog.classList.add(mine || "over");
  }

  /** The replay as one file, to be sent to somebody. */
  private saver(): HTMLElement {
    return h("a", { class: "wide", href: this.does.save, download: "" }, "Save the replay");
  }

  showTaken(): void {
    this.open("Played elsewhere", h("p", {}, "This seat was opened in another tab; that one plays now."),
      h("button", { type: "button", class: "wide primary", onclick: () => this.does.takeBack() }, "Play here again"));
  }

  close(): void {
    this.dialog.hidden = true;
    this.dialog.className = "dialog";
    if (this.resting) this.does.pace({ pause: false });
    this.resting = false;
    this.closed?.();
    this.closed = undefined;
  }

  /** A game stands still while its player reads. */
  private rest(): void {
    if (!this.welcome.seated || this.world.waits.length || this.resting) return;
    this.resting = true;
    this.does.pace({ pause: true });
  }

  private resting = false;
  private closed: (() => void) | undefined;

  private open(title: string, ...children: (HTMLElement | null)[]): void {
    this.dialog.className = "dialog";
    this.dialog.setAttribute("aria-label", title);
    this.dialog.replaceChildren(h("div", { class: "sheet" }, h("h1", {}, title), ...children));
    this.dialog.hidden = false;
    (this.dialog.querySelector(".primary") as HTMLElement | null)?.focus();
  }

  private updatePurse(): void {
    const players = this.welcome.player ? [this.welcome.player] : [1, 2];
    const key = JSON.stringify(players.map((p) => this.world.purses[p]));
    if (key === this.purseShown) return;
    this.purseShown = key;
    this.purse.innerHTML = players.map((p) => {
      const purse = this.world.purses[p];
      if (!purse) return "";
      const full = purse.used >= purse.cap && purse.cap < 200 ? " full" : "";
      const name = this.welcome.player ? "" : `<em class="p${p}">${escape(this.welcome.names[p - 1])}</em>`;
      return `<div>${name}<span title="Minerals"><i>${PURSE_ICONS.minerals}</i>${purse.minerals}</span>`
        + `<span title="Vespene gas"><i>${PURSE_ICONS.vespene}</i>${purse.vespene}</span>`
        + `<span title="Supply" class="supply${full}"><i>${PURSE_ICONS.supply}</i>${purse.used} / ${purse.cap}</span></div>`;
    }).join("");
    const mine = this.world.purses[this.welcome.player];
    this.idle.hidden = !mine?.idle;
    this.idle.innerHTML = mine?.idle ? `${icon('<path d="M5 20l5-9 4 4 5-11"/>')}<b>${mine.idle}</b>` : "";
    this.idle.setAttribute("aria-label", `${mine?.idle ?? 0} idle workers`);
  }

  private updateGroups(): void {
    const { selection } = this.commander;
    const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((group) => [group, selection.members(group)] as const).filter(([, members]) => members.length);
    const key = counts.map(([group, members]) => `${group}:${members.length}`).join();
    if (key === this.groupsShown) return;
    this.groupsShown = key;
    this.groups.replaceChildren(...counts.map(([group, members]) => h("button", {
      type: "button", tabIndex: -1, onclick: () => selection.recall(group), "aria-label": `Group ${group}, ${members.length} units`,
    }, h("kbd", {}, String(group)), h("img", { src: this.card.portrait(this.world.type[members[0]]), alt: "" }), String(members.length))));
  }
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
