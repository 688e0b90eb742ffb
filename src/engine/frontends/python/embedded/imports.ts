/**
 * The functions of JavaScript that a locked Python may call: of the 268 that Pyodide 314.0.7 imports, those that
 * clocks, random numbers, files in memory, growing memory and its own calls need. A newer Pyodide may need
 * more; a name that is missing here shows as the attempt that the lock reports.
 */
export const allowed: ReadonlySet<string> = new Set([
  '_PyEM_TrampolineCall_JS',
  'emscripten_resize_heap',
  'emscripten_get_heap_max',
  'emscripten_date_now',
  'emscripten_get_now',
  'clock_time_get',
  'clock_res_get',
  'random_get',
  'environ_get',
  'environ_sizes_get',
  'fd_read',
  'fd_write',
  'fd_seek',
  'fd_close',
  'fd_fdstat_get',
  '__syscall_openat',
  '__syscall_fstat64',
  '__syscall_stat64',
  '__syscall_lstat64',
  '__syscall_newfstatat',
  '__syscall_getdents64',
  '__syscall_getcwd',
  '__syscall_mkdirat',
  '__syscall_fcntl64',
  '__syscall_readlinkat',
  '__syscall_faccessat',
  '_mmap_js',
  '_munmap_js',
  '_tzset_js',
  '_localtime_js',
  '_gmtime_js',
  '_mktime_js',
  '_timegm_js',
  '_Py_CheckEmscriptenSignals_Helper',
  'throw_no_gil',
]);

/** Called millions of times in a run. It calls WebAssembly and nothing else, so it is not wrapped. */
export const TRAMPOLINE = '_PyEM_TrampolineCall_JS';

/** `invoke_*` call a function of WebAssembly's own table and catch what it throws. */
export const isAllowed = (name: string): boolean => allowed.has(name) || name.startsWith('invoke_');

/** EPERM of this C library, negative as its system calls return errors. */
const NOT_PERMITTED = -63;

const answers: ReadonlyMap<string, number> = new Map([
  ['_emscripten_system', -1],
  ['getaddrinfo', -2],
  ['getnameinfo', -2],
  ['_dlopen_js', 0],
  ['can_run_sync_js', 0],
]);

/** The number by which C code learns of a refusal; `undefined` if it can learn of none. */
export const refusalAnswer = (name: string): number | undefined =>
  name.startsWith('__syscall_') ? NOT_PERMITTED : answers.get(name);
