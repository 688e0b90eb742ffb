// ELK takes a thread without a document for a worker of its own and would seize its messages. We call
// it directly inside our worker, so it must believe that it is on a page.
Object.assign(globalThis, { document: (globalThis as { document?: unknown }).document ?? {} });
