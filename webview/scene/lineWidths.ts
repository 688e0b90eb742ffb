import type { VisibleEdge } from '../layout/visibleGraph';
import { medianOf } from '../state/heat';
import { inputKey } from '../state/subject';
import type { Picture } from './picture';

/** The gradient that flows back over a line: the mean over the inputs it carries. */
function gradientOf({ subject }: Picture, { inputs }: VisibleEdge): number | undefined {
  let [sum, count] = [0, 0];
  for (const { layer, slot } of inputs) {
    const value = subject.inputGradients.get(inputKey(layer, slot));
    if (value === undefined) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}

/** Equal widths are drawn together: four steps to the pixel. */
const STEPS = 4;

function measureWidths(picture: Picture): Float32Array {
  const gradients = picture.graph.edges.map((edge) => gradientOf(picture, edge));
  const centre = medianOf(gradients.filter((value) => value !== undefined));
  return Float32Array.from(gradients, (value) => {
    if (value === undefined || centre === undefined) return 1.5;
    const width = value <= 0 ? 0 : 2 + Math.log10(value / centre) / 2;
    return Math.round(Math.min(4.5, Math.max(0.75, width)) * STEPS) / STEPS;
  });
}

const known = new WeakMap<Picture, Float32Array>();

/** Line widths by edge: 2 at the median gradient, one pixel more or less per two decades. */
export function lineWidths(picture: Picture): Float32Array {
  const widths = known.get(picture) ?? measureWidths(picture);
  known.set(picture, widths);
  return widths;
}
