import * as l10n from '@vscode/l10n';
import type ts from 'typescript';
import { locateSites, type LocatedSite } from '../../../detection/javascript/locateSites';
import { Failure } from '../../../shared/base/failures';
import type { InspectRequest } from '../../../shared/protocol/engineContract';

const list = (sites: readonly LocatedSite[]): string =>
  sites.map(({ site }) => site.name).join(', ');

/** The wanted definition of a file; without a name, the only one. Throws `site-not-found` and says what there is. */
export function pickSite(tree: ts.SourceFile, wanted: string, file: string): LocatedSite {
  const sites = locateSites(tree);
  const at = { file, line: 1, column: 1 };
  const [only, ...others] = sites;
  if (!only) throw new Failure('no-model', file, at);
  if (wanted === '') {
    if (others.length === 0) return only;
    throw new Failure(
      'invalid-argument',
      l10n.t('{0} defines {1}: name one of them', file, list(sites)),
      at,
    );
  }
  const found = sites.find(({ site }) => site.name === wanted);
  if (found) return found;
  throw new Failure(
    'site-not-found',
    l10n.t('{0} ({1} defines {2})', wanted, file, list(sites)),
    at,
  );
}

/** Throws where it is clear before running that a definition cannot be built, or not with these arguments. */
export function refuseUnbuildable(
  { site, owner }: LocatedSite,
  file: string,
  request: InspectRequest,
): void {
  const at = { file, ...site.range.start };
  if (site.pattern === 'core') {
    const detail = l10n.t(
      'it is written with core operations; only models made of layers can be read',
    );
    throw new Failure('unbuildable', detail, at);
  }
  // Methods also take what their class is made with, so only plain functions can be checked.
  if (owner.kind === 'function' && site.pattern !== 'factory') return;
  const known = site.parameters.map(({ name }) => name);
  const wrong = Object.keys(request.arguments).find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const takes =
    known.length > 0 ? l10n.t('it takes {0}', known.join(', ')) : l10n.t('it takes none');
  throw new Failure(
    'invalid-argument',
    l10n.t('{0} has no argument {1}; {2}', site.name, wrong, takes),
    at,
  );
}
