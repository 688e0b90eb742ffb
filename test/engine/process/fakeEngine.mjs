// Speaks the engine's protocol and misbehaves on request: the site's name says how.
import { engineEnd } from '../../support/engineEnd.mjs';

const report = (site) => ({
  schemaVersion: 2,
  model: { name: site, source: at, arguments: [] },
  runtime: { library: 'TensorFlow.js', backend: 'cpu', tried: [] },
  network: { layers: [], groups: [], totals: { layers: 0, parameters: 0 } },
  skips: { items: [], ambiguous: [], merges: { total: 0 } },
  findings: [],
  notMeasured: [],
});
const at = { file: 'model.ts', line: 7, column: 1 };
const greeting = {
  protocol: 3,
  watched: process.argv[2] !== '511',
  ringed: false,
  runtime: {
    framework: 'tfjs',
    library: 'TensorFlow.js',
    version: '4.22.0',
    backend: 'cpu',
    device: 'cpu',
    tried: [],
  },
};
const block = () => {
  for (;;);
};
const behaviours = {
  loop: block,
  throw: () => ({ code: 'model-threw', detail: 'boom', at }),
  exit: () => process.exit(3),
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  heap: () => {
    for (const all = []; ;) all.push(new Array(1000).fill(all.length));
  },
  nonsense: () => ({ value: 'not a report' }),
};

const prepared = [];
const rehearsed = [];

/** A shape that code computed wrongly has sizes that are no numbers. */
const clash = () => ({
  code: 'unbuildable',
  detail: { code: 'shapes.differ', values: { size: NaN } },
  at,
  branches: [{ name: 'x', shape: [null, NaN, 8] }],
});

/** Breaks the channel as code would that speaks in the engine's place. */
const breaks = {
  garbage: () =>
    channel.write(Buffer.from('no frame, and no secret before it: at least one head long')),
  endless: () => channel.write(Buffer.alloc(36, 255)),
  unreadable: () => channel.sendBytes(Buffer.from('garbage')),
  none: () => send(null),
  unknown: () => send({ kind: 'event', name: 'unheard', payload: null }),
  shapeless: () => send({ kind: 'event', name: 'progress', payload: null }),
  late: () => {
    send({ kind: 'event', name: 'partial', payload: report('late') });
    channel.write(Buffer.alloc(36, 255));
    return { silent: true };
  },
  clash,
  escapes: () => ({ code: 'model-threw', detail: 'boom \u001b[31m\u202e', at }),
  repeats: () => {
    const again = { kind: 'event', name: 'progress', payload: { stage: 'building model' } };
    setInterval(() => send(again), 50);
    return { silent: true };
  },
  flood: () => {
    const again = { kind: 'event', name: 'progress', payload: { stage: 'building model' } };
    for (let i = 0; i < 50000; i++) send(again);
  },
};

const channel = engineEnd(({ kind, id, method, payload }) => {
  if (kind !== 'request') return;
  if (method === 'greet') return send({ kind: 'answer', id, value: greeting });
  if (method === 'prepare') prepared.push(...payload);
  if (method === 'rehearse') rehearsed.push(payload);
  if (method === 'rehearse' || method === 'prepare')
    return send({ kind: 'answer', id, value: null });
  if (method === 'backends') return send({ kind: 'answer', id, value: [] });
  send({ kind: 'event', name: 'progress', payload: { stage: 'building model' } });
  send({ kind: 'event', name: 'running', payload: at });
  const { site } = payload.job;
  setTimeout(() => {
    if (site === 'steps') return step(id, site, 0);
    const outcome = { ...behaviours, ...breaks }[site]?.();
    if (outcome?.silent) return;
    if (outcome?.code) return send({ kind: 'failure', id, failure: outcome });
    send({ kind: 'event', name: 'partial', payload: report(site) });
    send({
      kind: 'answer',
      id,
      value: outcome?.value ?? { ...report(site), pid: process.pid, prepared, rehearsed },
    });
  }, 10);
});
const { send } = channel;

function step(id, site, done) {
  if (done === 6) return send({ kind: 'answer', id, value: report(site) });
  const payload = { stage: 'probing gradients', done, total: 6 };
  send({ kind: 'event', name: 'progress', payload });
  setTimeout(() => step(id, site, done + 1), 500);
}
