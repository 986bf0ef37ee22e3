// The command card: which buttons there are for the leading type, and what pressing one means.
import type { AbilityFacts, Facts } from "../model/facts";
import { TARGET } from "../model/facts";
import { letterOf } from "./keys";

const SLOT_KEYS = "QWERTASDFGYXCVB"; // as the data names places: its keyboard has Y where others have Z
const SELECT = 0, BACK = 14; // slots
const BACK_FACTS: AbilityFacts = { name: "back", label: "Back", icon: "back", letters: "Escape" };

export interface Button {
  slot: number;
  letter: string; // of the key that presses it
  ability: number; // row; 0: opens or leaves a menu
  menu?: string; // that it opens; "" leaves one
  selects?: number; // type of which it selects those nearby
  facts: AbilityFacts;
  reason: number; // why it cannot be used: an ActionResult; 0: it can
  wait: number; // seconds of cooldown
  autocast: boolean;
}

export type CardState = Record<string, [number, number, number]>;

/** Buttons of a type by what the server says of each ability; ``menu``: the first key of a submenu, or "". */
export function buttons(facts: Facts, lead: number, state: CardState, menu: string): Button[] {
  const found = new Map<number, Button>();
  for (const row of facts.units[lead]?.card ?? []) {
    const ability = facts.abilities[row], told = state[row];
    if (!told || !ability.key) continue;
    const [first, second] = ability.key;
    if (menu && (first !== menu || !second)) continue;
    const key = menu ? second : first;
    const slot = SLOT_KEYS.indexOf(key);
    if (slot < 0) continue;
    const button: Button = second && !menu
      ? { slot, letter: letterOf(slot, ability, false), ability: 0, menu: first, facts: menuFacts(first, ability), reason: 0, wait: 0, autocast: false }
      : { slot, letter: letterOf(slot, ability, !!menu), ability: row, facts: ability, reason: told[0], wait: told[1], autocast: told[2] > 0 };
    const rival = found.get(slot);
    if (!rival || (rival.reason && !button.reason)) found.set(slot, button);
  }
  const { spawns } = facts.units[lead] ?? {};
  if (spawns && !menu && !found.has(SELECT)) found.set(SELECT, selecting(facts, spawns));
  if (menu) found.set(BACK, { slot: BACK, letter: letterOf(BACK, BACK_FACTS, false), ability: 0, menu: "", facts: BACK_FACTS, reason: 0, wait: 0, autocast: false });
  return [...found.values()].sort((a, b) => a.slot - b.slot);
}

/** The button that selects what a structure has spawned. */
function selecting(facts: Facts, type: number): Button {
  const about: AbilityFacts = { name: "select", label: `Select ${facts.units[type].label}`, letters: "S" };
  return { slot: SELECT, letter: letterOf(SELECT, about, false), ability: 0, selects: type, facts: about, reason: 0, wait: 0, autocast: false };
}

function menuFacts(first: string, ability: AbilityFacts): AbilityFacts {
  if (ability.kind !== "build") return { name: "menu", label: "More", icon: "spell" };
  return first === "X"
    ? { name: "advanced", label: "Build Advanced Structure", icon: "advanced" }
    : { name: "build", label: "Build Structure", icon: "build" };
}

export const isAimed = (ability: AbilityFacts): boolean =>
  ability.target === TARGET.point || ability.target === TARGET.unit || ability.target === TARGET.pointOrUnit;

export const isPlaced = (ability: AbilityFacts): boolean =>
  isAimed(ability) && !!ability.product && (ability.kind === "build" || ability.kind === "warp_train" || ability.kind === "morph_placement");
