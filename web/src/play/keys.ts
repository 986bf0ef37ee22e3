// On which keys the command card lies: as it lies on the screen (grid), or by the commands' own letters (standard).
import type { AbilityFacts } from "../model/facts";

export const LAYOUTS = ["grid", "standard"] as const;
export type Layout = (typeof LAYOUTS)[number];

const KEPT = "starleague-keys";
const GRID = "QWERTASDFGZXCVB";

export const layout = (): Layout => (localStorage.getItem(KEPT) === "standard" ? "standard" : "grid");
export const setLayout = (name: Layout): void => localStorage.setItem(KEPT, name);

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
