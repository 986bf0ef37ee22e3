// What the server tells of a league (src/starleague/ui/dashboard/view.py).

export interface Player {
  id: number;
  name: string;
  role: string;
  race: string;
  elo: number;
  mu: number;
  sigma: number;
  benched: boolean;
  steps?: number;
  snapshots?: number;
  parent_role?: string;
  anchored?: boolean;
}

export interface Standing {
  id: number;
  elo: number;
  half_width: number;
  wins: number;
  draws: number;
  losses: number;
  low: number;
  high: number;
  nash: number;
  hardest: number | null;
}

export interface Playing {
  match: number;
  home: number;
  away: number;
  kind: string;
  since: number;
  live?: boolean;
}

export interface Result {
  match: number;
  home: number;
  away: number;
  kind: string;
  outcome: string;
  loops: number;
  at: number;
  strategy: string;
  live?: boolean;
}

export interface Figure {
  name: string;
  lines: Record<string, [number, number][]>;
}

export interface Score {
  opponent: string;
  games: number;
  wins: number;
  draws: number;
  low: number;
  high: number;
}

export interface League {
  name: string;
  running: boolean;
  run: { doing?: string; spent?: Record<string, number>; scores?: Score[]; energy?: Record<string, number> };
  learning: Figure[];
  problem: string;
  steps_per_second: number;
  // from here on only once there is a league
  races?: string[];
  seed: number;
  founded: number;
  matches: number;
  results: number; // reports, void ones among them: the axis of ratings
  played: number;
  rates: { results_per_minute: number; game_speed: number };
  over_time: { begin: number; seconds: number; counts: number[] };
  steps: number;
  players: Player[];
  births: [number, number | null, number][];
  curves: Record<string, [number, number][]>;
  playing: Playing[];
  latest: Result[];
  standings: Standing[];
  payoff: { players: number[]; rates: number[][]; games: number[][]; left_out: number };
}

export const ROLES: Record<string, string> = {
  main_agent: "main agent", main_exploiter: "main exploiter", league_exploiter: "league exploiter", snapshot: "snapshot",
  yardstick: "yardstick",
};

export const colorOf = (player: Player | undefined): string => `var(--${(player?.parent_role || player?.role || "snapshot").replace("_", "-")})`;
