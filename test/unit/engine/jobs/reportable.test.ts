import { describe, expect, it } from 'vitest';
import { refuseUnreportable } from '../../../../src/engine/jobs/inspect/reportable';
import type { ModelDescription } from '../../../../src/engine/model/modelDescription';
import { layerId, type LayerNode } from '../../../../src/shared/network/network';

const source = { file: 'm.json', line: 1, column: 1 };
const networkOf = (layers: number, name: string): ModelDescription =>
  ({
    source,
    graph: {
      layers: Array.from({ length: layers }, (): Partial<LayerNode> => ({
        id: layerId('x'),
        name,
      })),
    },
  }) as unknown as ModelDescription;

describe('a network that no report can hold', () => {
  it.each([
    ['too many layers', networkOf(100_001, 'x'), 'jobs.too-many-layers'],
    ['names without end', networkOf(2, 'x'.repeat(6_000_000)), 'jobs.names-too-long'],
  ])('is refused: %s', (_, network, code) => {
    expect(() => refuseUnreportable(network)).toThrow(
      expect.objectContaining({
        code: 'unbuildable',
        detail: expect.objectContaining({ code }) as object,
        at: source,
      }) as Error,
    );
  });

  it('is none with many layers of usual names', () => {
    expect(() => refuseUnreportable(networkOf(100_000, 'x'.repeat(100)))).not.toThrow();
  });
});
