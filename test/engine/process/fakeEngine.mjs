// Speaks the engine's protocol and misbehaves on request: the site's name says how.
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

if (process.argv[1]?.includes('refuses-to-start')) process.exit(9);

process.on('message', ({ kind, id, method, payload }) => {
  if (kind !== 'request') return;
  const send = (frame) => process.send(frame);
  if (method === 'greet') return send({ kind: 'answer', id, value: { protocol: 2 } });
  if (method === 'prepare') prepared.push(...payload);
  if (method === 'rehearse' || method === 'prepare')
    return send({ kind: 'answer', id, value: null });
  if (method === 'backends') return send({ kind: 'answer', id, value: [] });
  send({ kind: 'event', name: 'progress', payload: { stage: 'building model' } });
  send({ kind: 'event', name: 'running', payload: at });
  const { site } = payload.job;
  setTimeout(() => {
    if (site === 'steps') return step(id, site, 0);
    const outcome = behaviours[site]?.();
    if (outcome?.code) return send({ kind: 'failure', id, failure: outcome });
    send({ kind: 'event', name: 'partial', payload: report(site) });
    send({
      kind: 'answer',
      id,
      value: outcome?.value ?? { ...report(site), pid: process.pid, prepared },
    });
  }, 10);
});

function step(id, site, done) {
  if (done === 6) return process.send({ kind: 'answer', id, value: report(site) });
  const payload = { stage: 'probing gradients', done, total: 6 };
  process.send({ kind: 'event', name: 'progress', payload });
  setTimeout(() => step(id, site, done + 1), 500);
}
process.on('disconnect', () => process.exit());
