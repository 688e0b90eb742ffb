import {
  Einsum,
  matMul,
  reshape,
  sum,
  tidy,
  transpose,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { putKernel, type JsBackend } from './kernel';

/** Shipped: wasm lacks it; cpu multiplies everything by everything before it sums. */
export function putEinsum(backend: JsBackend): void {
  putKernel<NamedTensorMap, { equation: string }>(backend, Einsum, ({ inputs, attrs }) =>
    tidy(() => contract(attrs.equation.replaceAll(' ', ''), Object.values(inputs))),
  );
}

/** A tensor whose axes have letters. */
interface Labelled {
  readonly labels: string;
  readonly tensor: Tensor;
}

function contract(equation: string, operands: readonly Tensor[]): Tensor {
  const [inputs = '', output = ''] = equation.split('->');
  const labelled = inputs.split(',').map((labels, index) => {
    const tensor = operands[index] as Tensor;
    refuseUnsupported(labels, tensor);
    return { labels, tensor };
  });
  const [a, b, ...more] = labelled as [Labelled, ...Labelled[]];
  if (more.length > 0) throw new Error('Einsum of more than two tensors is not supported.');
  if (!b) return arrange(sumAway(a, output), output);
  return arrange(
    multiply(sumAway(a, b.labels + output), sumAway(b, a.labels + output), output),
    output,
  );
}

function refuseUnsupported(labels: string, { rank }: Tensor): void {
  const known = /^[a-zA-Z]*$/.test(labels) && new Set(labels).size === labels.length;
  if (!known || labels.length !== rank) throw new Error(`Einsum of "${labels}" is not supported.`);
}

/** Sums over the axes whose letters appear in no other operand or output. */
function sumAway({ labels, tensor }: Labelled, wanted: string): Labelled {
  const axes = Array.from(labels).flatMap((label, axis) => (wanted.includes(label) ? [] : [axis]));
  if (axes.length === 0) return { labels, tensor };
  const kept = Array.from(labels)
    .filter((label) => wanted.includes(label))
    .join('');
  return { labels: kept, tensor: sum(tensor, axes) };
}

function arrange({ labels, tensor }: Labelled, wanted: string): Tensor {
  return labels === wanted
    ? tensor
    : transpose(
        tensor,
        Array.from(wanted).map((label) => labels.indexOf(label)),
      );
}

/** One product of batches of matrices: shared letters that stay are the batch, those that go are summed. */
function multiply(a: Labelled, b: Labelled, output: string): Labelled {
  const shared = Array.from(a.labels).filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => output.includes(label)).join('');
  const inner = shared.filter((label) => !output.includes(label)).join('');
  const rows = Array.from(a.labels)
    .filter((label) => !shared.includes(label))
    .join('');
  const columns = Array.from(b.labels)
    .filter((label) => !shared.includes(label))
    .join('');
  const size = (labels: string) =>
    Array.from(labels).reduce((all, label) => all * sizeOf(label, a, b), 1);
  const left = reshape(arrange(a, batch + rows + inner), [size(batch), size(rows), size(inner)]);
  const right = reshape(arrange(b, batch + inner + columns), [
    size(batch),
    size(inner),
    size(columns),
  ]);
  const labels = batch + rows + columns;
  const shape = Array.from(labels).map((label) => sizeOf(label, a, b));
  return { labels, tensor: reshape(matMul(left, right), shape) };
}

const sizeOf = (label: string, ...operands: Labelled[]): number => {
  const owner = operands.find(({ labels }) => labels.includes(label));
  return owner?.tensor.shape[owner.labels.indexOf(label)] ?? 1;
};
