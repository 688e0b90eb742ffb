import { isJavascript, javascriptEndings } from '../../../detection/javascript/sourceFile';
import type { Frontend } from '../../model/frontend';
import type { Subject } from '../../model/subject';
import { openBackend } from '../../tfjs/backends/openBackend';
import { openBuilt } from '../../tfjs/openedModel';
import { locateDefinition, type LocatedDefinition } from './locateDefinition';
import { DataFunction, type DataPlace } from './run/dataFunction';
import type { LoadSaved } from './run/savedModels';
import { SourceDefinition } from './sourceDefinition';

interface Located extends LocatedDefinition {
  readonly milliseconds: number;
}

const definitions = new WeakMap<Subject, Located>();

/** The definition of a subject: asking for its place and opening it parse it once. */
function definitionOf(subject: Subject): Located {
  const known = definitions.get(subject);
  if (known) return known;
  const started = performance.now();
  const found = locateDefinition(subject);
  const located = { ...found, milliseconds: performance.now() - started };
  definitions.set(subject, located);
  return located;
}

/**
 * Opens definitions in JavaScript and TypeScript, and in pages with scripts. `loadSaved` reads the saved
 * models that they load.
 */
export const javascriptFrontend = (loadSaved: LoadSaved): Frontend<Subject> => ({
  id: 'javascript',
  patterns: javascriptEndings.map((ending) => `*.${ending}`),
  opens: ({ file }) => isJavascript(file),
  openRuntime: openBackend,
  locate: (subject) => definitionOf(subject).at,
  open: (subject, seed) => {
    const definition = definitionOf(subject);
    const started = performance.now();
    const { build } = new SourceDefinition(definition, subject, loadSaved);
    return openBuilt(build, seed, definition.milliseconds + performance.now() - started);
  },
});

/** Runs functions of the workspace that give data: sliced, compiled and surrounded as definitions are. */
export const functionCaller =
  (place: DataPlace) =>
  async (file: string, name: string, wish: object): Promise<unknown> =>
    new DataFunction(file, name, place).call(wish);
