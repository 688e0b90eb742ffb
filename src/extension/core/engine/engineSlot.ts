import { Failure } from '../../../shared/base/failures';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { BackendStatus } from '../../../shared/protocol/inspectRequest';
import { jobKinds, type JobRunner, type ProductKinds } from '../../../shared/protocol/jobs';
import { EngineClient, type EngineClientOptions } from '../../../engineClient/engineClient';

/** An engine client while it is in use. */
interface Lease {
  readonly client: EngineClient<ProductKinds>;
  runs: number;
  retired: boolean;
}

/** Holds the engine client: made when first needed, replaced when its limits change, at the end of its last run. */
export class EngineSlot implements JobRunner, Disposable {
  private lease: Lease | undefined;

  /** Rejects every job if `mayRun` returns `false`. */
  constructor(
    private readonly options: () => EngineClientOptions,
    private readonly mayRun: () => boolean,
  ) {}

  /** Keeps a process ready from now on, for definitions of these languages: the next run starts at once. */
  warm(languages: readonly string[] = []): void {
    this.take().client.warm(languages);
  }

  readonly run: JobRunner['run'] = (job, listener, signal) =>
    this.mayRun()
      ? this.use((client) => client.run(job, listener, signal))
      : Promise.reject(new Failure('untrusted-workspace', job.kind));

  backends(signal: AbortSignal): Promise<readonly BackendStatus[]> {
    return this.use((client) => client.backends(signal));
  }

  /** From the next run on, the options are read anew. */
  renew(): void {
    const { lease } = this;
    this.lease = undefined;
    if (lease) this.retire(lease);
  }

  dispose(): void {
    this.lease?.client.dispose();
    this.lease = undefined;
  }

  private take(): Lease {
    return (this.lease ??= {
      client: new EngineClient(this.options(), jobKinds),
      runs: 0,
      retired: false,
    });
  }

  private retire(lease: Lease): void {
    lease.retired = true;
    if (lease.runs === 0) lease.client.dispose();
  }

  private async use<T>(ask: (client: EngineClient<ProductKinds>) => Promise<T>): Promise<T> {
    const lease = this.take();
    lease.runs++;
    try {
      return await ask(lease.client);
    } finally {
      lease.runs--;
      if (lease.retired) this.retire(lease);
    }
  }
}
