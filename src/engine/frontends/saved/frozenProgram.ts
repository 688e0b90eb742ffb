import {
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
} from '../../../shared/base/jsonValues';
import type { Constant, Operand, Program, ProgramNode, ValueRef } from '../../opGraph/program';

/** A node of the file; constants are nodes too. */
interface FrozenNode extends Omit<ProgramNode, 'operands'> {
  readonly inputs: readonly ValueRef[];
}

/** `^name` only orders two nodes; `name:1` is the second output of a node. */
function refOf(text: string): ValueRef[] {
  if (text.startsWith('^')) return [];
  const [node = '', output = '0'] = text.split(':');
  return [{ node, output: Number(output) || 0 }];
}

function nodeOf(value: unknown): FrozenNode[] {
  const [name, op] = [textAt(value, 'name'), textAt(value, 'op')];
  if (name === undefined || op === undefined) return [];
  const inputs = listAt(value, 'input').map(String).flatMap(refOf);
  return [{ name, op, inputs, attributes: objectAt(value, 'attr') ?? {} }];
}

/** The nodes that pass the first value of each node on as it is. */
function passedOnBy(nodes: readonly FrozenNode[]): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const { name, op, inputs } of nodes) {
    const from = inputs[0]?.node;
    if (op !== 'Identity' || from === undefined) continue;
    const known = readers.get(from);
    if (known) known.push(name);
    else readers.set(from, [name]);
  }
  return readers;
}

/** For each node that is a constant or passes one on, the name of that constant. */
function originsOf(nodes: readonly FrozenNode[]): ReadonlyMap<string, string> {
  const readers = passedOnBy(nodes);
  const constants = nodes.filter(({ op }) => op === 'Const').map(({ name }) => name);
  const found = new Map(constants.map((name) => [name, name]));
  const open = [...constants];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const next = (readers.get(node) ?? []).filter((reader) => !found.has(reader));
    for (const reader of next) found.set(reader, found.get(node) ?? node);
    open.push(...next);
  }
  return found;
}

/** The entries of a manifest, by the name of the weight. */
function specsIn(manifest: readonly unknown[]): ReadonlyMap<string, JsonObject> {
  const specs = manifest.flatMap((group) => listAt(group, 'weights')).filter(isObject);
  return new Map(specs.map((spec) => [textAt(spec, 'name') ?? '', spec]));
}

type Numbers = ReadonlyMap<string, readonly number[]>;

/** Makes a constant of a name; its shape is unknown if the manifest does not have it. */
function constantsOf(manifest: readonly unknown[], numbers: Numbers): (id: string) => Constant {
  const specs = specsIn(manifest);
  return (id) => {
    const spec = specs.get(id);
    return {
      id,
      shape: spec && listAt(spec, 'shape').map(Number),
      isWeight: textAt(spec, 'dtype') === 'float32',
      trainable: false,
      values: numbers.get(id),
    };
  };
}

/** The nodes that the signature calls outputs; older files keep it in their metadata. */
function signatureOutputs(content: JsonObject): string[] {
  const signature =
    objectAt(content, 'signature') ??
    objectAt(objectAt(content, 'userDefinedMetadata'), 'signature');
  const outputs = Object.values(objectAt(signature, 'outputs') ?? {});
  return outputs.flatMap((output) => textAt(output, 'name')?.split(':')[0] ?? []);
}

/** The outputs of the program: those of its signature, else the nodes that nothing reads. */
function outputsOf(
  nodes: readonly FrozenNode[],
  signature: readonly string[],
  origins: ReadonlyMap<string, string>,
): string[] {
  const names = new Set(nodes.map(({ name }) => name));
  const signed = signature.filter((name) => names.has(name));
  if (signed.length > 0) return signed;
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  return nodes
    .filter(({ name, op }) => op !== 'NoOp' && !read.has(name) && !origins.has(name))
    .map(({ name }) => name);
}

/**
 * Reads the frozen program of a graph model.
 * @param content the whole `model.json`: `modelTopology`, `weightsManifest` and, if it has one, `signature`
 * @param numbers the entries of its constants of whole numbers or of one number alone, as far as their files are there
 */
export function frozenProgram(content: JsonObject, numbers: Numbers): Omit<Program, 'sourceOf'> {
  const nodes = listAt(objectAt(content, 'modelTopology'), 'node').flatMap(nodeOf);
  const origins = originsOf(nodes);
  const constantOf = constantsOf(listAt(content, 'weightsManifest'), numbers);
  const operandOf = (from: ValueRef): Operand => {
    const origin = origins.get(from.node);
    return origin === undefined ? { from } : { constant: constantOf(origin) };
  };
  const outputs = outputsOf(nodes, signatureOutputs(content), origins);
  return {
    nodes: nodes.map(({ inputs, ...node }) => ({ ...node, operands: inputs.map(operandOf) })),
    outputs: outputs.map((node) => ({ node, output: 0 })),
  };
}
