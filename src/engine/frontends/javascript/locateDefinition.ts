import type ts from 'typescript';
import { sizeExpressions } from '../../../detection/javascript/sizeExpressions';
import { locateSites, type LocatedSite } from '../../../detection/javascript/locateSites';
import { Failure } from '../../../shared/base/failures';
import type { SourcePosition } from '../../../shared/base/source';
import { message } from '../../../shared/words/message';
import { reportPath } from '../../../workspace/reportPath';
import type { Subject } from '../../model/subject';
import { readModule, refuseSyntaxErrors, type ModuleSource } from './slice/moduleSource';

/** A definition in a parsed file. */
export interface LocatedDefinition {
  readonly source: ModuleSource;
  readonly located: LocatedSite;
  readonly at: SourcePosition;
}

const textOf = ({ content }: Subject): string =>
  typeof content === 'string' ? content : Buffer.from(content).toString('utf8');

/** A text that stops the parser has no place to point at but its start. */
function parsed(subject: Subject, top: SourcePosition): ModuleSource {
  try {
    return readModule(subject.file, textOf(subject));
  } catch (error) {
    throw error instanceof Failure ? error.placedAt(top) : error;
  }
}

const namesOf = (sites: readonly LocatedSite[]): string[] => sites.map(({ site }) => site.name);

/** The definition called `wanted`, or the only one if that is empty. */
function pickSite(tree: ts.SourceFile, wanted: string, top: SourcePosition): LocatedSite {
  const sites = locateSites(tree);
  const { file } = top;
  const [only, ...others] = sites;
  if (!only) throw new Failure('no-model', file, top);
  const found = wanted === '' ? only : sites.find(({ site }) => site.name === wanted);
  const names = namesOf(sites);
  if (wanted === '' && others.length > 0) {
    const why = message('javascript.several-definitions', { file, names });
    throw new Failure('invalid-argument', why, top);
  }
  if (found) return found;
  const why = message('javascript.no-such-definition', { name: wanted, file, names });
  throw new Failure('site-not-found', why, top);
}

/** Throws if it is clear before running that a definition cannot be built, or not with these arguments. */
function refuseUnbuildable(
  { site, owner }: LocatedSite,
  at: SourcePosition,
  { arguments: set, tree }: { readonly arguments: object; readonly tree: ts.SourceFile },
): void {
  if (site.pattern === 'core') {
    throw new Failure('unbuildable', message('javascript.core-operations'), at);
  }
  // Methods also take the arguments of their class, so only plain functions can be checked.
  if (owner.kind === 'function' && site.pattern !== 'factory') return;
  const names = site.parameters.map(({ name }) => name);
  const wrong = Object.keys(set).find(
    (name) => !names.includes(name) && sizeExpressions(tree, name).length === 0,
  );
  if (wrong === undefined) return;
  const values = { definition: site.name, name: wrong };
  const why =
    names.length > 0
      ? message('javascript.no-such-argument', { ...values, names })
      : message('javascript.takes-no-argument', values);
  throw new Failure('invalid-argument', why, at);
}

/**
 * Parses a subject and finds its definition. Throws a `Failure`: `syntax-error`, `no-model`,
 * `site-not-found`, `invalid-argument` or `unbuildable`.
 */
export function locateDefinition(subject: Subject): LocatedDefinition {
  const file = reportPath(subject.file, subject.root);
  const top = { file, line: 1, column: 1 };
  const source = parsed(subject, top);
  refuseSyntaxErrors(source, subject.root);
  const located = pickSite(source.tree, subject.site, top);
  const at = { file, ...located.site.range.start };
  refuseUnbuildable(located, at, { arguments: subject.arguments, tree: source.tree });
  return { source, located, at };
}
