import type { VisibleEdge, VisibleGraph } from '../layout/visibleGraph';
import { medianScale } from '../state/heat';
import { inputKey, type Subject } from '../state/subject';
import type { Picture } from './picture';

/** The gradient that flows back over a line: the mean over the inputs it carries. */
function gradientOf({ inputGradients }: Subject, { inputs }: VisibleEdge): number | undefined {
  let [sum, count] = [0, 0];
  for (const { layer, slot } of inputs) {
    const value = inputGradients.get(inputKey(layer, slot));
    if (value === undefined) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}

/** Equal widths are drawn together: four steps to the pixel. */
const STEPS = 4;

function measureWidths({ subject, graph }: Picture): Float32Array {
  const gradients = graph.edges.map((edge) => gradientOf(subject, edge));
  const centre = medianScale(gradients.filter((value) => value !== undefined));
  return Float32Array.from(gradients, (value) => {
    if (value === undefined || centre === undefined) return 1.5;
    const width = value <= 0 ? 0 : 2 + Math.log10(value / centre) / 2;
    return Math.round(Math.min(4.5, Math.max(0.75, width)) * STEPS) / STEPS;
  });
}

/** By the graph, which stays the same while its pictures move from one layout to the next. */
const known = new WeakMap<VisibleGraph, Float32Array>();

/** Line widths by edge: 2 at the median gradient, one pixel more or less per two decades. */
export function lineWidths(picture: Picture): Float32Array {
  const widths = known.get(picture.graph) ?? measureWidths(picture);
  known.set(picture.graph, widths);
  return widths;
}
