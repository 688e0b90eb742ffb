import { Failure, isFailureInfo, toFailureInfo, type FailureInfo } from '../base/failures';
import { DisposableStore, type Disposable } from '../base/lifecycle';

/**
 * The contract of one boundary: the requests that the far side answers, and the events that it may announce.
 */
export interface Contract {
  readonly requests: Record<string, { takes: unknown; gives: unknown }>;
  readonly events: Record<string, unknown>;
}
type Takes<C extends Contract, M extends keyof C['requests']> = C['requests'][M]['takes'];
type Gives<C extends Contract, M extends keyof C['requests']> = C['requests'][M]['gives'];
type Names<T> = keyof T & string;

export type Frame =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly method: string;
      readonly payload: unknown;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: FailureInfo }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown };

/** The part in which a child process, a worker and a webview differ. */
export interface Port {
  send(frame: Frame): void;
  onFrame(listen: (frame: unknown) => void): Disposable;
  onClose(listen: (reason: Failure) => void): Disposable;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Recognises a frame among arriving values; any other is dropped. */
export function isFrame(value: unknown): value is Frame {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'request':
      return typeof value['id'] === 'number' && typeof value['method'] === 'string';
    case 'cancel':
    case 'answer':
      return typeof value['id'] === 'number';
    case 'failure':
      return typeof value['id'] === 'number' && isFailureInfo(value['failure']);
    case 'event':
      return typeof value['name'] === 'string';
    default:
      return false;
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Asks questions across a port. Every question ends: answered, failed, cancelled or disconnected. */
export class RpcClient<C extends Contract> implements Disposable {
  private readonly store = new DisposableStore();
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, Set<(payload: never) => void>>();
  private nextId = 1;
  private closedBecause: Failure | undefined;

  constructor(private readonly port: Port) {
    this.store.add(
      port.onFrame((frame) => {
        if (isFrame(frame)) this.receive(frame);
      }),
    );
    this.store.add(port.onClose((reason) => this.close(reason)));
  }

  /** Rejects with a {@link Failure}; a cancelled request rejects at once and tells the far side. */
  request<M extends Names<C['requests']>>(
    method: M,
    payload: Takes<C, M>,
    signal?: AbortSignal,
  ): Promise<Gives<C, M>> {
    if (this.closedBecause) return Promise.reject(this.closedBecause);
    if (signal?.aborted) return Promise.reject(new Failure('cancelled', method));
    const id = this.nextId++;
    const cancel = (): void => {
      this.port.send({ kind: 'cancel', id });
      this.settle(id)?.reject(new Failure('cancelled', method));
    };
    const reply = new Promise<unknown>((resolve, reject) =>
      this.waiting.set(id, { resolve, reject }),
    );
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      this.port.send({ kind: 'request', id, method, payload });
    } catch (error) {
      this.settle(id)?.reject(
        new Failure('unexpected', `${method} was not sent: ${String(error)}`),
      );
    }
    return reply.finally(() => signal?.removeEventListener('abort', cancel));
  }

  on<E extends Names<C['events']>>(name: E, listen: (payload: C['events'][E]) => void): Disposable {
    const group = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, group.add(listen));
    return {
      dispose: () => {
        group.delete(listen);
      },
    };
  }

  dispose(): void {
    this.close(new Failure('disconnected', 'closed by this side'));
  }

  private receive(frame: Frame): void {
    switch (frame.kind) {
      case 'answer':
        this.settle(frame.id)?.resolve(frame.value);
        return;
      case 'failure': {
        const { code, detail, at, branches } = frame.failure;
        this.settle(frame.id)?.reject(new Failure(code, detail, at, { branches }));
        return;
      }
      case 'event':
        this.listeners.get(frame.name)?.forEach((listen) => listen(frame.payload as never));
        return;
      case 'request':
      case 'cancel':
        return; // belongs to the serving side of the same port
    }
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private close(reason: Failure): void {
    if (this.closedBecause) return;
    this.closedBecause = reason;
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(reason);
    this.store.dispose();
  }
}

/** Recognises the payload of a request that takes nothing. */
export const isNull = (payload: unknown): payload is null => payload === null;

/** Recognises the payload of one request when it arrives, and answers it. */
export interface Handler<Takes, Gives> {
  readonly accepts: (payload: unknown) => payload is Takes;
  readonly handle: (payload: Takes, signal: AbortSignal) => Gives | Promise<Gives>;
}
export type Handlers<C extends Contract> = {
  readonly [M in keyof C['requests']]: Handler<Takes<C, M>, Gives<C, M>>;
};

/** Answers questions across a port. A payload that does not fit or a handler that throws gives a `failure` frame. */
export function serve<C extends Contract>(port: Port, handlers: Handlers<C>): Disposable {
  const running = new Map<number, AbortController>();
  const answer = async (id: number, method: string, payload: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (!handler?.accepts(payload)) throw new Failure('protocol-mismatch', method);
      port.send({ kind: 'answer', id, value: await handler.handle(payload, controller.signal) });
    } catch (error) {
      port.send({ kind: 'failure', id, failure: toFailureInfo(error) });
    } finally {
      running.delete(id);
    }
  };
  return port.onFrame((frame) => {
    if (!isFrame(frame)) return;
    if (frame.kind === 'cancel') running.get(frame.id)?.abort();
    if (frame.kind === 'request') void answer(frame.id, frame.method, frame.payload);
  });
}

/** Sends an event across a port, without an answer. */
export function announce<C extends Contract, E extends Names<C['events']>>(
  port: Port,
  name: E,
  payload: C['events'][E],
): void {
  port.send({ kind: 'event', name, payload });
}
