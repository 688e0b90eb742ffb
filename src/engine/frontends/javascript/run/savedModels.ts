import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadRemoteModel, type UserModel } from '../../../tfjs/userCode/userModel';

/** Reads a saved model with its weights. `drawn` is there if weights are missing. Rejects with a `Failure`. */
export type LoadSaved = (
  file: string,
) => Promise<{ readonly model: UserModel; readonly drawn?: unknown }>;

/** The places that code may load models from. */
export interface SavedPlaces {
  /** Folder of the workspace. */
  readonly root: string;
  /** Code may fetch, and models may come from addresses. */
  readonly allowNetwork: boolean;
  readonly loadSaved: LoadSaved;
}

const isRemote = (path: unknown): boolean =>
  typeof path === 'string' && /^(?!file:)\w+:/.test(path);

/** The saved models that a definition loads. */
export class SavedModels {
  private readonly complete = new Set<UserModel>();

  constructor(
    private readonly definitionFile: string,
    private readonly places: SavedPlaces,
  ) {}

  /** A way to load the model at a path, if it may be loaded. */
  find(path: unknown): (() => Promise<UserModel>) | undefined {
    const { allowNetwork } = this.places;
    if (isRemote(path)) return allowNetwork ? () => this.loadRemote(String(path)) : undefined;
    const file = this.fileOf(path);
    return file === undefined ? undefined : () => this.load(file);
  }

  /** Tells a model that came with all its weights. */
  isComplete(model: UserModel): boolean {
    return this.complete.has(model);
  }

  private fileOf(path: unknown): string | undefined {
    if (typeof path !== 'string') return undefined;
    const local = path.replace(/^file:\/\//, '');
    const folders = [dirname(this.definitionFile), this.places.root];
    return folders.map((folder) => resolve(folder, local)).find((file) => existsSync(file));
  }

  private async load(file: string): Promise<UserModel> {
    const { model, drawn } = await this.places.loadSaved(file);
    if (drawn === undefined) this.complete.add(model);
    return model;
  }

  private async loadRemote(address: string): Promise<UserModel> {
    const model = await loadRemoteModel(address);
    this.complete.add(model);
    return model;
  }
}
