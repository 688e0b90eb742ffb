import type { Editor } from './editor.mjs';

export interface ServerOptions {
  readonly editor: Editor;
  /** A folder for everything that the editor writes. */
  readonly profile: string;
  /** An extension to install first. */
  readonly vsix?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** 0: any that is free. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}
export interface Server {
  readonly port: number;
  readonly pid: number;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}
export function startServer(options: ServerOptions): Promise<Server>;
