import type { SyntaxNode } from '@lezer/common';
import type { Framework } from '../../shared/model/framework';
import { dottedName } from './imports';
import { pathsOf, type File } from './moduleClasses';
import { argumentsOf, childrenOf, textOf } from './syntax';

/** A call that makes a model. */
export interface Creation {
  readonly framework: Framework;
  /** `library`: layers put together where the call stands; `own`: a class or a factory of the file. */
  readonly of: 'library' | 'own' | 'foreign';
}

/** The names of a file that make models when they are called. */
export type Makers = ReadonlyMap<string, Framework>;

/** Methods that hand the model back that they are called on. */
const chained: ReadonlySet<string> = new Set(
  'to cuda cpu half float double bfloat16 eval train requires_grad_ apply share_memory'.split(' '),
);
/** Functions that hand a model back that they are given. */
const wrappers =
  /(?:^|\.)(?:DataParallel|DistributedDataParallel|FullyShardedDataParallel|compile|script|trace|convert_sync_batchnorm)$/;

function libraryMaker(path: string): Framework | undefined {
  const isKeras = /^(?:tf|tensorflow|keras|tf_keras)\b/.test(path);
  if (isKeras && /\.(?:Model|Sequential)$|\.applications(?:\.\w+)*\.[A-Z]\w*$/.test(path))
    return 'keras';
  if (/^torch\.nn(?:\.\w+)*\.Sequential$/.test(path)) return 'torch';
  const isZoo = /^torchvision\.models(?:\.\w+)*\.[a-z]\w*$|^timm\.create_model$/.test(path);
  return isZoo ? 'torch' : undefined;
}

/** A class with a capital from the workspace or a package that is not known. */
const foreignMaker = (path: string): boolean =>
  /(?:^|\.)[A-Z]\w*$/.test(path) &&
  /\./.test(path) &&
  !/^(?:torch|torchvision|tensorflow|tf|keras|numpy|np|pandas|sklearn|matplotlib|PIL|collections|typing|pathlib)\b/.test(
    path,
  );

function calledMaker(callee: SyntaxNode, file: File, own: Makers): Creation | undefined {
  const name = dottedName(callee, file.text);
  if (name === undefined) return undefined;
  const made = own.get(name);
  if (made) return { framework: made, of: 'own' };
  const paths = pathsOf(name, file);
  const library = paths.map(libraryMaker).find((one) => one !== undefined);
  if (library) return { framework: library, of: 'library' };
  return foreignMaker(paths[0] ?? name) ? { framework: 'torch', of: 'foreign' } : undefined;
}

/** The model that a method or function hands back, `Net().to(device)`, `nn.DataParallel(Net())`. */
function handedOn(call: SyntaxNode, callee: SyntaxNode, text: string): SyntaxNode | undefined {
  const method = callee.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
  const [object] = childrenOf(callee);
  if (method && object && chained.has(textOf({ text, node: method }))) return object;
  const name = dottedName(callee, text);
  return name !== undefined && wrappers.test(name)
    ? argumentsOf({ text, node: call })[0]?.value
    : undefined;
}

/** The model that an expression makes; `undefined` if it makes none. */
export function creationOf(node: SyntaxNode, file: File, own: Makers): Creation | undefined {
  if (node.name === 'ParenthesizedExpression' || node.name === 'ConditionalExpression') {
    return childrenOf(node)
      .map((child) => creationOf(child, file, own))
      .find((one) => one !== undefined);
  }
  if (node.name !== 'CallExpression') return undefined;
  const [callee] = childrenOf(node);
  if (!callee) return undefined;
  const inner = handedOn(node, callee, file.text);
  return inner && inner.name !== 'VariableName'
    ? creationOf(inner, file, own)
    : calledMaker(callee, file, own);
}

/** The names that a statement assigns, `self.net` and `model`, and the value of each. */
export function assignmentsOf(
  statement: SyntaxNode,
  text: string,
): { readonly name: string; readonly value: SyntaxNode }[] {
  if (statement.name !== 'AssignStatement') return [];
  const children = childrenOf(statement);
  const at = children.findIndex(({ name }) => name === 'AssignOp');
  const value = children.at(-1);
  const targets = children.slice(0, at).filter(({ name }) => name !== 'TypeDef');
  if (at < 0 || !value || targets.length !== 1) return [];
  const name = targets[0] && dottedName(targets[0], text);
  return name === undefined ? [] : [{ name, value }];
}
