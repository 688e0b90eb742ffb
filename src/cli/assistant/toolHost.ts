/** A step of a call that takes long. */
export interface ToolProgress {
  /** Grows from one to the next. */
  readonly progress: number;
  readonly total?: number;
  readonly message: string;
}

/** One call of a tool, as its client sends it. */
export interface ToolCall {
  readonly input: unknown;
  /** Absolute folders of the client's workspace. */
  readonly folders: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: (at: ToolProgress) => void;
}

export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** A tool as a client shows it. */
export interface ToolDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly inputSchema: { readonly type: 'object'; readonly properties?: object | undefined };
  /** It builds and trains models: code of the workspace runs. */
  readonly runsCode: boolean;
}

/** The tools of a server, and their answers. */
export interface ToolHost {
  readonly name: string;
  readonly version: string;
  /** For the client's language model. */
  readonly instructions: string;
  readonly tools: readonly ToolDefinition[];
  /** Never rejects. */
  call(name: string, call: ToolCall): Promise<ToolAnswer>;
}
