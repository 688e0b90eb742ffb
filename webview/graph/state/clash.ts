import * as l10n from '@vscode/l10n';
import { layerId, type Layer, type LayerId } from '../../../src/shared/network/network';
import type { RefusedLayer } from '../../../src/shared/report/refused';
import type { Report } from '../../../src/shared/report/report';
import { formatShape } from '../../../src/shared/words/format';

/** An input that does not fit. */
interface ClashingInput {
  readonly layer: LayerId;
  readonly slot: number;
  /** The shape that comes in, and the line that makes it: `8×8×4 · line 3`. */
  readonly text: string;
}

/** Branches whose shapes do not fit the layer where they meet. */
export interface Clash {
  /** The layer where they meet. */
  readonly at: LayerId;
  /** The layers that give what does not fit. */
  readonly branches: readonly LayerId[];
  readonly inputs: readonly ClashingInput[];
  /** The layer that would make them fit, drawn though it is not there. */
  readonly ghost?: LayerId;
}

/** The layer that refused its inputs, or a merge that was read and cannot be run. */
function meetingOf({ network, findings, refused }: Report): RefusedLayer | undefined {
  if (refused) return refused;
  const found = findings.find(({ code }) => code === 'merge-shape-mismatch');
  if (found?.code !== 'merge-shape-mismatch' || 'written' in found || found.variant)
    return undefined;
  const inputs = network.layers.find(({ id }) => id === found.layer)?.inputs ?? [];
  const slots = found.evidence.branches.map((branch) =>
    inputs.findIndex(({ layer }) => layer === branch),
  );
  return { layer: found.layer, slots };
}

function nameOf({ axes, channels, strides }: NonNullable<RefusedLayer['fit']>): string {
  if (axes === 0) return l10n.t('+ dense {0}', channels);
  return strides > 1
    ? l10n.t('+ 1×1 conv {0}, stride {1}', channels, strides)
    : l10n.t('+ 1×1 conv {0}', channels);
}

/** The line that makes a layer, with its file where that is not the model's. */
function lineOf({ source: [at] }: Layer, { model }: Report): string {
  if (!at) return '';
  const isHere = at.file === model.source.file;
  const line = isHere ? l10n.t('line {0}', at.line) : `${at.file.split('/').at(-1)}:${at.line}`;
  return ` · ${line}`;
}

/** The report with the layer that would make its branches fit, and where they clash; as it is where nothing clashes. */
export function readClash(report: Report): { readonly report: Report; readonly clash?: Clash } {
  const meeting = meetingOf(report);
  const byId = new Map(report.network.layers.map((layer) => [layer.id, layer]));
  const at = meeting && byId.get(meeting.layer);
  if (!at) return { report };
  const { slots, fit } = meeting;
  const ghost = fit && layerId(`${at.id}#fits`);
  const inputs = slots.flatMap((slot): ClashingInput[] => {
    const input = at.inputs[slot];
    const from = input && byId.get(input.layer);
    if (!from) return [];
    const text = `${formatShape(from.outputShape[input.output] ?? [])}${lineOf(from, report)}`;
    return ghost && slot === fit.slot
      ? [{ layer: ghost, slot: 0, text }]
      : [{ layer: at.id, slot, text }];
  });
  const branches = slots.flatMap((slot) => at.inputs[slot]?.layer ?? []);
  const clash = { at: at.id, branches, inputs, ...(ghost && { ghost }) };
  return { report: ghost ? withGhost(report, at, { ...fit, ghost }) : report, clash };
}

type Ghost = NonNullable<RefusedLayer['fit']> & { readonly ghost: LayerId };

/** Puts a layer that is not there between a branch and the layer where it clashes. */
function withGhost(report: Report, at: Layer, fit: Ghost): Report {
  const { ghost, slot } = fit;
  const input = at.inputs[slot];
  const made: Layer = {
    id: ghost,
    name: nameOf(fit),
    kind: l10n.t('would make the shapes fit'),
    inputs: input ? [input] : [],
    outputShape: [],
    parameters: { trainable: 0, frozen: 0 },
    group: at.group,
    source: at.source,
  };
  const inputs = at.inputs.map((one, position) =>
    position === slot ? { layer: ghost, output: 0 } : one,
  );
  const layers = report.network.layers.flatMap((layer) =>
    layer.id === at.id ? [made, { ...layer, inputs }] : [layer],
  );
  return { ...report, network: { ...report.network, layers } };
}
