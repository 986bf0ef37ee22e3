// Which units lie under a point or in a box of the map.
import { hasFlag } from "../model/facts";
import { MEMORIES, type World } from "../model/world";
import type { UnitSprites } from "../draw/units";

export function unitAt(world: World, sprites: UnitSprites, x: number, y: number, slack: number): number {
  let best = 0, bestScore = Infinity;
  for (let k = 1; k < world.last; k++) {
    if (!pickable(world, k)) continue;
    const lift = world.has(k, "flying") ? 0.55 : 0;
    const far = Math.hypot(world.x[k] - x, world.y[k] + lift - y) - sprites.size(k);
    if (far > slack) continue;
    const facts = world.facts.units[world.type[k]];
    const layer = world.has(k, "flying") ? 0 : facts.size || facts.resource ? 2 : 1;
    const score = layer * 10 + far;
    if (score < bestScore) [best, bestScore] = [k, score];
  }
  return best;
}

/** Own fighters and workers in a box; if there are none, own structures; else one of anybody. */
export function unitsIn(world: World, player: number, left: number, bottom: number, right: number, top: number): number[] {
  const mobile: number[] = [], structures: number[] = [], others: number[] = [];
  for (let k = 1; k < world.last; k++) {
    if (!pickable(world, k)) continue;
    const x = world.x[k], y = world.y[k];
    if (x < left || x > right || y < bottom || y > top) continue;
    const facts = world.facts.units[world.type[k]];
    if (player && world.owner[k] !== player) others.push(k);
    else if (!world.owner[k]) others.push(k);
    else (facts.size ? structures : mobile).push(k);
  }
  if (mobile.length) return mobile;
  return structures.length ? structures : others.slice(0, 1);
}

/** Units of a player that pass a test. */
export function ownUnits(world: World, player: number, test: (k: number) => boolean = () => true): number[] {
  const found: number[] = [];
  for (let k = 1; k < MEMORIES; k++) if (world.type[k] && world.owner[k] === player && test(k)) found.push(k);
  return found;
}

function pickable(world: World, k: number): boolean {
  return world.type[k] !== 0 && !world.has(k, "plan") && !hasFlag(world.facts.units[world.type[k]], "unselectable");
}
