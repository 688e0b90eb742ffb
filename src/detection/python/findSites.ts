import type { ModelSite, TextPosition } from '../../shared/model/modelSite';
import { locateSites, type FoundSite } from './locateSites';
import { joinCells } from './notebookCells';
import { parsePython } from './parsePython';
import { positionsOf } from './positions';
import { isNotebook } from './sourceFile';

/** The cheap test before the parser: nothing that makes a model can be written without one of these words. */
const subject = /\b(?:torch|keras|tensorflow|timm|mmengine|LightningModule)\b|\bnn\.Module\b/;

/** The position of an offset in a text. */
type PositionAt = (offset: number) => TextPosition;

/** The second site of a name gets `~2`, the third `~3`, in the order of the text. */
function named(
  sites: readonly FoundSite[],
  used: ReadonlySet<string>,
  positionAt: PositionAt,
): ModelSite[] {
  const seen = new Map<string, number>();
  return sites.map(({ name, pattern, framework, node, parameters }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return {
      name: count === 1 ? name : `${name}~${count}`,
      pattern,
      framework,
      range: { start: positionAt(node.from), end: positionAt(node.to) },
      parameters,
      needs: used.has(name)
        ? []
        : parameters.filter((one) => one.default === undefined).map((one) => one.name),
    };
  });
}

function sitesOf(text: string, name: string, positionAt: PositionAt): ModelSite[] {
  const file = parsePython(text, name);
  return named(locateSites(file), file.outline.used, positionAt);
}

/**
 * The model definitions of a Python file or notebook, in the order of its text. Looks at syntax only, never
 * runs anything, and takes half-typed text. Positions in a notebook are those of its file.
 */
export function findPythonSites(text: string, file: string): ModelSite[] {
  if (!subject.test(text)) return [];
  if (!isNotebook(file)) return sitesOf(text, file, positionsOf(text).at);
  const cells = joinCells(text);
  return cells ? sitesOf(cells.text, file, cells.positionAt) : [];
}
