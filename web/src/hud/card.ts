// The command card as buttons, with what each costs and requires.
import type { Facts } from "../model/facts";
import type { Looks } from "../draw/looks";
import type { Button } from "../play/card";
import type { Commander } from "../play/commander";
import { h, icon } from "./dom";
import { sign, signOf } from "./glyphs";

const SLOTS = 15;

export class CardView {
  readonly root = h("div", { class: "card", role: "toolbar", "aria-label": "Commands" });
  private readonly tip = h("div", { class: "tip", role: "tooltip", hidden: true });
  private readonly icons = new Map<string, string>();
  private shown = "";

  constructor(
    private readonly facts: Facts, private readonly looks: Looks, private readonly commander: Commander,
    private readonly reasons: (code: number) => string,
  ) {
    document.body.append(this.tip);
  }

  update(): void {
    const all = this.commander.buttons();
    const aimed = this.commander.aim?.ability ?? -1;
    const key = JSON.stringify([all.map((b) => [b.slot, b.ability, b.menu, b.reason, b.wait, b.autocast, b.letter]), aimed]);
    if (key === this.shown) return;
    this.shown = key;
    this.tip.hidden = true;
    this.root.replaceChildren(...Array.from({ length: SLOTS }, (_, slot) => {
      const button = all.find((one) => one.slot === slot);
      return button ? this.button(button, button.ability === aimed) : h("div", { class: "slot empty" });
    }));
  }

  private button(button: Button, pressed: boolean): HTMLElement {
    const { facts, letter } = button;
    const label = facts.label ?? facts.name;
    const blocked = button.reason !== 0;
    const element = h("button", {
      class: `slot${blocked ? " blocked" : ""}${pressed ? " pressed" : ""}${button.autocast ? " auto" : ""}`,
      type: "button", tabIndex: -1, "aria-label": `${label}, key ${letter}${blocked ? `, ${this.reasons(button.reason)}` : ""}`,
      "data-name": label, "data-ability": button.ability,
      onclick: (event: MouseEvent) => this.commander.press(button, event.shiftKey),
      oncontextmenu: (event: MouseEvent) => {
        event.preventDefault();
        this.commander.toggleAutocast(button);
      },
      onpointerenter: () => this.explain(button, element),
      onpointerleave: () => (this.tip.hidden = true),
    });
    element.innerHTML = `<span class="face">${this.face(button)}</span><kbd>${letter}</kbd>`;
    if (button.wait) element.append(h("span", { class: "wait" }, button.wait.toFixed(0)));
    return element;
  }

  private face(button: Button): string {
    const { facts } = button;
    const made = facts.product && ["build", "train", "warp_train", "morph", "arm_magazine"].includes(facts.kind ?? "") && !/cancel|halt/.test(facts.verb ?? "") && !/^(Lift|Land|Burrow|Raise|Lower|Siege|Unsiege|Uproot|Root)/i.test(facts.icon ?? "");
    if (button.selects) return `<img alt="" src="${this.portrait(button.selects)}">`;
    if (!button.ability) return icon(sign(facts.icon ?? "spell"));
    if (made) return `<img alt="" src="${this.portrait(facts.product!)}">`;
    return icon(signOf(facts.icon ?? "", facts.label ?? "", facts.kind ?? ""));
  }

  portrait(type: number, owner = this.commander.world.owner[this.commander.selection.units[0]] || 1): string {
    const key = `${type}/${owner}`;
    if (!this.icons.has(key)) this.icons.set(key, this.looks.portrait(type, Math.min(2, owner), 96).toDataURL());
    return this.icons.get(key)!;
  }

  private explain(button: Button, at: HTMLElement): void {
    const { facts } = button;
    const [minerals, vespene, supply] = facts.cost ?? [0, 0, 0];
    const costs = [
      minerals && `<span class="m">${minerals}</span>`, vespene && `<span class="g">${vespene}</span>`,
      supply && `<span class="s">${supply}</span>`, facts.energy && `<span class="e">${facts.energy}</span>`,
      facts.life && `<span class="l">${facts.life}</span>`, facts.time && facts.time > 1 && `<span class="t">${Math.round(facts.time)} s</span>`,
    ].filter(Boolean).join(" ");
    const made = facts.product ? this.facts.units[facts.product] : null;
    const about = made && ["build", "train", "warp_train"].includes(facts.kind ?? "") ? describe(made) : "";
    this.tip.innerHTML = `<b>${facts.label ?? facts.name}</b>${costs ? `<div class="costs">${costs}</div>` : ""}`
      + (about ? `<div class="about">${about}</div>` : "")
      + (facts.needs ? `<div class="needs">Requires ${facts.needs}</div>` : "")
      + (button.reason ? `<div class="why">${this.reasons(button.reason)}</div>` : "")
      + (facts.autocast ? `<div class="about">Right click: by itself ${button.autocast ? "(on)" : "(off)"}</div>` : "");
    this.tip.hidden = false;
    const area = at.getBoundingClientRect();
    this.tip.style.right = `${innerWidth - area.right}px`;
    this.tip.style.bottom = `${innerHeight - this.root.getBoundingClientRect().top + 12}px`;
  }
}

export function describe(unit: Facts["units"][number]): string {
  const parts: string[] = [];
  const reach = Math.max(...(unit.weapons ?? []).map((weapon) => weapon.range));
  if (unit.weapons?.length) parts.push(reach < 1 ? "melee" : `range ${Number(reach.toFixed(1))}`);
  if (unit.speed) parts.push(`speed ${unit.speed.toFixed(1)}`);
  if (unit.supply) parts.push(`+${unit.supply} supply`);
  parts.push((unit.attributes ?? []).filter((name) => name !== "structure").join(", "));
  return parts.filter(Boolean).join(" · ");
}
