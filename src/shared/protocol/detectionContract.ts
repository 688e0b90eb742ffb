import * as v from 'valibot';
import type { Json } from '../base/json';
import type { Message } from '../base/message';
import type { SourcePosition } from '../base/source';
import type { FixRequest, TextEdit } from '../model/fix';
import type { FileSites, ModelSite } from '../model/modelSite';
import type { Overrides } from './overrides';

export interface SourceText {
  /** Named in messages only. */
  readonly file: string;
  readonly text: string;
}

/** Folders to list; the number tells the results of one listing from those of another. */
export interface Listing {
  readonly listing: number;
  /** Absolute. */
  readonly folders: readonly string[];
}

/** The progress of a listing, with the files found to have definitions since the last report. */
export interface ListingProgress {
  readonly searched: number;
  readonly found: readonly FileSites[];
}

/** A file on the disk, as one of some folders. */
export interface FileInFolders {
  readonly file: string;
  readonly folders: readonly string[];
}

/** A folder on the disk. */
export interface Folder {
  /** Absolute. */
  readonly root: string;
}

/** A name in a folder's overrides that no definition has. */
export interface StrayOverride {
  readonly at: SourcePosition;
  /** Names the nearest definition, if one is near. */
  readonly message: Message;
}

/** The new values of one definition; `undefined` returns a value to its default or guess. */
export interface OverrideEdit {
  readonly arguments?: Readonly<Record<string, Json | undefined>>;
  /** Without the batch. */
  readonly inputShape?: readonly number[] | undefined;
}

/** A change of the overrides of one definition in a folder. */
export interface OverridesChange extends Folder {
  /** `FILE#NAME`. */
  readonly site: string;
  readonly edit: OverrideEdit;
}

/** Host → detection worker. */
export interface DetectionContract {
  requests: {
    findSites: { takes: SourceText; gives: readonly ModelSite[] };
    /** Gives the number of files searched. */
    listSites: { takes: Listing; gives: number };
    /** Gives no definitions for a file that a listing would leave out. */
    searchFile: { takes: FileInFolders; gives: FileSites };
    /** Reads the overrides of a folder from the disk. */
    readOverrides: { takes: Folder; gives: Overrides };
    /** Reads the overrides and the definitions of a folder from the disk. */
    findStrays: { takes: Folder; gives: readonly StrayOverride[] };
    /** Reads the overrides from the disk; gives their new text. */
    editOverrides: { takes: OverridesChange; gives: string };
    /** Likeliest first; none if no edit is certain to be right. */
    proposeEdits: { takes: FixRequest; gives: readonly TextEdit[] };
  };
  events: { progress: ListingProgress & { readonly listing: number } };
}

const sourceText = v.object({ file: v.string(), text: v.string() });
export const isSourceText = (payload: unknown): payload is SourceText => v.is(sourceText, payload);

const listing = v.object({ listing: v.number(), folders: v.array(v.string()) });
export const isListing = (payload: unknown): payload is Listing => v.is(listing, payload);

const fileInFolders = v.object({ file: v.string(), folders: v.array(v.string()) });
export const isFileInFolders = (payload: unknown): payload is FileInFolders =>
  v.is(fileInFolders, payload);

const folder = v.object({ root: v.string() });
export const isFolder = (payload: unknown): payload is Folder => v.is(folder, payload);

const overridesChange = v.object({
  root: v.string(),
  site: v.string(),
  edit: v.object({
    arguments: v.optional(v.record(v.string(), v.any())),
    inputShape: v.optional(v.array(v.number())),
  }),
});
export const isOverridesChange = (payload: unknown): payload is OverridesChange =>
  v.is(overridesChange, payload);

const extents = v.array(v.nullable(v.number()));
const fixRequest = v.object({
  file: v.string(),
  text: v.string(),
  at: v.object({ line: v.number(), column: v.number() }),
  fix: v.variant('kind', [
    v.object({ kind: v.picklist(['withoutBias', 'initializer']) }),
    v.object({ kind: v.literal('activation'), activation: v.string() }),
    v.object({
      kind: v.literal('projection'),
      shapes: v.tuple([extents, extents]),
      channelAxis: v.optional(v.number()),
      shortcut: v.optional(v.picklist([0, 1])),
    }),
  ]),
});
export const isFixRequest = (payload: unknown): payload is FixRequest => v.is(fixRequest, payload);
