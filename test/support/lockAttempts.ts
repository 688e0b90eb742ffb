/**
 * The promises of SECURITY.md, as attempts by code that holds Node's own modules, which model code cannot even
 * load. Each is one line that runs after the lock: `fresh` is a file to make outside the temporary folder,
 * `old` one that is there, `inside` one in the temporary folder; `tcp` and `udp` are ports that listen;
 * `uncaught` is told what is thrown later.
 */
export interface Promised {
  /** The sentence of SECURITY.md, without its mark-up. */
  readonly sentence: string;
  readonly attempts: Readonly<Record<string, string>>;
}

const twoHandles = `const [writer, reader] = [await fs.promises.open(inside, 'w'), await fs.promises.open(old, 'r')];`;

/** Fails in the end unless it was refused: a test looks at the folders afterwards. */
const harmless = (code: string): string =>
  `{ try { ${code} } catch (error) { if (error?.detail?.values?.call) throw error; } throw new Error('harmless'); }`;

/** Both paths in equally many bytes, so that one can be written over the other. */
const twoPaths = `const pad = (path) => '/'.repeat(200 - path.length) + path, bytes = Buffer.from(pad(inside));`;
const later = (call: string): string =>
  harmless(
    `${twoPaths} const done = new Promise((ok) => { ${call} }); bytes.write(pad(old)); await done;`,
  );
const ended = `.then(ok, ok)`;

/** Puts a link in the place of a folder that was looked at before. */
const swapped = (call: string): string =>
  harmless(
    `fs.mkdirSync(inside); const swap = () => { fs.renameSync(inside, inside + '.aside'); fs.renameSync(linked, inside); }; try { ${call} } finally { if (fs.lstatSync(inside).isSymbolicLink()) fs.renameSync(inside, linked); }`,
  );

