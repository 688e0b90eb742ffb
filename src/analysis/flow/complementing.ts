import type { Operation } from '../../shared/network/operation';

/** Stands for 1 − x, in however many steps it is written. */
export const complementing: Operation = {
  type: 'activation',
  activation: { linear: true, range: 'boundKeeping' },
};
