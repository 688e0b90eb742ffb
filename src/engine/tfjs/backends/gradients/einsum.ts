import { einsum, Einsum, reshape, tile, type Tensor } from '@tensorflow/tfjs-core';
import { type InputGradients, register } from './gradient';

/**
 * ∂L/∂a of out = einsum('A,B->O', a, b) is einsum('O,B->A', dy, b), repeated along the labels that
 * only A has. Shipped: none.
 */
export function putEinsumGradient(): void {
  register<{ equation: string }>(
    { kernelName: Einsum, saveAllInputs: true },
    (dy, saved, { equation }) => einsumGradients(dy, saved, equation.replaceAll(' ', '')),
  );
}

function einsumGradients(
  dy: Tensor,
  operands: readonly Tensor[],
  equation: string,
): InputGradients {
  const [inputs = '', output = ''] = equation.split('->');
  const labels = inputs.split(',');
  return Object.fromEntries(
    operands.map((operand, index) => {
      const others = operands.filter((_, other) => other !== index);
      const otherLabels = labels.filter((_, other) => other !== index);
      const own = labels[index] as string;
      const sources = [output, ...otherLabels];
      return [index, () => transposed(sources, [dy, ...others], own, operand.shape)];
    }),
  );
}

function transposed(
  sources: readonly string[],
  operands: readonly Tensor[],
  target: string,
  shape: number[],
): Tensor {
  const present = Array.from(target).map((label) =>
    sources.some((source) => source.includes(label)),
  );
  const kept = Array.from(target)
    .filter((_, axis) => present[axis])
    .join('');
  const result = einsum(`${sources.join(',')}->${kept}`, ...operands);
  if (kept === target) return result;
  const unrepeated = shape.map((size, axis) => (present[axis] ? size : 1));
  const repeats = shape.map((size, axis) => (present[axis] ? 1 : size));
  return tile(reshape(result, unrepeated), repeats);
}
