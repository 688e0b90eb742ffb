export interface Editor {
  /** The Node that runs the server. */
  readonly node: string;
  /** The server's entry script. */
  readonly server: string;
}
export function ensureEditor(): Promise<Editor>;
