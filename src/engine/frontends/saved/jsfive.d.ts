/** The part of the library that this product uses; it brings no types along. */
declare module 'jsfive' {
  export class Group {
    readonly keys: readonly string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    /** The places in the file, or the paths, that the names stand for. */
    readonly _links: Readonly<Record<string, number | string>>;
    get(path: string): Group | Dataset | null;
  }
  export class File extends Group {
    constructor(content: ArrayBuffer, name: string);
  }
  export class Dataset {
    readonly shape: readonly number[];
    readonly value: unknown;
  }
}
