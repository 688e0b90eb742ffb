import { Failure } from '../../../shared/base/failures';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { BackendStatus, InspectRequest } from '../../../shared/protocol/engineContract';
import type { Report } from '../../../shared/report/report';
import { EngineClient, type EngineClientOptions } from '../../../engineClient/engineClient';
import type { Inspector } from '../sessions/session';

interface Tenant {
  readonly client: EngineClient;
  runs: number;
  retired: boolean;
}

/** Holds the engine client: made when first needed, replaced when its limits change, at the end of its last run. */
export class EngineSlot implements Inspector, Disposable {
  private tenant: Tenant | undefined;

  /** No model is built where `mayRun` says no. */
  constructor(
    private readonly options: () => EngineClientOptions,
    private readonly mayRun: () => boolean,
  ) {}

  /** Keeps a process ready from now on, so that the next run starts at once. */
  warm(): void {
    this.take().client.warm();
  }

  inspect(
    request: InspectRequest,
    listen: Parameters<Inspector['inspect']>[1],
    signal: AbortSignal,
  ): Promise<Report> {
    if (!this.mayRun()) return Promise.reject(new Failure('untrusted-workspace', request.site));
    return this.use((client) => client.inspect(request, listen, signal));
  }

  backends(signal: AbortSignal): Promise<readonly BackendStatus[]> {
    return this.use((client) => client.backends(signal));
  }

  /** From the next run on, the options are read anew. */
  renew(): void {
    const { tenant } = this;
    this.tenant = undefined;
    if (tenant) this.retire(tenant);
  }

  dispose(): void {
    this.tenant?.client.dispose();
    this.tenant = undefined;
  }

  private take(): Tenant {
    return (this.tenant ??= {
      client: new EngineClient(this.options()),
      runs: 0,
      retired: false,
    });
  }

  private retire(tenant: Tenant): void {
    tenant.retired = true;
    if (tenant.runs === 0) tenant.client.dispose();
  }

  private async use<T>(ask: (client: EngineClient) => Promise<T>): Promise<T> {
    const tenant = this.take();
    tenant.runs++;
    try {
      return await ask(tenant.client);
    } finally {
      tenant.runs--;
      if (tenant.retired) this.retire(tenant);
    }
  }
}
