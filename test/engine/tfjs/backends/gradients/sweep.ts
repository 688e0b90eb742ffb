import { expect, it } from 'vitest';
import type { BackendName } from '../../../../../src/shared/report/report';
import { disagreements } from './finiteDifferences';
import type { Case } from './operations/case';
import { convolutions } from './operations/convolutions';
import { elementwise } from './operations/elementwise';
import { wholeLayers } from './operations/layers';
import { pooling } from './operations/pooling';
import { reductions } from './operations/reductions';
import { shapes } from './operations/shapes';

const operations: readonly Case[] = [
  ...convolutions,
  ...pooling,
  ...shapes,
  ...reductions,
  ...elementwise,
  ...wholeLayers,
];

/** Operations that end in an error that names the kernel. */
const refused: Readonly<Record<string, string>> = {
  'maxPoolWithArgmax 2': 'MaxPoolWithArgmax',
  'maxPoolWithArgmax 2, all negative': 'MaxPoolWithArgmax',
  'dilation2d, first operand': 'Dilation2D',
  'dilation2d, second operand': 'Dilation2D',
  cropAndResize: 'CropAndResize',
  topk: 'TopK',
  cumprod: 'Cumprod',
};

const fixedPadding = "TF Backend supports only 'valid' and 'same' padding";

/** Operations that only TensorFlow's own library refuses. */
const refusedNatively: Readonly<Record<string, string>> = {
  'conv2d, padding by numbers, first operand': fixedPadding,
  'conv2d, padding by numbers, second operand': fixedPadding,
  'conv2d, pointwise with more padding than filter, first operand': fixedPadding,
  'conv2d, pointwise with more padding than filter, second operand': fixedPadding,
  'maxPool, padding by a number': fixedPadding,
  'avgPool, padding by a number': fixedPadding,
};

/** Claims that each operation's gradient is right on the current backend, or refused by its kernel's name. */
export function claimRightGradients(backend: BackendName): void {
  const native = backend.startsWith('tensorflow');
  for (const { name, x, operation } of operations) {
    const kernel = refused[name] ?? (native ? refusedNatively[name] : undefined);
    if (kernel) {
      it(`${name}: refused with a word on ${kernel}`, async () => {
        const refusal = (async () => disagreements(operation(), x))();
        await expect(refusal).rejects.toThrow(kernel);
      });
    } else {
      it(name, async () => expect(await disagreements(operation(), x)).toEqual([]));
    }
  }
}
