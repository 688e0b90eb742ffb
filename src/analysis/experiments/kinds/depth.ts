import type { Arm } from '../../../shared/experiment/experiment';
import type { DepthVariant, ExperimentKind, ExperimentSubject, Findings } from './kind';
import { cuttableSkips, residualBlocks, shortcutOf, type ResidualBlock } from './residuals';
import { concludeTraining, trainingRules } from './comparing';

/** Fewer blocks make no depth to compare. */
const LEAST_BLOCKS = 4;

/** Numbers of blocks to keep: a quarter, half and all of them. */
const depthsOf = (blocks: number): number[] => [
  ...new Set([Math.max(1, Math.round(blocks / 4)), Math.round(blocks / 2), blocks]),
];

/** The blocks that stay, evenly spread, the last one among them. */
export function spread(blocks: number, kept: number): boolean[] {
  return Array.from(
    { length: blocks },
    (_, i) => Math.floor(((i + 1) * kept) / blocks) > Math.floor((i * kept) / blocks),
  );
}

/** The sums of a network that can be dropped. */
export const sumsOf = ({ graph, skips }: ExperimentSubject): ResidualBlock[] =>
  residualBlocks(graph, skips).filter(({ isSum, reach }) => isSum && reach === 'short');

/**
 * A network with so many of its blocks. A dropped one carries zeros over its body and hands its input on;
 * a plain one carries zeros over its shortcuts if it is kept.
 */
export function withBlocks(blocks: readonly ResidualBlock[], kept: number, isPlain: boolean): Arm {
  const stays = spread(blocks.length, kept);
  const title = `experiments.arm-${isPlain ? 'plain' : 'residual'}-blocks`;
  return {
    id: `${isPlain ? 'plain' : 'residual'}-${kept}`,
    title: { code: title, values: { kept, blocks: blocks.length } },
    cut: blocks.flatMap(({ bodies, shortcuts }, i) =>
      stays[i] ? (isPlain ? shortcuts : []) : bodies,
    ),
    blocks: kept,
  };
}

export const tooShallow = (subject: ExperimentSubject) => {
  const { length: blocks } = sumsOf(subject);
  return blocks < LEAST_BLOCKS
    ? { code: 'experiments.too-few-blocks', values: { blocks, least: LEAST_BLOCKS } }
    : undefined;
};

/** A network as an argument makes it, whole or without its shortcuts. */
function atDepth({ argument, value, graph, skips }: DepthVariant, isPlain: boolean): Arm {
  const id = `${isPlain ? 'plain' : 'residual'}-${value}`;
  return {
    id,
    depth: value,
    arguments: { [argument]: value },
    title: {
      code: isPlain ? 'experiments.arm-plain-depth' : 'experiments.arm-depth',
      values: { argument, value },
    },
    cut: isPlain ? cuttableSkips(graph, skips).map(shortcutOf) : [],
  };
}

/** Every depth, plain and with skips; a network without skips has one arm for each. */
const byArgument = (depths: readonly DepthVariant[]): Arm[] =>
  depths.flatMap((each) =>
    cuttableSkips(each.graph, each.skips).length > 0
      ? [atDepth(each, true), atDepth(each, false)]
      : [{ ...atDepth(each, false), id: `plain-${each.value}` }],
  );

function arms(subject: ExperimentSubject) {
  if (subject.depths) return byArgument(subject.depths);
  const blocks = sumsOf(subject);
  return (
    tooShallow(subject) ??
    depthsOf(blocks.length).flatMap((kept) => [
      withBlocks(blocks, kept, true),
      withBlocks(blocks, kept, false),
    ])
  );
}

const depthOf = ({ depth, blocks }: Arm): number[] => {
  const own = depth ?? blocks;
  return own === undefined ? [] : [own];
};
const keptIn = (all: readonly Arm[]): number[] => [...new Set(all.flatMap(depthOf))];

function pairs(all: readonly Arm[]) {
  const depths = keptIn(all);
  const [least] = depths;
  const most = depths.at(-1);
  return [
    ...depths.map((kept) => ({ arm: `plain-${kept}`, against: `residual-${kept}` })),
    { arm: `plain-${most}`, against: `plain-${least}` },
    { arm: `residual-${most}`, against: `residual-${least}` },
  ].filter(({ arm, against }) => [arm, against].every((id) => all.some((each) => each.id === id)));
}

/** Degradation (He et al. 2015, figures 1 and 6) by dropping blocks, with and without the shortcuts. */
export const depth: ExperimentKind = {
  work: 'training',
  trains: true,
  standard: { steps: 100, seeds: 5, samples: 256, batchSize: 64 },
  searchesRate: true,
  arms,
  rules: trainingRules.slice(0, 1),
  pairs,
  conclude: (findings: Findings) => {
    const most = keptIn(findings.draft.arms).at(-1) ?? 0;
    return concludeTraining(findings, [`plain-${most}`, `residual-${most}`]);
  },
  method: [
    { code: 'experiments.method-drop' },
    { code: 'experiments.method-training' },
    { code: 'experiments.method-welch' },
    { code: 'experiments.method-not-said' },
  ],
};