const writes: Record<string, string> = {
  writeFile: `fs.writeFileSync(fresh, 'x')`,
  appendFile: `fs.appendFileSync(old, 'x')`,
  'promised writeFile': `fs.promises.writeFile(fresh, 'x')`,
  'open to write': `fs.openSync(fresh, 'w')`,
  'open by number': `fs.openSync(old, fs.constants.O_WRONLY | fs.constants.O_TRUNC)`,
  'read with a flag that writes': `fs.readFileSync(old, { flag: 'w+' })`,
  'read with flags that change': `{ fs.readFileSync(old, { n: 0, get flag() { return this.n++ ? 'w+' : 'r'; } }); throw new Error('harmless'); }`,
  chmod: `fs.chmodSync(old, 0o777)`,
  'chmod of a descriptor': `fs.fchmodSync(fs.openSync(old, 'r'), 0o777)`,
  'chmod of a handle': `(await fs.promises.open(old, 'r')).chmod(0o777)`,
  'times of a handle': `(await fs.promises.open(old, 'r')).utimes(1, 1)`,
  'handle with the inside of another': `{ ${twoHandles} for (const one of Object.getOwnPropertySymbols(reader)) try { writer[one] = reader[one]; } catch {} await writer.chmod(0o777); throw new Error('harmless'); }`,
  'handle with the descriptor of another': `{ ${twoHandles} Object.defineProperty(writer, 'fd', { value: reader.fd }); await writer.chmod(0o777); }`,
  'descriptor of a closed handle': `{ const handle = await fs.promises.open(inside, 'w'), { fd } = handle; await handle.close(); if (fs.openSync(old, 'r') !== fd) throw new Error('harmless'); fs.fchmodSync(fd, 0o777); }`,
  unlink: `fs.unlinkSync(old)`,
  'rename out': `(fs.writeFileSync(inside, 'x'), fs.renameSync(inside, fresh))`,
  'copy out': `(fs.writeFileSync(inside, 'x'), fs.cpSync(inside, fresh))`,
  link: `fs.symlinkSync(outside, inside + '.link')`,
  'copy of a link': `{ fs.cpSync(linked, inside, { verbatimSymlinks: true, recursive: true }); fs.writeFileSync(inside + '/by-copy', 'x'); throw new Error('harmless'); }`,
  'link that is there': `fs.writeFileSync(linked + '/by-link', 'x')`,
  mkdtemp: `fs.mkdtempSync(fresh)`,
  'temporary folder that cleans itself': `fs.mkdtempDisposableSync(fresh)`,
  database: `new (require('node:sqlite').DatabaseSync)(fresh).exec('create table t (x)')`,
  'hard link': `fs.linkSync(old, inside + '.hard')`,
  'promised hard link': `fs.promises.link(old, inside + '.hard')`,
  'copy over': `(fs.writeFileSync(inside, 'x'), fs.copyFileSync(inside, old))`,
  'promised append': `fs.promises.appendFile(old, 'x')`,
  truncate: `fs.truncateSync(old)`,
  times: `fs.utimesSync(old, 1, 1)`,
  'removal behind a link': `fs.rmSync(linked + '/deep', { recursive: true })`,
  'removal of what a link leads to': `fs.rmSync(linked + '/.', { recursive: true })`,
  'folder behind a link': `fs.mkdirSync(linked + '/made')`,
  'mkdtemp behind a link': `fs.mkdtempSync(linked + '/made')`,
  'rename through a link': `(fs.writeFileSync(inside, 'x'), fs.renameSync(inside, linked + '/made'))`,
  stream: `fs.createWriteStream(fresh)`,
  'stream that reads and changes': `new Promise((ok, no) => (uncaught = no) && fs.createReadStream(old, { flags: 'w+' }).on('error', no).on('open', ok))`,
  'flags in a box': `fs.openSync(old, new String('w'))`,
  report: `(process.report ?? { writeReport: 0 }).writeReport(fresh)`,
  'heap snapshot': `v8.writeHeapSnapshot(fresh)`,
  'compile cache': `mod.enableCompileCache(fresh)`,
  'bytes that change while a folder is removed': later(
    `fs.mkdirSync(inside); fs.promises.rm(bytes, { recursive: true, force: true })${ended};`,
  ),
  'bytes that change before a callback': later(
    `fs.mkdirSync(inside); fs.rm(bytes, { recursive: true, force: true }, ok);`,
  ),
  'bytes that change before a stream opens': later(
    `fs.createWriteStream(bytes).on('error', ok).on('close', ok).end('x');`,
  ),
  'bytes that change while it appends': later(`fs.promises.appendFile(bytes, 'x')${ended};`),
  'bytes that change while it copies': later(
    `fs.writeFileSync(inside + '.from', 'x'); fs.promises.cp(inside + '.from', bytes)${ended};`,
  ),
  'link that takes the place, in an option': swapped(
    `fs.writeFileSync(inside + '/by-swap', 'x', { get flag() { swap(); return 'w'; } });`,
  ),
  'link that takes the place, in a mode': swapped(
    `fs.mkdirSync(inside + '/by-swap', { recursive: true, get mode() { swap(); return 0o777; } });`,
  ),
  'link that takes the place, in a filter': swapped(
    `fs.mkdirSync(inside + '.from/a', { recursive: true }); fs.cpSync(inside + '.from', inside + '/by-swap', { recursive: true, filter: () => { swap(); return true; } });`,
  ),
  'link that takes the place, while it waits': swapped(
    `const done = fs.promises.writeFile(inside + '/by-swap', 'x'); swap(); await done;`,
  ),
  'functions on the stack': harmless(
    `let found = []; const before = Error.prepareStackTrace; Error.prepareStackTrace = (_, sites) => { found = sites.flatMap((site) => [site.getFunction(), site.getThis()]); return ''; }; try { fs.writeFileSync(fresh, 'x'); } catch (error) { void error.stack; } finally { Error.prepareStackTrace = before; } for (const each of found) try { each(fresh, 'x'); } catch {}`,
  ),
  'caller of a getter': harmless(
    `const caller = new Function('return arguments.callee.caller?.caller'); let found; try { fs.writeFileSync(fresh, 'x', { get flag() { found = caller(); return 'w'; } }); } catch {} found?.(fresh, 'x');`,
  ),
  'handle of a handle': harmless(
    `const handle = await fs.promises.open(inside, 'w'), { fd } = await fs.promises.open(old, 'r'); for (const key of Object.getOwnPropertySymbols(handle)) { const native = handle[key]; if (typeof native?.getAsyncId === 'function') await new handle.constructor(new native.constructor(fd)).chmod(0o777); }`,
  ),
};

