import { experimentFlags } from './experimentOptions';
import { profileFlags } from './profileOptions';
import { runFlags } from './runOptions';
import type { Flags } from '../terminal/flags';

const bool = { type: 'boolean' } as const;
const text = { type: 'string' } as const;
const fileFlags: Flags = { json: text, sarif: text };

/** The flags that each command takes. */
export const commandFlags = {
  list: { json: bool },
  inspect: { ...runFlags, ...fileFlags, html: text, svg: text, 'try-fixes': bool },
  check: { ...runFlags, ...fileFlags, 'fail-on': text },
  compare: {},
  experiment: experimentFlags,
  profile: profileFlags,
  pin: runFlags,
  backends: { json: bool, python: text },
  watch: { once: bool },
  mcp: { backend: text, python: text, timeout: text, memory: text, 'allow-network': bool },
  setup: { link: bool, python: text, remove: bool, verbose: bool },
} as const satisfies Readonly<Record<string, Flags>>;

export type CommandName = keyof typeof commandFlags;

/** Tells the name of a command from any other text. */
export const isCommandName = (name: string): name is CommandName =>
  Object.hasOwn(commandFlags, name);
