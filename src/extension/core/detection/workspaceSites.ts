import type { FileSites, ModelSite } from '../../../shared/model/modelSite';
import { toFailureInfo, type FailureInfo } from '../../../shared/base/failures';
import type { Disposable } from '../../../shared/base/lifecycle';
import { Emitter } from '../../../shared/base/emitter';
import type { FileInFolders, ListingProgress } from '../../../shared/protocol/detectionContract';

/** Searches files; the detection thread does. */
export interface WorkspaceSearch {
  listSites(
    folders: readonly string[],
    report: (progress: ListingProgress) => void,
    signal: AbortSignal,
  ): Promise<number>;
  searchFile(place: FileInFolders): Promise<FileSites>;
}

/** The state of the latest listing; `searched` counts its files. */
export interface ListingState {
  readonly kind: 'none' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly searched: number;
  readonly failure?: FailureInfo;
}

interface RunningListing {
  readonly controller: AbortController;
  readonly listed: Set<string>;
}

/** More changes than this at once, as after a checkout, are cheaper to list anew. */
const MANY_CHANGES = 100;

/** The model definitions of the workspace by file: listed on request, then updated file by file. */
export class WorkspaceSites implements Disposable {
  private readonly found = new Map<string, FileSites>();
  /** The definitions in open documents, saved or not. */
  private readonly open = new Map<string, readonly ModelSite[]>();
  private readonly changes = new Emitter<undefined>();
  private running: RunningListing | undefined;
  private state: ListingState = { kind: 'none', searched: 0 };
  /** Fires when `files` or `listing` changed; about ten times a second while a listing runs. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly search: WorkspaceSearch,
    private readonly folders: () => readonly string[],
  ) {}

  /** Files with definitions, in the order of their paths. */
  get files(): readonly FileSites[] {
    const all = new Map(this.found);
    for (const [file, sites] of this.open) all.set(file, { file, sites });
    return [...all.values()]
      .filter(({ sites }) => sites.length > 0)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  get listing(): ListingState {
    return this.state;
  }

  /**
   * Lists the workspace anew in the background; earlier definitions stay until the listing finds them again or is
   * done. Never rejects: `listing` holds the outcome. A newer listing ends an older one.
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    this.running?.controller.abort();
    const running = { controller: new AbortController(), listed: new Set<string>() };
    this.running = running;
    const cancel = (): void => running.controller.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    const state = await this.list(running).finally(() =>
      signal?.removeEventListener('abort', cancel),
    );
    if (this.running !== running) return;
    this.running = undefined;
    this.set(state);
  }

  /** Ends a running listing and keeps what it found. */
  cancel(): void {
    this.running?.controller.abort();
  }

  /** Searches files that were made, changed or deleted. Does nothing before the first listing. */
  async changed(files: readonly string[]): Promise<void> {
    if (this.state.kind === 'none') return;
    if (files.length > MANY_CHANGES) return this.refresh();
    const folders = this.folders();
    for (const file of files) {
      const found = await this.search.searchFile({ file, folders }).catch(() => undefined);
      if (found) this.put(found);
    }
    this.changes.fire(undefined);
  }

  /** Sets the definitions in an open document; `undefined` when it is closed and the file on the disk counts again. */
  setOpen(file: string, sites: readonly ModelSite[] | undefined): void {
    if (sites) this.open.set(file, sites);
    else this.open.delete(file);
    if (this.state.kind !== 'none') this.changes.fire(undefined);
  }

  dispose(): void {
    this.cancel();
  }

  private async list({ controller, listed }: RunningListing): Promise<ListingState> {
    const { signal } = controller;
    const report = ({ searched, found }: ListingProgress): void => {
      for (const one of found) this.put(one);
      if (!signal.aborted) this.set({ kind: 'running', searched });
    };
    this.set({ kind: 'running', searched: 0 });
    try {
      const searched = await this.search.listSites(this.folders(), report, signal);
      for (const file of this.found.keys()) if (!listed.has(file)) this.found.delete(file);
      return { kind: 'done', searched };
    } catch (error) {
      const { searched } = this.state;
      const failure = toFailureInfo(error);
      return failure.code === 'cancelled'
        ? { kind: 'cancelled', searched }
        : { kind: 'failed', searched, failure };
    }
  }

  private put(one: FileSites): void {
    if (one.sites.length > 0) this.found.set(one.file, one);
    else this.found.delete(one.file);
    this.running?.listed.add(one.file);
  }

  private set(state: ListingState): void {
    this.state = state;
    this.changes.fire(undefined);
  }
}
