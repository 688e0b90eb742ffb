import { readdirSync } from 'node:fs';
import { it } from 'vitest';
import { describeNetwork } from '../../../../../src/analysis/cost/describeNetwork';
import { findSkips } from '../../../../../src/analysis/skips/findSkips';
import { describedRecording } from '../../../../support/recordings';

it('explores', () => {
  for (const file of readdirSync('test/fixtures/recordings')) {
    const name = file.replace('.json.gz', '');
    const { description } = describedRecording(name);
    const { graph } = description;
    const skips = findSkips(graph);
    const net = describeNetwork(graph, skips);
    const kinds: Record<string, number> = {};
    for (const s of skips.items) kinds[`${s.kind}/${s.reach}`] = (kinds[`${s.kind}/${s.reach}`] ?? 0) + 1;
    console.log(name, net.totals.layers, 'params', net.totals.parameters, 'GMACs', (net.totals.macs ?? NaN) / 1e9, JSON.stringify(kinds), 'merges', skips.merges.total, 'conn', skips.connections, 'amb', skips.ambiguous.length, 'gates', skips.gates.length, description.outputs.map((o) => o.activation).join());
    const unknown = net.layers.filter((l) => l.macs === undefined).map((l) => l.name);
    if (unknown.length) console.log('   unknown macs', unknown.slice(0, 5));
    if (process.env.SHOW === name) for (const l of net.layers) console.log(l.id, l.kind, JSON.stringify(graph.layers.find((x) => x.id === l.id)!.operation).slice(0, 150), l.inputs.map((i) => i.layer + ':' + i.output).join(), JSON.stringify(l.outputShape[0]), l.channelAxis, l.macs, l.group, JSON.stringify(l.receptiveField), l.parameters.trainable, l.sharedWith ?? '', l.source.map((s) => s.line).join());
  }
});
