import { describe, expect, it } from 'vitest';
import type { NetworkGraph } from '../../../../src/shared/network/network';
import { NetworkBuilder } from '../../../support/networkBuilder';
import { fakeProbe } from './probing';

/** Two dense layers. */
function mlp(): NetworkGraph {
  const n = new NetworkBuilder();
  return n.graph(n.dense(n.relu(n.dense(n.input(5), 8)), 3));
}

describe('what is measured behind the steps', () => {
  const dropping = (): NetworkGraph => {
    const n = new NetworkBuilder();
    return n.graph(n.dense(n.batchNorm(n.dropout(n.dense(n.input(5), 8))), 3));
  };
  const narrower = (mode: string) => (mode === 'inference' ? { variance: 0.25 } : {});

  it('compares evaluation with training at a normalisation behind a dropout, in the first seed', async () => {
    const { probe, model } = await fakeProbe(dropping(), {
      ...{ options: { seeds: 2 }, inMode: narrower },
    });
    expect(model.calls.filter((call) => call.startsWith('passes'))).toEqual([
      'passes settling inference',
    ]);
    expect(probe.evaluation).toEqual([
      {
        layer: 'batchnorm1',
        training: { mean: 0, std: 1 },
        settled: { mean: 0, std: 0.5 },
      },
    ]);
  });

  it('costs no pass elsewhere', async () => {
    const { probe, model } = await fakeProbe(mlp());
    expect(model.calls.some((call) => call.startsWith('passes'))).toBe(false);
    expect(probe).not.toHaveProperty('evaluation');
  });

  it('trains on one batch where that is asked for', async () => {
    const asked = { seeds: 2, oneBatchSeconds: 1 };
    let step = 0;
    const train = (): number => 0.5 ** step++;
    const { probe, model } = await fakeProbe(mlp(), { options: asked, train });
    expect(model.calls.filter((call) => call === 'train 1').length).toBe(probe.oneBatch?.steps);
    expect(model.calls).not.toContain('train 2');
    expect(probe.oneBatch).toMatchObject({ start: 0.75, hasSettled: false });
    expect((await fakeProbe(mlp())).probe).not.toHaveProperty('oneBatch');
  });
});
