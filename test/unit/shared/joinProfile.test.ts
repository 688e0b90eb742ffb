import { describe, expect, it } from 'vitest';
import { isSameNetwork, joinProfile } from '../../../src/shared/report/joinProfile';
import { writtenFinding } from '../../support/findings';
import { profiledReport } from '../../support/profiledReport';
import { plainChain } from '../../support/sampleReports';
import { without } from '../../support/without';

const inspected = plainChain(4);
const layer = inspected.network.layers[1]!.id;
const slow = writtenFinding('slow-layer', layer);
const plain = without(profiledReport(inspected, { untimed: true }), 'probe');
const profiled = { ...plain, findings: [slow] };

describe('two reports about one network', () => {
  it('become one with the gradients of the one, and time and memory of the other', () => {
    const joined = joinProfile(inspected, profiled);
    expect(joined.probe).toBe(inspected.probe);
    expect(joined.profile).toBe(profiled.profile);
    expect(joined.findings).toEqual([...inspected.findings, slow]);
    expect(joined.notMeasured.map(({ quantity }) => quantity)).toEqual(['as-written', 'layerTime']);
  });

  it('replace what an older profile said', () => {
    const twice = joinProfile(joinProfile(inspected, profiled), { ...profiled, findings: [] });
    expect(twice.findings).toEqual(inspected.findings);
    expect(twice.notMeasured.filter(({ quantity }) => quantity === 'layerTime')).toHaveLength(1);
  });

  it('are not joined by name alone: another line, shape or device is another network', () => {
    expect(isSameNetwork(inspected, profiled)).toBe(true);
    expect(isSameNetwork(inspected, plainChain(5))).toBe(false);
    const { runtime } = inspected;
    const elsewhere = { ...inspected, runtime: { ...runtime, backend: 'cpu' as const } };
    expect(isSameNetwork(elsewhere, inspected)).toBe(false);
    const [first, ...others] = inspected.network.layers;
    const moved = { ...first!, source: [{ file: 'models/sample.ts', line: 99, column: 1 }] };
    const network = { ...inspected.network, layers: [moved, ...others] };
    expect(isSameNetwork({ ...inspected, network }, inspected)).toBe(false);
  });
});
