import * as l10n from '@vscode/l10n';
import type { LayerId } from '../../../src/shared/network/network';
import type { Phase, TrainingMemory } from '../../../src/shared/report/profile';
import { shortName } from '../../../src/shared/words/format';
import { phaseText } from '../../../src/shared/words/profileWords';
import type { Subject } from '../state/subject';

/** A stretch of the curve. */
export interface PhaseSpan {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
}

/** Bytes alive over a step, in the order of its layers. */
export interface MemoryCurve {
  readonly x: readonly number[];
  readonly bytes: readonly number[];
  /** The layers after which they are alive; `undefined` for the update. */
  readonly layers: readonly (LayerId | undefined)[];
  readonly spans: readonly PhaseSpan[];
  readonly peakAt: number;
}

/** The columns of the curve, and where its phases begin and end. */
export function memoryCurve({
  curve,
  peakAt,
}: Pick<TrainingMemory, 'curve' | 'peakAt'>): MemoryCurve {
  const spans: PhaseSpan[] = [];
  curve.forEach(({ phase }, at) => {
    const last = spans.at(-1);
    if (last?.phase === phase) spans[spans.length - 1] = { ...last, to: at };
    else spans.push({ phase, from: at, to: at });
  });
  return {
    x: curve.map((_, at) => at),
    bytes: curve.map(({ bytes }) => bytes),
    layers: curve.map(({ layer }) => layer),
    spans,
    peakAt,
  };
}

/** A place of the curve in words: `backward of conv_2`. */
export function placeText(
  { layers, spans }: MemoryCurve,
  at: number,
  { tree }: Pick<Subject, 'tree'>,
): string {
  const span = spans.find(({ from, to }) => from <= at && at <= to);
  const id = layers[at];
  const layer = id === undefined ? undefined : tree.layers.get(id);
  const phase = span ? phaseText(span.phase) : '';
  return layer ? l10n.t('{0} of {1}', phase, shortName(layer)) : phase;
}
