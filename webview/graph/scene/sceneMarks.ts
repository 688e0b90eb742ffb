import { boxMarks, boxTexts, type Drawing } from './boxMarks';
import { clashLabels, clashMarks } from './clashMarks';
import { flowMarks } from './flowMarks';
import { frameMark, frameTitle } from './frameMarks';
import type { Appearance } from './appearance';
import type { Mark, Measure } from './marks';
import type { Picture } from './picture';
import { skipLabels, skipMarks } from './skipMarks';

/** The part of a picture to draw: nodes, with frames before their content, and edges, by index. */
export interface PictureParts {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** The marks of some nodes and edges of a picture, from the back to the front. */
export function sceneMarks(
  picture: Picture,
  parts: PictureParts,
  drawing: Drawing,
): readonly Mark[] {
  const nodes = parts.nodes.flatMap((index) => picture.graph.nodes[index] ?? []);
  const frames = nodes.filter(({ open }) => open);
  const boxes = nodes.filter(({ open }) => !open);
  return [
    ...frames.map((node) => frameMark(picture, node, drawing)),
    ...flowMarks(picture, parts.edges, drawing),
    ...skipMarks(picture, parts.edges, drawing),
    ...clashMarks(picture, parts.edges, drawing),
    ...frames.flatMap((node) => frameTitle(picture, node, drawing)),
    ...boxes.flatMap((node) => boxMarks(picture, node, drawing)),
    ...boxes.flatMap((node) => boxTexts(picture, node, drawing)),
    ...skipLabels(picture, parts.edges, drawing),
    ...clashLabels(picture, parts.edges, drawing),
  ];
}

/** The marks of a whole picture at zoom 1, for a file: no detail is left out. */
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
