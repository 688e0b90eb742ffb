import type { SyntaxNode } from '@lezer/common';
import type { ProjectionFix, Replacement, TextEdit } from '../../../shared/model/fix';
import { moduleClassesOf, type File, type ModuleClass } from '../moduleClasses';
import { childrenOf, declaredName, descendants, textOf } from '../syntax';
import { helperWords, parameterNames } from './helperWords';
import { joinAt, type Join } from './joins';
import { classAround, type LayerCall } from './layerCalls';
import { layerName } from './libraryNames';
import {
  planLayers,
  titleOf,
  waysToWrite,
  type PlannedLayer,
  type Written,
} from './projectionSizes';

/** The function of a class that makes the layers which its methods apply. */
interface Maker {
  readonly init: SyntaxNode;
  readonly framework: LayerCall['framework'];
  /** `self` */
  readonly object: string;
  /** `projection`: an attribute that nothing in the file has. */
  readonly attribute: string;
}

const attributes = ['projection', 'shortcut_projection'];

function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at; at = at.parent)
    if (at.name === 'FunctionDefinition' || at.name === 'LambdaExpression') return at;
  return undefined;
}

/** The methods of a class, without those that are decorated or stand under a condition. */
const methodsOf = (class_: SyntaxNode): SyntaxNode[] =>
  class_.getChild('Body')?.getChildren('FunctionDefinition') ?? [];

const frameworkOf = ({ framework }: ModuleClass): Maker['framework'] | undefined =>
  framework === 'tfjs' ? undefined : framework;

/** The maker of a method's class; `undefined` where the class leaves that to another. */
function makerFor(method: SyntaxNode, file: File): Maker | undefined {
  const { text } = file;
  const class_ = moduleClassesOf(file).find(
    ({ node }) => node.from === method.parent?.parent?.from,
  );
  const methods = class_ ? methodsOf(class_.node) : [];
  const init = methods.find((node) => declaredName({ text, node }) === '__init__');
  const [object] = init ? parameterNames(init, text) : [];
  const attribute = attributes.find((name) => !text.includes(`.${name}`));
  const framework = class_ && frameworkOf(class_);
  if (!framework || !init || object === undefined || attribute === undefined) return undefined;
  const isOwn = methods.some(({ from }) => from === method.from);
  return isOwn && parameterNames(method, text)[0] === object
    ? { init, framework, object, attribute }
    : undefined;
}

/** The last statement of a function that gives its object an attribute, with those in its body. */
function lastKeeping({ init, object }: Maker, text: string): SyntaxNode | undefined {
  const keeps = (statement: SyntaxNode): boolean =>
    descendants(statement, 'AssignStatement').some((node) =>
      textOf({ text, node }).startsWith(`${object}.`),
    );
  const body = init.getChild('Body');
  return body ? childrenOf(body).filter(keeps).at(-1) : undefined;
}

/** The white space before the first statement of its line; `undefined` for a later one. */
const indentOf = ({ from }: SyntaxNode, text: string): string | undefined =>
  /(?<=\n)[ \t]*$/.exec(text.slice(0, from))?.[0];

/** The lines that make the layer, without their indentation; `undefined` where nothing stands for no layer. */
function linesOf(
  file: File,
  { framework, object, attribute }: Maker,
  { made, when }: Written,
): readonly (readonly [depth: 0 | 1, line: string])[] | undefined {
  const kept = `${object}.${attribute} = `;
  if (when === undefined) return [[0, `${kept}${made}`]];
  const identity = layerName(file, framework, 'Identity');
  if (identity === undefined) return undefined;
  return [
    [0, `${kept}${identity}()`],
    [0, `if ${when}:`],
    [1, `${kept}${made}`],
  ];
}

/** Makes the layer on lines of its own, after the last one that makes another. */
function making(file: File, maker: Maker, written: Written): Replacement | undefined {
  const { text } = file;
  const last = lastKeeping(maker, text);
  const indent = last && indentOf(last, text);
  const outer = indentOf(maker.init, text);
  const lines = linesOf(file, maker, written);
  if (!last || !lines || indent === undefined || outer === undefined) return undefined;
  const step = indent.slice(outer.length);
  const end = last.from + textOf({ text, node: last }).trimEnd().length;
  const at = end + (/^[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const put = lines.map(([depth, line]) => `${eol}${indent}${step.repeat(depth)}${line}`);
  return { start: at, end: at, text: put.join('') };
}

function around({ from, to, name }: SyntaxNode, { text }: File, layer: string): Replacement {
  const written = text.slice(from, to);
  const bare = name === 'ParenthesizedExpression' ? written.slice(1, -1) : written;
  return { start: from, end: to, text: `${layer}(${bare})` };
}

/** Makes the layer where the class makes its others, and applies it at the join. */
function inClass(file: File, maker: Maker, planned: PlannedLayer, join: Join): TextEdit[] {
  const branch = join.operands[planned.plan.branch];
  if (!branch) return [];
  const applied = around(branch, file, `${maker.object}.${maker.attribute}`);
  const words = helperWords(maker.init, file, maker.framework);
  return waysToWrite(planned, words).flatMap((written) => {
    const made = making(file, maker, written);
    if (!made) return [];
    const replacements = [made, applied].sort((a, b) => a.start - b.start);
    return [{ replacements, title: titleOf(planned) }];
  });
}

/** Makes and applies the layer at the join, as functions of Keras do. */
function inFunction(file: File, planned: PlannedLayer, join: Join): TextEdit[] {
  const branch = join.operands[planned.plan.branch];
  if (!branch) return [];
  const scope = functionAround(join.node);
  const none = { from: [], channels: [], strides: [] };
  const words = scope ? helperWords(scope, file, 'keras') : none;
  return waysToWrite(planned, words).map(({ made }) => ({
    replacements: [around(branch, file, made)],
    title: titleOf(planned),
  }));
}

/**
 * Projects one branch of the addition at an offset, for the shapes that it has now. Which of the edits builds for
 * every call of the code around it only a build can tell.
 */
export function projectBranch(file: File, offset: number, fix: ProjectionFix): TextEdit[] {
  const join = joinAt(file, offset);
  if (!join) return [];
  const scope = functionAround(join.node);
  if (scope?.name === 'LambdaExpression') return [];
  const maker = scope && makerFor(scope, file);
  if (maker) {
    const layers = planLayers(file, maker.framework, fix);
    return layers.flatMap((planned) => inClass(file, maker, planned, join));
  }
  if (scope && classAround(scope) !== -1) return [];
  return planLayers(file, 'keras', fix).flatMap((planned) => inFunction(file, planned, join));
}
