import type { ModelSite } from '../../../shared/model/modelSite';
import { Emitter } from '../../../shared/base/emitter';
import type { SourceText } from '../../../shared/protocol/detectionContract';
import { sourceName } from './sourceName';

/** The part of an editor's document that detection needs. */
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

/** The sites of open documents, searched once per version. */
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
      // A failed search is not kept: the next request starts a new thread.
      if (isLatest()) this.searches.delete(key);
      throw error;
    }
  }

  /** The sites found last, at once; starts a search if they are of an older version. */
  latest(document: SourceDocument): readonly ModelSite[] {
    this.sites(document).catch(() => undefined); // the caller that awaits these sites gets the failure
    return this.found.get(document.uri.toString()) ?? [];
  }

  forget(document: SourceDocument): void {
    this.searches.delete(document.uri.toString());
    this.found.delete(document.uri.toString());
  }
}
