import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as vscode from 'vscode';
import { Emitter } from '../../../shared/base/emitter';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { ExperimentName, ExperimentResult } from '../../../shared/experiment/experiment';
import type { ModelKey } from '../../../shared/model/modelKey';
import type { ExperimentSettings } from '../../../shared/protocol/experimentRequest';
import type { InspectRequest } from '../../../shared/protocol/inspectRequest';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { SkipWorth } from '../../../shared/words/worthText';
import type { Session } from '../sessions/session';

/** A model, with arguments and a shape of its own where they are given. */
export interface AskedModel extends Partial<Pick<InspectRequest, 'arguments' | 'inputShape'>> {
  readonly site: ModelKey;
  /** On the digits that are shipped, in place of the probe's data. */
  readonly digits?: boolean;
}

/** Everything about experiments that the rest of the extension asks for. */
export interface Experiments extends Disposable {
  /** Shows the panel of a model, and chooses an experiment if one is named. */
  open(site: ModelKey, wanted?: ExperimentName): void;
  /** Takes over a panel of an earlier window. */
  restore(panel: vscode.WebviewPanel, saved: unknown): void;
  /** Runs one experiment without showing or keeping it. Rejects with a `Failure`, also where it was stopped. */
  compute(
    asked: AskedModel,
    settings: ExperimentSettings,
    signal: AbortSignal,
  ): Promise<ExperimentResult>;
  /** A result in words, for the assistant. */
  textOf(result: ExperimentResult): string;
  /** The worth of a model's skips by its newest experiment; nothing of a text that was edited since. */
  worthsOf(session: Session): readonly SkipWorth[];
}

/** The parts of the core that experiments use. */
export interface ExperimentsUse {
  readonly engine: JobRunner;
  readonly requests: { request(site: ModelKey, probe: boolean): Promise<InspectRequest> };
  /** The folder of kept results. */
  readonly folder: string;
  /** The folder of finished cells. */
  readonly cells: string;
  /** The file of the digits that are shipped. */
  readonly digits: string;
  readonly extension: vscode.Uri;
  /** Shows a layer in the graph and at its line. */
  select(site: ModelKey, layer: string): Promise<void>;
  /** The worth of a model's skips changed. */
  changed(site: ModelKey): void;
}

/** The exports of the bundle that holds experiments. */
export interface ExperimentsBundle {
  openExperiments(use: ExperimentsUse): Experiments;
}

/** Experiments in a bundle of their own, loaded when they are first needed: most windows never need them. */
export class LazyExperiments implements Disposable {
  private opened: Experiments | undefined;
  private readonly changes = new Emitter<ModelKey>();
  /** The worth of a model's skips changed. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly bundle: string,
    private readonly use: Omit<ExperimentsUse, 'changed'>,
  ) {}

  get(): Experiments {
    if (!this.opened) {
      const bundle = createRequire(this.bundle)(this.bundle) as ExperimentsBundle;
      this.opened = bundle.openExperiments({
        ...this.use,
        changed: (site) => this.changes.fire(site),
      });
    }
    return this.opened;
  }

  /** The worth of a model's skips, as far as it is known; loads nothing if no result was ever kept. */
  worthsOf(session: Session): readonly SkipWorth[] {
    if (!this.opened && !existsSync(this.use.folder)) return [];
    return this.get().worthsOf(session);
  }

  dispose(): void {
    this.opened?.dispose();
  }
}
