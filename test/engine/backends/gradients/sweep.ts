import { expect, it } from 'vitest';
import { disagreements } from './finiteDifferences';
import type { Case } from './operations/case';
import { convolutions } from './operations/convolutions';
import { elementwise } from './operations/elementwise';
import { wholeLayers } from './operations/layers';
import { pooling } from './operations/pooling';
import { reductions } from './operations/reductions';
import { shapes } from './operations/shapes';

export const operations: readonly Case[] = [
  ...convolutions,
  ...pooling,
  ...shapes,
  ...reductions,
  ...elementwise,
  ...wholeLayers,
];

/** Claims that each operation's gradient is right on the current backend, or refused by its kernel's name. */
export function claimRightGradients(refused: Readonly<Record<string, string>>): void {
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
