/** The bundled text of a worker, to be started from a blob; see esbuild.mjs. */
declare module 'worker:*' {
  const source: string;
  // A loader's text has no other name to be imported by.
  export default source;
}
