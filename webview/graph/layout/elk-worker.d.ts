// elkjs types its worker as if it were the browser's; it is the class of a worker in this thread.
declare module 'elkjs/lib/elk-worker.min.js' {
  export const Worker: new () => globalThis.Worker;
}
