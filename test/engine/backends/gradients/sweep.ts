import { expect, it } from 'vitest';
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

/** Claims that each operation's gradient is right on the current backend, or refused by its kernel's name. */
export function claimRightGradients(): void {
  for (const { name, x, operation } of operations) {
    const kernel = refused[name];
    if (kernel) {
      it(`${name}: refused, for want of ${kernel}`, () => {
        expect(() => disagreements(operation(), x)).toThrow(kernel);
      });
    } else {
      it(name, () => expect(disagreements(operation(), x)).toEqual([]));
    }
  }
}