const paths: Record<string, string> = {
  bytes: `fs.writeFileSync(Buffer.from(fresh), 'x')`,
  'bytes that say otherwise': `fs.writeFileSync(Object.defineProperty(Buffer.from(fresh), 'toString', { value: () => inside }), 'x')`,
  address: `fs.writeFileSync(new URL('file://' + fresh), 'x')`,
  'address that changes': `{ let n = 0; const u = new URL('file://' + inside); Object.defineProperty(u, 'pathname', { get: () => (n++ ? fresh : inside) }); fs.writeFileSync(u, 'x'); if (!fs.existsSync(inside)) throw new Error('elsewhere'); fs.rmSync(inside); throw new Error('harmless'); }`,
  'address with another href': `fs.writeFileSync(Object.defineProperty(new URL('file://' + fresh), 'href', { value: 'file://' + inside }), 'x')`,
  'dots behind a link': `fs.writeFileSync(linked + '/deep/../../' + fresh.split('/').slice(-2).join('/'), 'x')`,
  'dots behind nothing': `fs.mkdirSync(inside + '/no/../../../' + fresh.split('/').slice(-2).join('/'), { recursive: true })`,
  'the working folder of the process': `fs.mkdirSync('/proc/self/cwd/made', { recursive: true })`,
  relative: `fs.writeFileSync('made', 'x')`,
  'bytes of a view': `fs.writeFileSync(new Uint8Array(Buffer.from(fresh)), 'x')`,
  'the root of the process': `fs.writeFileSync('/proc/self/root' + fresh, 'x')`,
  'address with dots': `fs.writeFileSync(new URL('file://' + inside + '/%2e%2e/%2e%2e/outside/made'), 'x')`,
  'address of this machine': `fs.writeFileSync(new URL('file://localhost' + fresh), 'x')`,
  'many slashes': `fs.writeFileSync('//' + fresh, 'x')`,
  'dot at the end': `fs.chmodSync(outside + '/deep/.', 0o777)`,
  'end of text': `fs.writeFileSync(inside + '\\0' + fresh, 'x')`,
  'bytes behind a proxy': harmless(`fs.writeFileSync(new Proxy(Buffer.from(fresh), {}), 'x');`),
  'bytes of a class of its own': harmless(
    `class Own extends Uint8Array { static get [Symbol.species]() { return Array; } get length() { return inside.length; } slice() { return Buffer.from(inside); } } fs.writeFileSync(Own.from(Buffer.from(fresh)), 'x');`,
  ),
  'text in a box that says otherwise': harmless(
    `let calls = 0; fs.writeFileSync(Object.assign(new String(inside), { toString: () => (calls++ ? fresh : inside), [Symbol.toPrimitive]: () => fresh }), 'x');`,
  ),
  'address with a prototype of its own': harmless(
    `fs.writeFileSync(Object.create(URL.prototype, { href: { value: 'file://' + inside }, protocol: { value: 'file:' }, hostname: { value: '' }, pathname: { value: fresh } }), 'x');`,
  ),
};

