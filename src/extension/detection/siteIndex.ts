import type { ModelSite } from '../../detection/modelSite';
import type { SourceText } from './detectionContract';

/** A document as detection needs it; an editor's document fits. */
export interface SourceDocument {
  readonly uri: { toString(): string; readonly fsPath: string };
  readonly version: number;
  getText(): string;
}

interface Entry {
  readonly version: number;
  readonly sites: Promise<readonly ModelSite[]>;
}

/** The sites of every document asked for, found once per version. */
export class SiteIndex {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly find: (source: SourceText) => Promise<readonly ModelSite[]>,
    private readonly found: (document: SourceDocument, sites: readonly ModelSite[]) => void,
  ) {}

  sites(document: SourceDocument): Promise<readonly ModelSite[]> {
    const key = document.uri.toString();
    const known = this.entries.get(key);
    if (known?.version === document.version) return known.sites;
    const entry = {
      version: document.version,
      sites: this.find({ file: document.uri.fsPath, text: document.getText() }),
    };
    this.entries.set(key, entry);
    entry.sites.then(
      (sites) => {
        if (this.entries.get(key) === entry) this.found(document, sites);
      },
      () => {
        // A failed search is not remembered: the next question starts a new thread.
        if (this.entries.get(key) === entry) this.entries.delete(key);
      },
    );
    return entry.sites;
  }

  forget(document: SourceDocument): void {
    this.entries.delete(document.uri.toString());
  }
}
