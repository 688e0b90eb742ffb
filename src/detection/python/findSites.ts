import { parser } from '@lezer/python';
import type { ModelSite, TextPosition } from '../../shared/model/modelSite';
import { importsOf, starImports } from './imports';
import { locateSites, type FoundSite } from './locateSites';
import { joinCells } from './notebookCells';
import { isNotebook } from './sourceFile';

/** The cheap test before the parser: nothing that makes a model can be written without one of these words. */
const subject = /\b(?:torch|keras|tensorflow|timm|mmengine|LightningModule)\b|\bnn\.Module\b/;

/** The position of an offset in a text. */
type PositionAt = (offset: number) => TextPosition;

function positionsOf(text: string): PositionAt {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The second site of a name gets `~2`, the third `~3`, in the order of the text. */
function named(sites: readonly FoundSite[], positionAt: PositionAt): ModelSite[] {
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
      needs: parameters.filter((one) => one.default === undefined).map((one) => one.name),
    };
  });
}

function sitesOf(text: string, positionAt: PositionAt): ModelSite[] {
  const script = parser.parse(text).topNode;
  const file = {
    text,
    script,
    imports: importsOf(script, text),
    stars: starImports(script, text),
  };
  return named(locateSites(file), positionAt);
}

/**
 * The model definitions of a Python file or notebook, in the order of its text. Looks at syntax only, never
 * runs anything, and takes half-typed text. Positions in a notebook are those of its file.
 */
export function findPythonSites(text: string, file: string): ModelSite[] {
  if (!subject.test(text)) return [];
  if (!isNotebook(file)) return sitesOf(text, positionsOf(text));
  const cells = joinCells(text);
  return cells ? sitesOf(cells.text, cells.positionAt) : [];
}
