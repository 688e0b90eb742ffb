import type { SyntaxNode } from '@lezer/common';
import type { Framework } from '../../shared/model/framework';
import { dottedName, fullPath, type Imports } from './imports';
import type { Outline } from './outline';
import { argumentsOf, declaredName, descendants, statementsOf, textOf } from './syntax';

/** The part of a network that a class is: a whole one that can be built, or a layer of Keras. */
type Role = 'model' | 'layer';

/** A class of a file that makes a network or a part of one. */
export interface ModuleClass {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly framework: Framework;
  readonly role: Role;
  /** It, or a class that it extends, says what it does with a tensor. */
  readonly runs: boolean;
  /** The function that takes its arguments: its own, or that of the class of the file that it extends. */
  readonly constructor_: SyntaxNode | undefined;
}

/** The inheritance of a class: its framework and role, and whether that class runs on a tensor as it is. */
interface Inherited {
  readonly framework: Framework;
  readonly role: Role;
  readonly runs: boolean;
  readonly constructor_?: SyntaxNode | undefined;
}

export interface File {
  readonly text: string;
  readonly script: SyntaxNode;
  readonly outline: Outline;
  readonly imports: Imports;
  /** Packages whose every name the file takes over. */
  readonly stars: readonly string[];
}

const kerasPath = /^(?:tf|tensorflow|keras|tf_keras)\b/;

/** A class of torch or Keras by its full path. */
function libraryClass(path: string): Inherited | undefined {
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (kerasPath.test(path)) {
    if (/^(?:Model|Functional)$/.test(last))
      return { framework: 'keras', role: 'model', runs: false };
    if (last === 'Sequential') return { framework: 'keras', role: 'model', runs: true };
    const isLayer = last === 'Layer' || /\.layers\./.test(path);
    return isLayer ? { framework: 'keras', role: 'layer', runs: true } : undefined;
  }
  if (/^torch\.nn\.(?:functional|init|utils)\b|\bParameter$/.test(path)) return undefined;
  if (last === 'Module') return { framework: 'torch', role: 'model', runs: false };
  if (path.startsWith('torch.nn.')) return { framework: 'torch', role: 'model', runs: true };
  // Lightning and the bases of other packages: their `forward` may come from the class or from the base.
  if (/Module$/.test(last)) {
    return { framework: 'torch', role: 'model', runs: last === 'LightningModule' };
  }
  return undefined;
}

const mentionsTorch = (text: string): boolean =>
  /\b(?:torch|timm|mmengine|LightningModule)\b|\bnn\.Module\b/.test(text);

/** Bases that no network extends. */
const neverNetworks =
  /(?:^|\.)(?:object|ABC|Enum|IntEnum|NamedTuple|TypedDict|Protocol|Generic|Dataset|IterableDataset|DataLoader|Sampler|Function|Optimizer|LRScheduler|_LRScheduler|Callback|TestCase|Exception|\w*Error|dict|list|tuple|str|int|float|type|Dict|List|Tuple)$/;

/** A class from elsewhere: of the workspace or of a package that is not known. */
function foreignClass(path: string, { text }: File, runs: boolean): Inherited | undefined {
  const isBase = /(?:Model|Net|Network|Backbone|Head|Layer|Block)$/.test(path);
  if (!(runs || isBase) || neverNetworks.test(path) || !mentionsTorch(text)) return undefined;
  return { framework: 'torch', role: 'model', runs };
}

const methodsOf = (node: SyntaxNode): SyntaxNode[] => {
  const body = node.getChild('Body');
  return body ? statementsOf(body).filter(({ name }) => name === 'FunctionDefinition') : [];
};

const isStatic = (method: SyntaxNode, text: string): boolean =>
  method.parent?.name === 'DecoratedStatement' &&
  /@\s*staticmethod\b/.test(textOf({ text, node: method.parent }));

const named = (
  methods: readonly SyntaxNode[],
  text: string,
  name: string,
): SyntaxNode | undefined =>
  methods.find((node) => declaredName({ text, node }) === name && !isStatic(node, text));

/** The bases of a class, without those that are computed. */
const basesOf = (node: SyntaxNode, text: string): string[] =>
  argumentsOf({ text, node })
    .filter(({ name }) => name === undefined)
    .map(({ value }) => dottedName(value, text))
    .filter((name) => name !== undefined);

/** A class of losses takes part in training and has nothing to draw, unless it has layers of its own. */
function isLoss(name: string, node: SyntaxNode, { text, imports }: File): boolean {
  if (!/(?:Loss|Criterion)$/i.test(name)) return false;
  const holdsLayers = descendants(node, 'CallExpression').some(({ firstChild }) => {
    const path = firstChild && fullPath(dottedName(firstChild, text) ?? '', imports);
    return !!path && /^torch\.nn\.(?!functional\b)\w+$/.test(path) && !path.endsWith('Loss');
  });
  return !holdsLayers;
}

/** The full paths that a name may stand for, those of star imports included. */
export const pathsOf = (name: string, { imports, stars }: File): string[] => {
  const path = fullPath(name, imports);
  const isBare = path === name && !name.includes('.');
  return isBare ? [path, ...stars.map((star) => `${star}.${name}`)] : [path];
};

function inheritedOf(
  base: string,
  file: File,
  { known, runs }: { known: ReadonlyMap<string, ModuleClass>; runs: boolean },
): Inherited | undefined {
  const own = known.get(base);
  if (own) return own;
  const paths = pathsOf(base, file);
  const library = paths.map(libraryClass).find((one) => one !== undefined);
  if (library) return library;
  const path = paths[0] ?? base;
  const isDeclared = path === base && !base.includes('.') && file.stars.length === 0;
  return isDeclared ? undefined : foreignClass(path, file, runs);
}

/** A class as a part of a network; `undefined` if it is none. */
function moduleClass(
  node: SyntaxNode,
  file: File,
  known: ReadonlyMap<string, ModuleClass>,
): ModuleClass | undefined {
  const { text } = file;
  const name = declaredName({ text, node });
  if (name === undefined) return undefined;
  const methods = methodsOf(node);
  const runs = ['forward', 'call'].some((one) => named(methods, text, one));
  const [inherited] = basesOf(node, text)
    .map((base) => inheritedOf(base, file, { known, runs }))
    .filter((one) => one !== undefined);
  if (!inherited || isLoss(name, node, file)) return undefined;
  return {
    name,
    node,
    framework: inherited.framework,
    role: inherited.role,
    runs: runs || inherited.runs || buildsItself(methods, text),
    constructor_: named(methods, text, '__init__') ?? inherited.constructor_,
  };
}

/** A functional model that its class makes: `super().__init__(inputs=…, outputs=…)`. */
const buildsItself = (methods: readonly SyntaxNode[], text: string): boolean => {
  const init = named(methods, text, '__init__');
  return !!init && /\boutputs\s*=/.test(textOf({ text, node: init }));
};

/** The classes of a file that make networks or parts of them, in the order of the text. */
export function moduleClassesOf(file: File): ModuleClass[] {
  const known = new Map<string, ModuleClass>();
  const found: ModuleClass[] = [];
  for (const node of file.outline.classes) {
    const made = moduleClass(node, file, known);
    if (!made) continue;
    known.set(made.name, made);
    found.push(made);
  }
  return found;
}

/** Tells whether a node stands in one of these nodes. */
export function isWithin(node: SyntaxNode, outer: readonly SyntaxNode[]): boolean {
  return outer.some(({ from, to }) => from <= node.from && node.to <= to);
}
