import type { ModelSite } from '../../../shared/model/modelSite';

/** The innermost site around a line (1-based), or the only one of the file. */
export function siteAt(sites: readonly ModelSite[], line: number): ModelSite | undefined {
  const around = sites.filter(({ range }) => range.start.line <= line && line <= range.end.line);
  const innermost = around.sort((a, b) => b.range.start.line - a.range.start.line)[0];
  return innermost ?? (sites.length === 1 ? sites[0] : undefined);
}
