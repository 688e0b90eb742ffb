/** The bundled text of a worker, to be started from a blob; see esbuild.mjs. */
declare module 'worker:*' {
  const source: string;
  export default source;
}
