import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { proposeEdits } from '../../../src/detection/languages/languages';
import { toFailureInfo } from '../../../src/shared/base/failures';
import { withEdit } from '../../../src/shared/model/applyEdit';
import type { Fix, TextEdit } from '../../../src/shared/model/fix';
import type { SourcePosition } from '../../../src/shared/base/source';
import { fixForFailure, fixForFinding } from '../../../src/shared/report/fixes';
import type { Report } from '../../../src/shared/report/report';
import { endOfNetwork } from '../../../src/shared/report/selectors';
import { inspectFile, problems, root } from './inspectExample';

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
  expect(edit?.replacements[0]?.text).toContain(variant.fixed);
});

/** Examples in Python whose shortcuts are left as they are, and the layer that each gets, in its own words. */
const inPython: readonly (Variant & { readonly site: string; readonly with: string })[] = [
  {
    example: 'resnet18.py',
    site: 'resnet18',
    without: 'if stride != 1 or in_channels != channels:\n            self.shortcut',
    with: 'if False:\n            self.shortcut',
    fixed: 'self.projection = nn.Conv2d(in_channels, channels, 1, stride=stride, bias=False)',
  },
  {
    example: 'mobilenetv2.py',
    site: 'MobileNetV2',
    without: 'x + self.body(x) if self.has_shortcut else self.body(x)',
    with: 'x + self.body(x)',
    fixed: 'self.projection(x) + self.body(x)',
  },
  {
    example: 'keras_resnet.py',
    site: 'resnet20',
    without: 'if stride != 1 or x.shape[-1] != filters:',
    with: 'if False:',
    fixed: 'layers.Conv2D(filters, 1, strides=stride, use_bias=False)(shortcut)',
  },
];

it.each(inPython)('$example builds again once its shortcut is projected', async (variant) => {
  const { example, site, without, with: left, fixed } = variant;
  const file = join(root, 'examples', example);
  const text = readFileSync(file, 'utf8').replace(without, left);
  const inspected = (changed: string) => inspectFile({ file, site, text: changed }, null);
  const broken = await inspected(text);
  const { layer } = broken.refused!;
  expect(broken.refused).toMatchObject({ fit: { axes: 2 } });
  const finding = broken.findings.find((one) => one.layer === layer)!;
  const [at] = broken.network.layers.find(({ id }) => id === layer)!.source;
  const [edit] = proposeEdits({ file, text, at: at!, fix: fixForFinding(finding)! });
  const after = withEdit(text, edit!);
  expect(after).toContain(fixed);
  const built = await inspected(after);
  expect(endOfNetwork(built)).toBeUndefined();
  expect(built.refused).toBeUndefined();
  expect(problems(built.findings)).toEqual([]);
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
