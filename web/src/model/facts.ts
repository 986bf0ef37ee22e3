// What the server tells once: rules, the layout of frames, the map.

export type Ink = Record<string, string>; // "#rrggbb" by role

export interface Inks {
  teams: Ink[];
  common: Ink;
  races: Record<string, Ink>;
}

export interface UnitFacts {
  name: string;
  label: string;
  race?: string;
  radius?: number;
  size?: [number, number];
  sight?: number;
  speed?: number;
  cost?: [number, number, number];
  flags?: string[];
  air?: boolean;
  height?: number;
  armor?: number;
  resource?: number;
  contents?: number;
  cargo?: number;
  supply?: number;
  energy?: number;
  queue?: number;
  attributes?: string[];
  weapons?: { range: number; period: number }[];
  card?: number[];
  alias?: number;
  addonAt?: [number, number];
  power?: number; // radius of the field in which structures work
  spawns?: number; // type that comes out of it by itself
  parts: string[]; // how it looks
}

export interface AbilityFacts {
  name: string;
  label?: string;
  key?: string; // its place on the card, as keys of the grid layout
  letters?: string; // its keys in the standard layout
  icon?: string;
  kind?: string;
  verb?: string;
  target?: number;
  product?: number;
  upgrade?: number;
  generic?: number;
  cost?: [number, number, number];
  energy?: number;
  life?: number;
  time?: number;
  needs?: string;
  range?: number;
  radius?: number;
  autocast?: boolean;
  addon?: boolean;
  minimap?: boolean;
}

export interface SectionFacts {
  id: number;
  name: string;
  columns: Record<string, string>;
}

export interface Facts {
  patch: string;
  smart: number;
  units: UnitFacts[];
  abilities: AbilityFacts[];
  upgrades: string[];
  effects: Record<number, [string, number]>; // name, radius
  frames: SectionFacts[];
  flags: Record<string, number>;
  inks: Inks;
}

export interface MapFacts {
  name: string;
  width: number;
  height: number;
  playable: [number, number, number, number];
  digest: string;
}

export interface Welcome {
  is: "welcome";
  room: string;
  kind: string;
  title: string;
  player: number;
  seated: boolean;
  names: [string, string];
  races: [string, string];
  patch: string;
  map: MapFacts;
  starts: Record<string, [number, number]>;
  results: string[];
  last?: number;
  minds: number[]; // players whose thoughts can be looked at
  live?: boolean;
  replay?: string; // file that is written of this game
  home?: number | null; // the learner whose games these are
}

export const TARGET = { none: 1, point: 2, unit: 3, pointOrUnit: 4, pointOrNone: 5 };

export const hasFlag = (unit: UnitFacts, flag: string): boolean => unit.flags?.includes(flag) ?? false;
