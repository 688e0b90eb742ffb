import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LayoutRequest } from '../../../../../src/shared/protocol/layoutContract';
import { LayoutClient } from '../../../../../webview/graph/layout/layoutClient';

interface Asked {
  readonly kind: string;
  readonly id: number;
  readonly payload?: LayoutRequest;
}

/** A worker that answers when the test says so. */
class FakeWorker extends EventTarget {
  static readonly started: FakeWorker[] = [];
  readonly asked: Asked[] = [];
  ended = false;

  constructor() {
    super();
    FakeWorker.started.push(this);
  }

  postMessage(frame: Asked): void {
    this.asked.push(frame);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(value: unknown): void {
    const { id } = this.asked.filter(({ kind }) => kind === 'request').at(-1)!;
    this.dispatchEvent(new MessageEvent('message', { data: { kind: 'answer', id, value } }));
  }
}

const request: LayoutRequest = {
  parent: Int32Array.of(-1),
  width: Float32Array.of(10),
  height: Float32Array.of(10),
  isOpen: Uint8Array.of(0),
  edgeFrom: new Int32Array(),
  edgeTo: new Int32Array(),
  edgeRole: new Uint8Array(),
  simple: false,
};

describe('asking the worker for layouts', () => {
  beforeEach(() => {
    FakeWorker.started.length = 0;
    vi.stubGlobal('Worker', FakeWorker);
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('cancels the older layout when a newer one is wanted, and answers the newer', async () => {
    const client = new LayoutClient('');
    const older = client.arrange(request);
    const cancelled = expect(older).rejects.toMatchObject({ code: 'cancelled' });
    const newer = client.arrange(request);
    const [worker] = FakeWorker.started;
    worker!.answer('the newer');
    await cancelled;
    expect(await newer).toBe('the newer');
    expect(worker!.asked.map(({ kind }) => kind)).toEqual(['request', 'cancel', 'request']);
    client.dispose();
  });

  it('ends a worker that is late, and asks a fresh one for the simple layering', async () => {
    const client = new LayoutClient('');
    const layout = client.arrange(request);
    await vi.advanceTimersByTimeAsync(4000);
    const [late, fresh] = FakeWorker.started;
    expect(late!.ended).toBe(true);
    expect(fresh!.asked[0]!.payload!.simple).toBe(true);
    fresh!.answer('simple');
    expect(await layout).toBe('simple');
    client.dispose();
  });

  it('leaves nothing running when it is disposed', async () => {
    const client = new LayoutClient('');
    const layout = client.arrange(request);
    const ended = expect(layout).rejects.toMatchObject({ code: 'cancelled' });
    client.dispose();
    await ended;
    expect(FakeWorker.started.every((worker) => worker.ended)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
