import type { Box, Frame } from './frames';
import { spacing } from './spacing';

/** The heights at which a bracket leaves its box and comes back, as shares of the box's height in the direction of flow. */
const ends = [0.2, 0.8] as const;

/** Draws the shortcuts of closed blocks at the right of their boxes, one bracket outside the other. */
export function routeBrackets({ brackets, routes }: Frame): void {
  const counts = new Map<Box, number>();
  for (const { index, box } of brackets) {
    const before = counts.get(box) ?? 0;
    counts.set(box, before + 1);
    const reach = spacing.bracket + before * spacing.bracketStep;
    const border = box.x + box.width;
    const outside = border + Math.min(reach, spacing.widestBracket);
    const [leave, arrive] = ends.map((end) => box.y + box.height * (box.up ? 1 - end : end));
    if (leave === undefined || arrive === undefined) continue;
    routes.set(index, [border, leave, outside, leave, outside, arrive, border, arrive]);
  }
}
