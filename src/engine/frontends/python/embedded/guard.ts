import { isAllowed, refusalAnswer, TRAMPOLINE } from './imports';

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** The state of one Python's lock. */
export interface PythonLock {
  /** Once it is on it stays on. */
  on: boolean;
  /** Size in bytes beyond which memory does not grow: Python raises `MemoryError`. */
  readonly memoryBytes: number;
  /** The last imported function that was refused. */
  refused?: string;
}

/** Thrown if C code cannot be told of a refusal. The Python it passes through cannot be used any longer. */
export class RefusedImport extends Error {
  constructor(readonly called: string) {
    super(`${called} is locked`);
  }
}

/**
 * WebAssembly reaches the outside by its imports and by functions of JavaScript in its table, and by nothing
 * else. While `load` runs both are narrowed: an import that is not allowed answers or throws once the lock
 * is on, and the table takes functions of WebAssembly only.
 */
export async function guarded<T>(lock: PythonLock, load: () => Promise<T>): Promise<T> {
  const { instantiate, Instance } = WebAssembly;
  const { prototype } = WebAssembly.Table;
  // oxlint-disable-next-line typescript/unbound-method -- called with the table that it belongs to
  const { set } = prototype;
  const own = WebAssembly as { instantiate: unknown; Instance: unknown };
  own.instantiate = (source: BufferSource, imports: WebAssembly.Imports = {}) =>
    instantiate.call(WebAssembly, source, narrowed(imports, lock));
  own.Instance = new Proxy(Instance, {
    construct: (target, [module, imports = {}]: [WebAssembly.Module, WebAssembly.Imports?]) =>
      new target(module, narrowed(imports, lock)),
  });
  prototype.set = function (index: number, value?: unknown) {
    set.call(this, index, isWebAssembly(value) ? value : null);
  };
  try {
    return await load();
  } finally {
    own.instantiate = instantiate;
    own.Instance = Instance;
    prototype.set = set;
  }
}

/** V8 prints an exported function as `function 12() { [native code] }`; JavaScript cannot make such a name. */
const isWebAssembly = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'function' && /^function \d+\(\) \{ \[native code\] \}$/.test(String(value)));

const narrowed = (imports: WebAssembly.Imports, lock: PythonLock): WebAssembly.Imports =>
  Object.fromEntries(
    Object.entries(imports).map(([space, members]) => [space, narrowedSpace(members, lock)]),
  );

const narrowedSpace = (
  members: WebAssembly.ModuleImports,
  lock: PythonLock,
): WebAssembly.ModuleImports =>
  new Proxy(members, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return typeof name !== 'string' || isStorage(value) ? value : narrowedCall(name, value, lock);
    },
  });

/** Memories, tables and globals hold values; all else that is imported is called. */
function isStorage(value: unknown): boolean {
  const { Memory, Table, Global } = WebAssembly;
  const tag = Reflect.get(WebAssembly, 'Tag') as (new () => unknown) | undefined;
  if (value instanceof Memory || value instanceof Table || value instanceof Global) return true;
  return tag !== undefined && value instanceof tag;
}

function narrowedCall(name: string, value: unknown, lock: PythonLock): unknown {
  if (name === TRAMPOLINE) return value;
  return function (this: unknown, ...args: unknown[]): unknown {
    if (name === 'emscripten_resize_heap' && Number(args[0]) >>> 0 > lock.memoryBytes) return 0;
    if (typeof value === 'function' && (!lock.on || isAllowed(name))) {
      return (value as Call).apply(this, args);
    }
    lock.refused = name;
    const answer = refusalAnswer(name);
    if (answer === undefined) throw new RefusedImport(name);
    return answer;
  };
}
