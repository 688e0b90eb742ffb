import type { Disposable } from '../../../shared/base/lifecycle';
import type { JobRunner } from '../../../shared/protocol/jobs';
import type { ModelKey } from '../../../shared/model/modelKey';
import { Emitter } from '../../../shared/base/emitter';
import type { LineEdit } from './lineEdits';
import { Session } from './session';

/** The sessions of all documents. Views watch these and nothing else. */
export class Sessions implements Disposable {
  private readonly byDocument = new Map<string, Map<string, Session>>();
  private readonly changes = new Emitter<Session>();
  private readonly edits = new Emitter<Session>();
  private readonly results = new Emitter<Session>();
  private readonly removals = new Emitter<Session>();
  /** Every change, each training step of a probe included. */
  readonly onDidChange = this.changes.event;
  /** Edits that move lines, make a result out of date, or undo that. */
  readonly onDidEdit = this.edits.event;
  /** New results, and starts and ends of runs. */
  readonly onDidChangeResult = this.results.event;
  readonly onDidRemove = this.removals.event;

  constructor(private readonly engine: JobRunner) {}

  /** The session of a model; makes it if there is none yet. */
  open(site: ModelKey): Session {
    const sessions = this.byDocument.get(site.document) ?? new Map<string, Session>();
    this.byDocument.set(site.document, sessions);
    const session =
      sessions.get(site.name) ??
      new Session(site, this.engine, (changed, change) => {
        this.changes.fire(changed);
        if (change === 'edit') this.edits.fire(changed);
        if (change === 'result') this.results.fire(changed);
      });
    sessions.set(site.name, session);
    return session;
  }

  find(site: ModelKey): Session | undefined {
    return this.byDocument.get(site.document)?.get(site.name);
  }

  of(document: string): readonly Session[] {
    return [...(this.byDocument.get(document)?.values() ?? [])];
  }

  all(): readonly Session[] {
    return [...this.byDocument.values()].flatMap((sessions) => [...sessions.values()]);
  }

  /** Passes edits on to the document's sessions; `textNow` gives the text after them. */
  edited(document: string, edits: readonly LineEdit[], textNow: () => string): void {
    for (const session of this.of(document)) session.edited(edits, textNow());
  }

  /** Removes the document's sessions but those of the given names. */
  retain(document: string, names: readonly string[]): void {
    const gone = this.of(document).filter(({ site }) => !names.includes(site.name));
    for (const session of gone) this.remove(session);
  }

  /** Removes the sessions of a file, or of all files below a folder, given by its URI. */
  forget(place: string): void {
    for (const document of [...this.byDocument.keys()]) {
      if (document === place || document.startsWith(`${place}/`)) this.retain(document, []);
    }
  }

  /** Keeps the sessions of a file, or of all files below a folder, that has another name, given by its URIs. */
  move(from: string, to: string): void {
    for (const [document, sessions] of [...this.byDocument]) {
      if (document !== from && !document.startsWith(`${from}/`)) continue;
      const moved = to + document.slice(from.length);
      this.byDocument.delete(document);
      this.byDocument.set(moved, sessions);
      for (const session of sessions.values()) session.move(moved);
    }
  }

  clear(): void {
    for (const session of this.all()) this.remove(session);
  }

  dispose(): void {
    for (const session of this.all()) session.cancel();
  }

  private remove(session: Session): void {
    session.cancel();
    this.byDocument.get(session.site.document)?.delete(session.site.name);
    this.removals.fire(session);
  }
}
