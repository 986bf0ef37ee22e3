// What a person has chosen for this browser: keys of the command card, frames a second.

export const LAYOUTS = ["grid", "standard"] as const;
export type Layout = (typeof LAYOUTS)[number];
export const FRAMES = [10, 30, 60]; // a second that are drawn at most; fewer spare a battery, or a machine without graphics

const KEYS = "starleague-keys", RATE = "starleague-frames";

export const layout = (): Layout => (localStorage.getItem(KEYS) === "standard" ? "standard" : "grid");
export const setLayout = (name: Layout): void => localStorage.setItem(KEYS, name);

export const frames = (): number => Math.max(1, Number(localStorage.getItem(RATE)) || 60);
export const setFrames = (rate: number): void => localStorage.setItem(RATE, String(rate));
