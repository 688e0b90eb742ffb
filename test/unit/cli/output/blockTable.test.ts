import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../../../src/analysis/cost/describeNetwork';
import { blockTable } from '../../../../src/cli/output/blockTable';
import type { Network, NetworkGraph } from '../../../../src/shared/network/network';
import { groupId } from '../../../../src/shared/network/network';
import { vgg } from '../../../support/architectures/plain';
import { cifarResnet } from '../../../support/architectures/residual';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { ReportBuilder } from '../../../support/reportBuilder';

const show = (network: Network): string[] =>
  blockTable({ ...new ReportBuilder('any').report(), network }, pc.createColors(false))
    .trimEnd()
    .split('\n');
const namesOf = (rows: readonly string[]) => rows.slice(1).map((row) => row.trim().split('  ')[0]);

describe('blockTable', () => {
  it('lists the outermost blocks in order, equal neighbours as one', () => {
    const rows = show(describeNetwork(cifarResnet(20, 'B')));
    expect(namesOf(rows)).toEqual([
      'stem · 3→16',
      'residual block · 16→16 ×3',
      'residual block 4 · 16→32',
      'residual block · 32→32 ×2',
      'residual block 7 · 32→64',
      'residual block · 64→64 ×2',
      'head · 64→10',
    ]);
  });

  it('adds up what the layers of a block cost', () => {
    const { layers, groups, totals } = describeNetwork(vgg());
    const rows = show({ layers, groups, totals });
    const parameters = rows.slice(1).map((row) => row.split(/ {2,}/)[4]!.replaceAll(',', ''));
    expect(parameters.reduce((sum, count) => sum + Number(count), 0)).toBe(totals.parameters);
  });

  it('leaves out a cost that a layer lacks instead of adding up the others', () => {
    const { layers, ...rest } = describeNetwork(cifarResnet(20, 'B'));
    const open = layers.map(({ macs, ...layer }, at) =>
      at > 40 || !macs ? layer : { ...layer, macs },
    );
    const rows = show({ layers: open, ...rest });
    expect(rows[1]).toMatch(/\d [kM]? /);
    expect(rows.at(-1)).not.toMatch(/ [kMG]\b/);
  });

  it('sets the blocks within an iteration of a loop under it', () => {
    const { layers, groups, totals } = describeNetwork(cifarResnet(20, 'B'));
    const [whole, ...others] = groups;
    const stage = { ...others[0]!, id: groupId('stage'), name: 'iteration 1' };
    const outer = others.filter(({ parent }) => parent === whole!.id).slice(1, 3);
    const moved = others.map((one) => (outer.includes(one) ? { ...one, parent: stage.id } : one));
    const inner = [whole!, { ...stage, kind: 'iteration' as const }, ...moved];
    const rows = show({ layers, groups: inner, totals });
    expect(rows.slice(2, 5).map((row) => row.replace(/\b {2}.*/, ''))).toEqual([
      '  iteration 1',
      '    residual block · 16→16 ×3',
      '    residual block 4 · 16→32',
    ]);
  });

  it('looks into a model that holds everything', () => {
    const network = describeNetwork(cifarResnet(20, 'B'));
    const whole = groupId('whole');
    const groups = network.groups.map((group) => ({ ...group, parent: group.parent ?? whole }));
    const nested = { id: whole, name: 'whole', parent: null, kind: 'model' as const, repeat: 1 };
    expect(show({ ...network, groups: [nested, ...groups] })).toEqual(show(network));
  });

  it('says nothing about a network without blocks', () => {
    const net = new NetworkBuilder();
    const graph: NetworkGraph = net.graph(net.dense(net.input(4), 4));
    expect(show(describeNetwork(graph))).toEqual(['']);
  });
});
