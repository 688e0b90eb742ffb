import { Worker } from 'node:worker_threads';
import type { Overrides } from '../../../shared/protocol/overrides';
import type { FixRequest, TextEdit } from '../../../shared/model/fix';
import type { FileSites, ModelSite } from '../../../shared/model/modelSite';
import { Failure } from '../../../shared/base/failures';
import type { Disposable } from '../../../shared/base/lifecycle';
import { RpcClient } from '../../../shared/protocol/rpc';
import type {
  DetectionContract,
  FileInFolders,
  ListingProgress,
  OverridesChange,
  SourceText,
  StrayOverride,
} from '../../../shared/protocol/detectionContract';
import { portOf } from './workerPort';

interface Running {
  readonly worker: Worker;
  readonly client: RpcClient<DetectionContract>;
}

/** Finds model sites in a thread of its own, which the first request starts, and the next one after it died. */
export class Detector implements Disposable {
  private running: Running | undefined;
  private listings = 0;

  /** `entry` is the bundled worker, an absolute path. */
  constructor(private readonly entry: string) {}

  /** The definitions in a text. Rejects with a {@link Failure} if the thread dies or this detector is closed. */
  findSites(source: SourceText): Promise<readonly ModelSite[]> {
    return this.client.request('findSites', source);
  }

  /** Searches folders file by file and gives the number of files; answers other requests in between. */
  async listSites(
    folders: readonly string[],
    report: (progress: ListingProgress) => void,
    signal: AbortSignal,
  ): Promise<number> {
    const { client } = this;
    const listing = ++this.listings;
    const listening = client.on('progress', (progress) => {
      if (progress.listing === listing && !signal.aborted) report(progress);
    });
    try {
      return await client.request('listSites', { listing, folders }, signal);
    } finally {
      listening.dispose();
    }
  }

  /** The definitions of one file on the disk, if a listing of the folders would have it. */
  searchFile(place: FileInFolders): Promise<FileSites> {
    return this.client.request('searchFile', place);
  }

  /**
   * The names in the overrides of a folder that no definition has. Rejects with a {@link Failure} if they cannot
   * be read.
   */
  findStrays(root: string): Promise<readonly StrayOverride[]> {
    return this.client.request('findStrays', { root });
  }

  /** The overrides of a folder. Rejects with a {@link Failure} where they cannot be read. */
  readOverrides(root: string): Promise<Overrides> {
    return this.client.request('readOverrides', { root });
  }

  /** The text of a folder's overrides after a change. Rejects as {@link findSites} does. */
  editOverrides(change: OverridesChange): Promise<string> {
    return this.client.request('editOverrides', change);
  }

  /** The edits for a fix, likeliest first; none if none is certain to be right. Rejects as {@link findSites} does. */
  proposeEdits(request: FixRequest): Promise<readonly TextEdit[]> {
    return this.client.request('proposeEdits', request);
  }

  dispose(): void {
    const running = this.running;
    this.running = undefined;
    running?.client.dispose();
    void running?.worker.terminate();
  }

  private get client(): Running['client'] {
    this.running ??= this.start();
    return this.running.client;
  }

  private start(): Running {
    const worker = new Worker(this.entry);
    const ended = (reason: Failure): void => {
      if (this.running?.worker === worker) this.running = undefined;
      client.dispose();
      close.forEach((listen) => listen(reason));
    };
    const close = new Set<(reason: Failure) => void>();
    worker.on('error', (error) => ended(new Failure('unexpected', error.message)));
    worker.on('exit', () => ended(new Failure('disconnected', 'detection')));
    worker.unref();
    const client = new RpcClient<DetectionContract>(
      portOf(worker, (listen) => {
        close.add(listen);
        return { dispose: () => void close.delete(listen) };
      }),
    );
    return { worker, client };
  }
}
