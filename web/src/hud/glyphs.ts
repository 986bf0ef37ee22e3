// Signs for commands that make nothing that could be drawn instead: our own strokes on a 24 by 24 grid.

const SIGNS: Record<string, string> = {
  move: '<path d="M4 20L18 6M9 6h9v9"/>',
  stop: '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M9 9h6v6H9z"/>',
  hold: '<path d="M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z"/>',
  patrol: '<path d="M4 9h13l-3-4M20 15H7l3 4"/>',
  attack: '<circle cx="12" cy="12" r="6"/><path d="M12 2v6M12 16v6M2 12h6M16 12h6"/>',
  gather: '<path d="M12 3l5 6-5 12-5-12z"/><path d="M7 9h10"/>',
  return: '<path d="M4 20V10l8-6 8 6v10z"/><path d="M12 10v7M9 14l3 3 3-3"/>',
  repair: '<path d="M14 6a4 4 0 0 1 5-2l-2.5 3 1.5 2 3-1a4 4 0 0 1-5 4l-8 8-3-3 8-8a4 4 0 0 1 1-3z"/>',
  build: '<path d="M4 20h16M6 20V9l6-5 6 5v11M10 20v-6h4v6"/>',
  advanced: '<path d="M4 20h16M6 20V8l4 3V8l4 3V4h4v16"/><path d="M9 15h2M13 15h2"/>',
  cancel: '<circle cx="12" cy="12" r="9"/><path d="M8 8l8 8M16 8l-8 8"/>',
  back: '<path d="M10 6l-6 6 6 6M4 12h12a4 4 0 0 1 4 4v2"/>',
  rally: '<path d="M6 21V4l12 4-12 4"/>',
  lift: '<path d="M12 20V6M6 11l6-6 6 6M5 21h14"/>',
  land: '<path d="M12 3v13M6 11l6 6 6-6M5 21h14"/>',
  siege: '<path d="M3 19h18M6 19l3-6h6l3 6M11 13L19 4"/>',
  boost: '<path d="M13 2L5 14h6l-1 8 9-13h-6z"/>',
  load: '<path d="M12 3v10M8 9l4 4 4-4M4 14v6h16v-6"/>',
  unload: '<path d="M12 13V3M8 7l4-4 4 4M4 14v6h16v-6"/>',
  cloak: '<path d="M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12z"/><path d="M4 20L20 4"/>',
  scan: '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/><path d="M12 12l6-6"/>',
  heal: '<path d="M9 3h6v6h6v6h-6v6H9v-6H3V9h6z"/>',
  burrow: '<path d="M12 3v11M7 10l5 5 5-5M3 20c3-3 6-3 9 0 3-3 6-3 9 0"/>',
  upgrade: '<path d="M12 3l3 6 6 1-4.500 4.500 1 6.500-5.500-3-5.500 3 1-6.500L3 10l6-1z"/>',
  morph: '<path d="M4 12a8 8 0 0 1 14-5l2-2v6h-6l2-2M20 12a8 8 0 0 1-14 5l-2 2v-6h6l-2 2"/>',
  spell: '<path d="M12 2v6M12 16v6M2 12h6M16 12h6M5 5l4 4M15 15l4 4M19 5l-4 4M9 15l-4 4"/>',
  nuke: '<circle cx="12" cy="12" r="2"/><path d="M12 2a10 10 0 0 1 8 5l-5 3M4 7a10 10 0 0 1 8-5M20 17a10 10 0 0 1-16 0l5-3"/>',
};

const BY_NAME: [RegExp, string][] = [
  [/cancel|halt/i, "cancel"], [/patrol/i, "patrol"], [/hold/i, "hold"], [/stop/i, "stop"], [/rally/i, "rally"],
  [/unload/i, "unload"], [/load/i, "load"], [/gather|harvest/i, "gather"], [/return/i, "return"], [/repair/i, "repair"],
  [/stim|boost|speed|charge|blink|chrono/i, "boost"], [/heal|transfus|recharge|restore/i, "heal"],
  [/scan|detect/i, "scan"], [/nuke|yamato/i, "nuke"], [/cloak/i, "cloak"], [/lift|rise|uproot/i, "lift"],
  [/land|lower|root/i, "land"], [/burrow/i, "burrow"], [/siege|assault|fighter/i, "siege"], [/attack/i, "attack"],
  [/move/i, "move"],
];
const BY_KIND: Record<string, string> = {
  attack: "attack", move: "move", stop: "stop", harvest: "gather", rally: "rally", research: "upgrade", morph: "morph",
  morph_placement: "morph", buildable: "cancel", queue: "cancel", transport: "load", behavior: "cloak",
};

export function sign(name: string): string {
  return SIGNS[name] ?? SIGNS.spell;
}

export function signOf(icon: string, label: string, kind: string): string {
  if (kind === "research") return SIGNS.upgrade;
  for (const [pattern, name] of BY_NAME) if (pattern.test(icon) || pattern.test(label)) return SIGNS[name];
  return SIGNS[BY_KIND[kind] ?? "spell"];
}
