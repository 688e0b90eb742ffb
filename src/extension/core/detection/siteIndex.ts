import type { ModelSite } from '../../../shared/model/modelSite';
import { Emitter } from '../../../shared/base/emitter';
import type { SourceText } from '../../../shared/protocol/detectionContract';
import { sourceName } from './sourceName';

/** A document as detection needs it; an editor's document fits. */
export interface SourceDocument {
  readonly uri: { toString(): string; readonly fsPath: string };
  readonly languageId: string;
  readonly version: number;
  getText(): string;
}

/** The sites of a document's latest version. */
export interface FoundInDocument {
  readonly document: SourceDocument;
  readonly sites: readonly ModelSite[];
}

interface Search {
  readonly version: number;
  readonly sites: Promise<readonly ModelSite[]>;
}

/** The sites of every document asked for, found once per version. */
export class SiteIndex {
  private readonly searches = new Map<string, Search>();
  private readonly found = new Map<string, readonly ModelSite[]>();
  private readonly finds = new Emitter<FoundInDocument>();
  /** Fires when a document's latest version has been searched. */
  readonly onDidFind = this.finds.event;

  constructor(private readonly find: (source: SourceText) => Promise<readonly ModelSite[]>) {}

  /** The sites of this version of the document. Rejects when the search fails. */
  async sites(document: SourceDocument): Promise<readonly ModelSite[]> {
    const key = document.uri.toString();
    const known = this.searches.get(key);
    if (known?.version === document.version) return known.sites;
    const file = sourceName(document.uri.fsPath, document.languageId);
    const search = {
      version: document.version,
      sites: this.find({ file, text: document.getText() }),
    };
    this.searches.set(key, search);
    const isLatest = (): boolean => this.searches.get(key) === search;
    try {
      const sites = await search.sites;
      if (isLatest()) {
        this.found.set(key, sites);
        this.finds.fire({ document, sites });
      }
      return sites;
    } catch (error) {
      // A failed search is not remembered: the next question starts a new thread.
      if (isLatest()) this.searches.delete(key);
      throw error;
    }
  }

  /** What is known at once: the sites of this version or of the one found last; searches where that is old. */
  latest(document: SourceDocument): readonly ModelSite[] {
    this.sites(document).catch(() => undefined); // whoever waits for the answer hears of the failure
    return this.found.get(document.uri.toString()) ?? [];
  }

  forget(document: SourceDocument): void {
    this.searches.delete(document.uri.toString());
    this.found.delete(document.uri.toString());
  }
}
