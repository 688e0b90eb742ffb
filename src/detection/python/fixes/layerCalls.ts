import type { SyntaxNode } from '@lezer/common';
import { assignmentsOf } from '../creations';
import { dottedName } from '../imports';
import { pathsOf, type File } from '../moduleClasses';
import { descendants } from '../syntax';

/** Layers with one kernel. */
export const kernelLayers =
  /^(?:Linear|Dense|(?:Lazy)?Conv(?:Transpose)?[123]d|Conv[123]D(?:Transpose)?)$/;

/** A call that makes a layer: `nn.Conv2d(…)`, `layers.Dense(…)`. */
export interface LayerCall {
  readonly node: SyntaxNode;
  readonly framework: 'torch' | 'keras';
  /** `Conv2d` */
  readonly kind: string;
  /** The attribute that keeps the layer, `self.conv1`. */
  readonly keptAs?: string;
}

function frameworkOf(path: string): LayerCall['framework'] | undefined {
  if (/^torch\.nn\.(?!functional\b|init\b|utils\b)/.test(path)) return 'torch';
  return /^(?:tf|tensorflow|keras|tf_keras)\b.*\.layers\./.test(path) ? 'keras' : undefined;
}

/** The attribute or variable that keeps the result of a call. */
function keptAs({ parent }: SyntaxNode, text: string): string | undefined {
  return parent ? assignmentsOf(parent, text)[0]?.name : undefined;
}

function layerCall(node: SyntaxNode, file: File): LayerCall | undefined {
  const name = node.firstChild && dottedName(node.firstChild, file.text);
  if (!name) return undefined;
  const path = pathsOf(name, file).find((one) => frameworkOf(one));
  const framework = path === undefined ? undefined : frameworkOf(path);
  if (path === undefined || !framework) return undefined;
  const kept = keptAs(node, file.text);
  return {
    node,
    framework,
    kind: path.slice(path.lastIndexOf('.') + 1),
    ...(kept !== undefined && { keptAs: kept }),
  };
}

/** All calls that make layers, in the order of the text. */
const layerCalls = (file: File): LayerCall[] =>
  descendants(file.script, 'CallExpression')
    .map((node) => layerCall(node, file))
    .filter((call) => call !== undefined);

/** The text of a call's callee where a layer is applied: `self.conv1` in `self.conv1(x)`. */
const appliedAt = (file: File, offset: number): readonly string[] =>
  descendants(file.script, 'CallExpression')
    .filter(({ from, to }) => from <= offset && offset <= to)
    .map(
      ({ firstChild }) =>
        firstChild && firstChild.to >= offset && dottedName(firstChild, file.text),
    )
    .filter((name) => typeof name === 'string');

/** The offset of the class around a node; -1 where there is none. */
export const classAround = (node: SyntaxNode): number => {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name === 'ClassDefinition') return at.from;
  }
  return -1;
};

/**
 * The call that makes the layer that a position means: the one that is written there, the only one of its
 * line, or the one whose layer is applied there. `undefined` if that is not certain.
 */
export function layerAt(file: File, offset: number): LayerCall | undefined {
  const calls = layerCalls(file);
  const exact = calls.filter(({ node }) => {
    const end = node.firstChild?.to ?? node.from;
    return node.from <= offset && offset <= end;
  });
  if (exact.length === 1) return exact[0];
  const applied = appliedAt(file, offset);
  const scope = classAround(file.script.resolveInner(offset, 1));
  const kept = calls.filter(
    (call) =>
      call.keptAs !== undefined &&
      applied.includes(call.keptAs) &&
      classAround(call.node) === scope,
  );
  if (kept.length === 1) return kept[0];
  const start = file.text.lastIndexOf('\n', offset - 1) + 1;
  const end = file.text.indexOf('\n', offset);
  const ofLine = calls.filter(({ node }) => start <= node.from && (end < 0 || node.from < end));
  return applied.length === 0 && ofLine.length === 1 ? ofLine[0] : undefined;
}
