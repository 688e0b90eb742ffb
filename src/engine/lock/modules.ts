import Module from 'node:module';
import { pass, put, slice, startsWith, words, type Call } from './captured';
import { refusal } from './refusal';

/** Modules of Node that compute, read, or are guarded themselves; no other is loaded after the lock. */
const open = new Set(
  words(`assert assert/strict buffer console constants events fs fs/promises os path path/posix path/win32 perf_hooks
  process punycode querystring stream stream/promises stream/web string_decoder timers timers/promises url util
  util/types zlib`),
);

const loader = Module as unknown as Record<'_load' | '_resolveFilename', Call> & {
  readonly _cache: Readonly<Record<string, { readonly exports: unknown } | undefined>>;
};
const { _load: load, _resolveFilename: find, _cache: cache } = loader;

/** The exports of a module that is there already, such as one that a native backend asks for late. */
function loaded(request: string, parent: unknown): unknown {
  try {
    return cache[pass(find, loader, [request, parent, false]) as string]?.exports;
  } catch {
    return undefined;
  }
}

/** Lets `require` give what is there and what is harmless, and load nothing else. */
export function lockModules(): void {
  put(loader, '_load', (request: unknown, parent: unknown): unknown => {
    if (typeof request === 'string') {
      const name = startsWith(request, 'node:') ? slice(request, 5) : request;
      if (open.has(name)) return pass(load, loader, [name, undefined, false]);
      const found = loaded(request, parent);
      if (found !== undefined) return found;
    }
    throw refusal(`require('${String(request)}')`, 'process.refused-call');
  });
}