const processes: Record<string, string> = {
  exec: `cp.execSync('touch ' + fresh)`,
  spawn: `cp.spawn('touch', [fresh])`,
  fork: `cp.fork(fresh)`,
  'native handle': `new cp.ChildProcess()._handle.spawn({ file: '/bin/sh' })`,
  'native class kept from before': `childHandle.spawn({ file: '/bin/sh', args: ['sh', '-c', 'touch ' + fresh], envPairs: [], stdio: [] })`,
  thread: `new wt.Worker('require("fs").writeFileSync(' + JSON.stringify(fresh) + ', "x")', { eval: true })`,
  loader: `mod.register('data:text/javascript,')`,
  'hooks of the loader': `mod.registerHooks({})`,
  cluster: `require('cluster').fork()`,
  'other program': `process.execve('/bin/sh', ['sh'], {})`,
  debugger: `new (require('inspector').Session)().connect()`,
  tracing: `require('trace_events').createTracing({ categories: ['node'] }).enable()`,
  WASI: `new (require('wasi').WASI)({ version: 'preview1' })`,
  'tests of Node': `require('node:test').run({ files: [old] })`,
  binding: `process.binding('spawn_sync')`,
  'native library': `process.dlopen({ exports: {} }, old)`,
  'module of its own': `require(old)`,
  'module by its constructor': `mod._load('child_process').execSync('touch ' + fresh)`,
  'module by another require': `mod.createRequire('/')('child_process').execSync('touch ' + fresh)`,
  'built-in module of the process': `(process.getBuiltinModule ?? require)('child_process').execSync('touch ' + fresh)`,
  'module by an import in a text': harmless(
    `const { execSync } = await (0, eval)('import("node:child_process")'); execSync('touch ' + fresh);`,
  ),
  'constructed without new': `Reflect.construct(wt.Worker, ['require("fs").writeFileSync(' + JSON.stringify(fresh) + ', "x")', { eval: true }])`,
  'thread of a subclass': `new (class extends wt.Worker {})('0', { eval: true })`,
  'binding of files': `process.binding('fs').open(fresh, 65, 438, undefined, {})`,
  'linked binding': `process._linkedBinding('fs')`,
  'flags of the engine': `v8.setFlagsFromString('--allow-natives-syntax')`,
  prompt: `require('repl').start()`,
  priority: `require('os').setPriority(process.ppid, 7)`,
  signal: `process.kill(process.ppid, 0)`,
  exit: `process.exit(0)`,
  'hidden exit': `process.reallyExit(0)`,
  folder: `process.chdir('/')`,
};

const network: Record<string, string> = {
  fetch: `fetch('http://127.0.0.1:' + tcp)`,
  http: `http.get('http://127.0.0.1:' + tcp)`,
  'class of requests': `new http.ClientRequest('http://127.0.0.1:' + tcp)`,
  'agent of requests': `http.globalAgent.createConnection({ port: tcp, host: '127.0.0.1' })`,
  socket: `new net.Socket().connect(tcp, '127.0.0.1')`,
  tls: `tls.connect(tcp, '127.0.0.1')`,
  http2: `require('http2').connect('http://127.0.0.1:' + tcp)`,
  'listening server': `new net.Server()._listen2('127.0.0.1', 0, 4, 5)`,
  'listening handle': `net._createServerHandle('127.0.0.1', 0, 4)`,
  datagram: `new dgram.Socket('udp4').send('x', udp, '127.0.0.1')`,
  'datagram handle': `dgram._createSocketHandle('127.0.0.1', 0, 'udp4')`,
  names: `dns.lookup('localhost', () => 0)`,
  'names by a class': `resolver.resolve4('a.example', () => 0)`,
  'promised names': `promisedResolver.resolve4('a.example')`,
  'pipe of a name': `new (process.stdout._handle.constructor)(0).bind(fresh)`,
  'pipe of a descriptor': `new (process.stdout._handle.constructor)(0).open(2)`,
};

