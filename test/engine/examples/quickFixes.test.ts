import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { proposeEdits } from '../../../src/detection/languages/languages';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { withEdit } from '../../../src/shared/model/applyEdit';
import type { Fix, TextEdit } from '../../../src/shared/model/fix';
import type { SourcePosition } from '../../../src/shared/base/source';
import { fixForFailure } from '../../../src/shared/report/fixes';
import type { Report } from '../../../src/shared/report/report';
import { inspectFile, root } from './inspectExample';

interface Variant {
  readonly example: string;
  readonly without: string;
  /** The options of the projection, in the words of the example. */
  readonly fixed: string;
}

/** The examples without the projections of their shortcuts. */
const variants: readonly Variant[] = [
  {
    example: 'resnet20',
    without: 'strides === 1 ? x : conv(x, filters, 1, strides)',
    fixed: 'filters, kernelSize: 1, strides',
  },
  {
    example: 'resnet56',
    without: 'strides > 1 ? convBn(x, filters, 1, strides) : x',
    fixed: 'filters, kernelSize: 1, strides',
  },
  {
    example: 'resnet50bottleneck',
    without: 'project ? this.conv(x, filters * EXPANSION, 1, strides) : x',
    fixed: 'filters: filters * EXPANSION, kernelSize: 1, strides',
  },
];

const fileOf = (example: string): string => join(root, 'examples', `${example}.ts`);
const build = (file: string, text: string): Promise<Report> =>
  inspectFile({ file, site: '', text }, null);

/** The first edit that builds, as the editor offers it. */
async function firstThatBuilds(
  edits: readonly TextEdit[],
  file: string,
  text: string,
): Promise<TextEdit | undefined> {
  for (const edit of edits) {
    const built = await build(file, withEdit(text, edit)).catch(() => undefined);
    if (built) return edit;
  }
  return undefined;
}

it.each(variants)('$example builds again once its shortcut is projected', async (variant) => {
  const file = fileOf(variant.example);
  const text = readFileSync(file, 'utf8').replace(variant.without, 'x');
  const error: unknown = await build(file, text).catch((thrown: unknown) => thrown);
  const failure = toFailureInfo(error);
  const fix = fixForFailure(failure)!;
  const edits = proposeEdits({ file, text, at: failure.at!, fix });
  const edit = await firstThatBuilds(edits, file, text);
  expect(edit?.text).toContain(variant.fixed);
});

/** Every edit that a finding at one of these lines may offer. */
function editsAt(places: readonly SourcePosition[], file: string, text: string): TextEdit[] {
  const fixes: readonly Fix[] = [
    { kind: 'initializer' },
    { kind: 'withoutBias' },
    { kind: 'activation', activation: 'relu' },
  ];
  return places.flatMap((at) => fixes.flatMap((fix) => proposeEdits({ file, text, at, fix })));
}

it.each(['explodingMlp', 'sigmoidMlp', 'plain20'])(
  '%s builds with each edit that is offered at its lines',
  async (example) => {
    const file = fileOf(example);
    const text = readFileSync(file, 'utf8');
    const { network } = await build(file, text);
    const places = new Map(
      network.layers.flatMap(({ source: [at] }) => (at ? [[`${at.line}:${at.column}`, at]] : [])),
    );
    const edits = editsAt([...places.values()], file, text);
    expect(edits.length).toBeGreaterThan(0);
    for (const edit of edits) {
      const { network: after } = await build(file, withEdit(text, edit));
      expect(after.totals.layers).toBe(network.totals.layers);
    }
  },
);
