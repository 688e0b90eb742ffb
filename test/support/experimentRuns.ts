import { summarise, type FinishedCell } from '../../src/analysis/experiments/summarise';
import type { Arm, ExperimentDraft, LossPlane } from '../../src/shared/experiment/experiment';
import { layerId } from '../../src/shared/network/network';
import type { ShownExperiment } from '../../src/shared/protocol/experimentPanelContract';
import { cellOf, draftOf } from './experimentCells';

const single = (to: string): Arm => ({
  id: `without ${to}`,
  title: { code: 'experiments.arm-without', values: { from: 'x', to } },
  cut: [{ to: layerId(to), slot: 1, as: 'shortcut' }],
  skip: to,
});
const arms: readonly Arm[] = [
  { id: 'whole', title: { code: 'experiments.arm-whole' }, cut: [] },
  {
    ...{ id: 'without-all', cut: [] },
    title: { code: 'experiments.arm-without-all', values: { count: 2 } },
  },
  single('a'),
  single('b'),
];
const ends: Readonly<Record<string, number>> = { whole: 0.2, 'without-all': 1.2, 'without a': 0.3 };

const plane: LossPlane = {
  ...{ points: 17, reach: 1 },
  loss: Array.from({ length: 289 }, (_, i) => {
    const [x, y] = [(i % 17) / 8 - 1, Math.floor(i / 17) / 8 - 1];
    return 0.05 + x * x + 2 * y * y + 0.3 * Math.sin(5 * x) ** 2;
  }),
};

interface Run {
  readonly draft: ExperimentDraft;
  readonly cells: readonly FinishedCell[];
}

/** A run on skips of 100 cells, each with a curve as long as curves get. */
export function largeRun(): Run {
  const singles = Array.from({ length: 18 }, (_, i) => single(`block ${i}`));
  return runOf([...arms.slice(0, 2), ...singles], 201);
}

/** A run on skips with curves, and with a plane, so that every picture is there. */
export const experimentRun = (): Run => runOf(arms, 100);

function runOf(own: readonly Arm[], points: number): Run {
  const draft = draftOf('skips', own, { seeds: 5 });
  const cells = draft.plan.map(({ arm, seed }): FinishedCell => {
    const end = (ends[arm] ?? 0.22) * (1 + 0.05 * Math.sin(9 * seed));
    const made = cellOf(arm, seed, { loss: end, firstGradient: end * (1 + seed / 50) });
    const curve = Array.from({ length: points }, (_, step): [number, number] => [
      step,
      end + (2.3 - end) * Math.exp(-step / (8 + seed)),
    ]);
    const isPictured = arm === 'whole' && seed === 1;
    return { ...made, value: { ...made.value, curve, ...(isPictured && { plane }) } };
  });
  return { draft, cells };
}

export function shownExperiment(): ShownExperiment {
  const { draft, cells } = experimentRun();
  return {
    result: summarise(draft, cells),
    command: 'skipscope experiment skips models/net.ts#net --steps 100 --seeds 5 --processes 1',
  };
}