/** The descriptors are those of the engine's channel. */
const channel: Record<string, string> = {
  'write to the descriptor': `fs.writeSync(4, 'x')`,
  'write vectors': `fs.writevSync(4, [Buffer.from('x')])`,
  'file of the descriptor': `fs.writeFileSync(4, 'x')`,
  'stream to the descriptor': `fs.createWriteStream('', { fd: 4 }).write('x')`,
  'socket of the descriptor': `new net.Socket({ fd: 4 }).write('x')`,
  'path of the descriptor': `fs.writeFileSync('/proc/self/fd/4', 'x')`,
  'stream to the descriptor, with a path': `new Promise((ok, no) => (uncaught = no) && fs.createWriteStream(inside, { fd: 4 }).on('error', no).write('x', (error) => (error ? no(error) : ok())))`,
  'read of the requests': `fs.readSync(3, Buffer.alloc(8))`,
  'vectors of the requests': `fs.readvSync(3, [Buffer.alloc(8)])`,
  'file of the requests': `fs.readFileSync(3)`,
  'promised file of the requests': `fs.promises.readFile(3)`,
  'stream of the requests': `new Promise((ok, no) => setTimeout(no, 200, new Error('harmless')) && fs.createReadStream('', { fd: 3 }).on('error', no).on('data', ok))`,
  'end of the channel': `fs.closeSync(3)`,
  'handles that are open': harmless(
    `for (const handle of process._getActiveHandles()) if ((handle.fd ?? handle._handle?.fd) > 2) handle.write('x');`,
  ),
  'terminal of the descriptor': harmless(`new (require('tty').WriteStream)(4).write('x');`),
  'handle of the descriptor': harmless(
    `const handle = await fs.promises.open(inside, 'w'); for (const key of Object.getOwnPropertySymbols(handle)) { const native = handle[key]; if (typeof native?.getAsyncId === 'function') await new handle.constructor(new native.constructor(4)).write('x'); }`,
  ),
  'length of the channel': harmless(`fs.ftruncateSync(4); fs.fsyncSync(4); throw new Error();`),
};

/** Each leaves what it tried to replace as it was; the code is strict, as modules are. */
const parts = [
  'Math.sqrt',
  'Math.abs',
  'Float32Array.prototype.set',
  'Float32Array.prototype.fill',
  'Object.getPrototypeOf(Float32Array.prototype).fill',
  'RegExp.prototype.test',
  'Set.prototype.has',
  'Map.prototype.get',
  'Promise.prototype.then',
  'Object.keys',
  'Array.isArray',
  'JSON.stringify',
  'Reflect.apply',
  'Number.isFinite',
  'globalThis.Float32Array',
  'globalThis.Promise',
];
const defined = (part: string): string => {
  const at = part.lastIndexOf('.');
  return `Object.defineProperty(${part.slice(0, at)}, '${part.slice(at + 1)}', { value: () => 7 })`;
};

/** The code is strict, as modules are. */
const language: Record<string, string> = Object.fromEntries(
  parts.flatMap((part) => [
    [part, `${part} = () => 7`],
    [`definition of ${part}`, defined(part)],
  ]),
);

export const promises: readonly Promised[] = [
  {
    sentence: 'Writing, renaming, removing or linking files outside the temporary folder',
    attempts: writes,
  },
  { sentence: 'the same by a path that says one thing and means another', attempts: paths },
  { sentence: 'Other processes, threads, debuggers, native libraries', attempts: processes },
  { sentence: 'The network', attempts: network },
  { sentence: 'Replacing parts of the language', attempts: language },
  { sentence: "a pipe that only the engine's code can write to", attempts: channel },
];

/** Attempts that nothing prevents. */
export const unpromised: Readonly<Record<string, string>> = {
  'Reading files': `fs.readFileSync(old, 'utf8')`,
  'Writing in the temporary folder': `(fs.writeFileSync(inside, 'x'), fs.rmSync(inside))`,
  'methods of your own': `(Array.prototype.last = function () { return this.at(-1); }, Math.clamp = () => 0, Number.prototype.half = Date.now)`,
};
