// On which keys the command card lies: as it lies on the screen (grid), or by the commands' own letters (standard).
import type { AbilityFacts } from "../model/facts";
import { layout } from "./settings";

const GRID = "QWERTASDFGZXCVB";

/** What is written on a button: by its place, or by the letter of what it does. */
export function letterOf(slot: number, ability: AbilityFacts, inMenu: boolean): string {
  if (layout() === "grid") return GRID[slot];
  const keys = ability.letters ?? "";
  return keys === "Escape" ? "Esc" : (keys.length > 1 && inMenu ? keys[1] : keys[0]) ?? "";
}

/** Whether a key that was pressed is the one of a button. */
export function isPressed(event: KeyboardEvent, slot: number, letter: string): boolean {
  if (layout() === "grid") return event.code === `Key${GRID[slot]}`;
  return letter === "Esc" ? event.key === "Escape" : !!letter && event.key.toUpperCase() === letter;
}
