import type { AxisMap, OwnChannels } from './operations/row';

/** One operation, as far as it tells where channels lie. */
export interface ChannelStep {
  /** The operands that carry the signal: the position of the step that computes each, and its axes. */
  readonly operands: readonly { readonly from: number | undefined; readonly axes: AxisMap }[];
  readonly own?: OwnChannels | undefined;
}

/**
 * The axis of the channels in each step's output, counted from 0; `undefined` if nothing tells it. It
 * spreads from the operations that know theirs: forwards, then backwards to what leads to them, then
 * forwards again. `steps` are in topological order.
 */
export function channelAxes(steps: readonly ChannelStep[]): (number | undefined)[] {
  const found: (number | undefined)[] = steps.map(() => undefined);
  spreadForwards(steps, found);
  spreadBackwards(steps, found);
  spreadForwards(steps, found);
  return found;
}

function spreadForwards(steps: readonly ChannelStep[], found: (number | undefined)[]): void {
  steps.forEach((step, position) => {
    found[position] ??= axisAfter(step, (from) => found[from]);
  });
}

/** The axis of a step's output, if its own knowledge or an operand tells it. */
export function axisAfter(
  { own, operands }: ChannelStep,
  axisOf: (step: number) => number | undefined,
): number | undefined {
  if (own) return own.output;
  for (const { from, axes } of operands) {
    const axis = from === undefined ? undefined : axisOf(from);
    const after = axis === undefined ? -1 : axes.indexOf(axis);
    if (after >= 0) return after;
  }
  return undefined;
}

function spreadBackwards(steps: readonly ChannelStep[], found: (number | undefined)[]): void {
  for (let position = steps.length - 1; position >= 0; position--) {
    const { own, operands } = steps[position] as ChannelStep;
    const after = found[position];
    operands.forEach(({ from, axes }, slot) => {
      if (from === undefined) return;
      const wanted = own && slot === 0 ? own.input : undefined;
      found[from] ??= wanted ?? (after === undefined || own ? undefined : axes[after]);
    });
  }
}
