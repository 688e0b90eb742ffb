import { boxMarks, boxTexts, type Drawing } from './boxMarks';
import { flowMarks } from './flowMarks';
import { frameMark, frameTitle } from './frameMarks';
import type { Appearance } from './appearance';
import type { Mark, Measure } from './marks';
import type { Picture } from './picture';
import { skipLabels, skipMarks } from './skipMarks';

/** What of a picture is drawn: nodes with frames before what they hold, and edges, by index. */
export interface Shown {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** The marks of some nodes and edges of a picture, from the back to the front. */
export function sceneMarks(picture: Picture, shown: Shown, drawing: Drawing): readonly Mark[] {
  const nodes = shown.nodes.flatMap((index) => picture.graph.nodes[index] ?? []);
  const frames = nodes.filter(({ open }) => open);
  const boxes = nodes.filter(({ open }) => !open);
  return [
    ...frames.map((node) => frameMark(picture, node, drawing)),
    ...flowMarks(picture, shown.edges, drawing),
    ...skipMarks(picture, shown.edges, drawing),
    ...frames.flatMap((node) => frameTitle(picture, node, drawing)),
    ...boxes.flatMap((node) => boxMarks(picture, node, drawing)),
    ...boxes.flatMap((node) => boxTexts(picture, node, drawing)),
    ...skipLabels(picture, shown.edges, drawing),
  ];
}

/** A whole picture at zoom 1, for a file: nothing is left out for being far away. */
export const wholeScene = (
  picture: Picture,
  appearance: Appearance,
  measure: Measure,
): readonly Mark[] =>
  sceneMarks(
    picture,
    { nodes: [...picture.graph.nodes.keys()], edges: [...picture.graph.edges.keys()] },
    { appearance, zoom: 1, measure },
  );
