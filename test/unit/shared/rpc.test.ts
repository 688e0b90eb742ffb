import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/shared/base/failures';
import { announce, isFrame, RpcClient, serve } from '../../../src/shared/protocol/rpc';
import { portPair } from '../../support/portPair';

interface Demo {
  requests: {
    double: { takes: number; gives: number };
    stall: { takes: null; gives: null };
  };
  events: { tick: number };
}

function connected() {
  const { near, far, cut } = portPair();
  const cancelled: string[] = [];
  const serving = serve<Demo>(far, {
    double: {
      accepts: (payload): payload is number => typeof payload === 'number',
      handle: (n) => {
        if (n < 0) throw new Failure('invalid-argument', 'negative');
        return n * 2;
      },
    },
    stall: {
      accepts: (payload): payload is null => payload === null,
      handle: (_, signal) =>
        new Promise<null>(() => {
          signal.addEventListener('abort', () => cancelled.push('stall'));
        }),
    },
  });
  return { client: new RpcClient<Demo>(near), near, far, cut, cancelled, serving };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('RpcClient', () => {
  it('gets an answer', async () => {
    await expect(connected().client.request('double', 21)).resolves.toBe(42);
  });

  it('rejects with the failure that the far side threw', async () => {
    const reply = connected().client.request('double', -1);
    await expect(reply).rejects.toMatchObject({ code: 'invalid-argument', detail: 'negative' });
  });

  it('refuses a payload that the far side does not recognise', async () => {
    const reply = connected().client.request('double', 'two' as never);
    await expect(reply).rejects.toMatchObject({ code: 'protocol-mismatch', detail: 'double' });
  });

  it('refuses a method that only exists on the prototype', async () => {
    const reply = connected().client.request('toString' as never, null as never);
    await expect(reply).rejects.toMatchObject({ code: 'protocol-mismatch' });
  });

  it('rejects every waiting and every later request when the far side dies', async () => {
    const { client, cut } = connected();
    const hung = client.request('stall', null);
    cut(new Failure('engine-crashed', 'SIGSEGV'));
    await expect(hung).rejects.toMatchObject({ code: 'engine-crashed' });
    await expect(client.request('double', 1)).rejects.toMatchObject({ code: 'engine-crashed' });
  });

  it('cancels at once and tells the far side', async () => {
    const { client, cancelled } = connected();
    const stop = new AbortController();
    const hung = client.request('stall', null, stop.signal);
    await turn();
    stop.abort();
    await expect(hung).rejects.toMatchObject({ code: 'cancelled' });
    await turn();
    expect(cancelled).toEqual(['stall']);
  });

  it('does not send a request that was cancelled before', async () => {
    const { client, far } = connected();
    const seen: unknown[] = [];
    far.onFrame((frame) => seen.push(frame));
    const stop = new AbortController();
    stop.abort();
    await expect(client.request('double', 1, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await turn();
    expect(seen).toEqual([]);
  });

  it('rejects when the payload cannot cross the border', async () => {
    const unclonable = (() => 0) as never;
    await expect(connected().client.request('double', unclonable)).rejects.toMatchObject({
      code: 'unexpected',
    });
  });

  it('delivers events until the listener leaves', async () => {
    const { client, far } = connected();
    const seen: number[] = [];
    const listening = client.on('tick', (n) => seen.push(n));
    announce<Demo, 'tick'>(far, 'tick', 3);
    await turn();
    listening.dispose();
    announce<Demo, 'tick'>(far, 'tick', 4);
    await turn();
    expect(seen).toEqual([3]);
  });

  it('rejects what waits when it is disposed', async () => {
    const { client } = connected();
    const hung = client.request('stall', null);
    client.dispose();
    await expect(hung).rejects.toMatchObject({ code: 'disconnected' });
  });
});

describe('isFrame', () => {
  it.each([
    null,
    'request',
    { kind: 'request', id: '1', method: 'x' },
    { kind: 'answer' },
    { kind: 'event' },
    { kind: 'failure', id: 1, failure: { code: 'no-such-code', detail: '' } },
    { kind: 'failure', id: 1, failure: null },
    { kind: 'other', id: 1 },
  ])('drops %j', (value) => {
    expect(isFrame(value)).toBe(false);
  });
});
