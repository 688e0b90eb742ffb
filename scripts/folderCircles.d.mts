/** One import, by the paths of both files with `/`. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** One step of a circle from folder to folder, with an import that makes it. */
export interface Step extends Import {
  readonly example: string;
}

/** The circles between folders, down to so many levels below src and webview. */
export function folderCircles(imports: readonly Import[], levels?: number): readonly Step[][];

/** The imports, types included, between the TypeScript files below some folders. */
export function importsBelow(folders: readonly string[]): readonly Import[];
