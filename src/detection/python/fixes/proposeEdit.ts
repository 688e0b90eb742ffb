import type { SyntaxNode } from '@lezer/common';
import { message } from '../../../shared/words/message';
import type { Fix, FixRequest, Replacement, TextEdit } from '../../../shared/model/fix';
import { dottedName } from '../imports';
import type { File } from '../moduleClasses';
import { parsePython } from '../parsePython';
import { positionsOf } from '../positions';
import { isNotebook } from '../sourceFile';
import { argumentsOf, descendants, textOf } from '../syntax';
import { kernelLayers, layerAt, type LayerCall } from './layerCalls';
import { nameOfNn } from './libraryNames';
import { projectBranch } from './projectBranch';

const biasedLayers = /^(?:SeparableConv[12]D|DepthwiseConv[12]D)$/;

/**
 * The edits that make a change, likeliest first; none if it is not certain how it should be written: several
 * layers that could be meant, arguments that are computed elsewhere. A notebook's file is not edited.
 */
export function proposePythonEdits({ file, text, at, fix }: FixRequest): TextEdit[] {
  const offset = positionsOf(text).offsetOf(at);
  if (offset === undefined || isNotebook(file)) return [];
  const parsed = parsePython(text, file);
  if (fix.kind === 'projection') return projectBranch(parsed, offset, fix);
  const call = layerAt(parsed, offset);
  const edit = call && editOf(call, parsed, fix);
  return edit ? [edit] : [];
}

function editOf(call: LayerCall, file: File, { kind }: Fix): TextEdit | undefined {
  if (kind === 'withoutBias') return withoutBias(call, file);
  return call.framework === 'keras' ? kerasInitializer(call, file) : torchInitializer(call, file);
}

/** Arguments behind `*` and `**` are not seen: what they set is not known. */
const isSpread = ({ text }: File, { node }: LayerCall): boolean =>
  /[(,]\s*\*/.test(textOf({ text, node: node.getChild('ArgList') ?? node }));

/** The white space before an argument: that of a line of its own, or one space. */
function gapBefore(value: SyntaxNode, text: string): string {
  const isNamed = value.prevSibling?.name === 'AssignOp';
  const first = isNamed ? value.prevSibling?.prevSibling : value;
  return /\n[ \t]*$/.exec(text.slice(0, first?.from))?.[0] ?? ' ';
}

/** Gives a call a named argument: in its place, or after the last one. */
function setArgument(
  { node }: LayerCall,
  { text }: File,
  [name, value]: readonly [string, string],
): Replacement | undefined {
  const given = argumentsOf({ text, node });
  const found = given.find((one) => one.name === name)?.value;
  if (found) return { start: found.from, end: found.to, text: value };
  const last = given.at(-1)?.value;
  const close = node.getChild('ArgList')?.lastChild;
  if (close?.name !== ')') return undefined;
  if (!last) return { start: close.from, end: close.from, text: `${name}=${value}` };
  return { start: last.to, end: last.to, text: `,${gapBefore(last, text)}${name}=${value}` };
}

function withoutBias(call: LayerCall, file: File): TextEdit | undefined {
  if (!kernelLayers.test(call.kind) && !biasedLayers.test(call.kind)) return undefined;
  const name = call.framework === 'torch' ? 'bias' : 'use_bias';
  const given = argumentsOf({ text: file.text, node: call.node });
  const now = given.find((one) => one.name === name);
  const isOff = now && textOf({ text: file.text, node: now.value }) === 'False';
  if (isOff || isSpread(file, call)) return undefined;
  const edit = setArgument(call, file, [name, 'False']);
  const title = message('detection.remove-bias', { option: `${name}=False` });
  return edit && { replacements: [edit], title };
}

/** He et al. 2015 for rectifiers; Glorot & Bengio 2010 for tanh and sigmoid; Klambauer et al. 2017 for SELU. */
const kerasInitializers: Readonly<Record<string, string>> = {
  relu: 'he_normal',
  relu6: 'he_normal',
  elu: 'he_normal',
  tanh: 'glorot_normal',
  sigmoid: 'glorot_normal',
  softmax: 'glorot_normal',
  selu: 'lecun_normal',
};

const literal = (text: string | undefined): string | undefined =>
  /^(['"])(\w+)\1$/.exec(text ?? '')?.[2];

/** Only if the activation is written at the layer: elsewhere it is not certain which one is right. */
function kerasInitializer(call: LayerCall, file: File): TextEdit | undefined {
  const { text } = file;
  const given = argumentsOf({ text, node: call.node });
  const valueOf = (name: string): string | undefined => {
    const found = given.find((one) => one.name === name);
    return found && textOf({ text, node: found.value });
  };
  const activation = literal(valueOf('activation')) ?? '';
  const wanted = Object.hasOwn(kerasInitializers, activation)
    ? kerasInitializers[activation]
    : undefined;
  const written = valueOf('kernel_initializer');
  const now = written === undefined ? 'glorot_uniform' : literal(written);
  if (
    !kernelLayers.test(call.kind) ||
    wanted === undefined ||
    wanted === now ||
    isSpread(file, call)
  ) {
    return undefined;
  }
  const edit = setArgument(call, file, ['kernel_initializer', `'${wanted}'`]);
  const option = `kernel_initializer='${wanted}'`;
  const title = message('detection.change-initializer', { activation, option });
  return edit && { replacements: [edit], title };
}

/** The functions of `torch.nn.init` that suit an activation, from the same sources. */
const torchInitializers: Readonly<Record<string, (weight: string) => string>> = {
  relu: (weight) => `kaiming_normal_(${weight}, nonlinearity='relu')`,
  relu6: (weight) => `kaiming_normal_(${weight}, nonlinearity='relu')`,
  leaky_relu: (weight) => `kaiming_normal_(${weight}, a=0.01)`,
  tanh: (weight) => `xavier_normal_(${weight}, gain=5 / 3)`,
  sigmoid: (weight) => `xavier_normal_(${weight})`,
  selu: (weight) => `kaiming_normal_(${weight}, nonlinearity='linear')`,
};

/** The function that takes the result of a layer directly: `relu` in `F.relu(self.fc1(x))`. */
function activationOf(keptAs: string, file: File): string | undefined {
  const names = descendants(file.script, 'CallExpression')
    .filter(({ firstChild }) => firstChild && dottedName(firstChild, file.text) === keptAs)
    .map(({ parent }) => (parent?.name === 'ArgList' ? parent.parent?.firstChild : undefined))
    .map((callee) => (callee ? dottedName(callee, file.text)?.split('.').at(-1) : undefined));
  return names.length === 1 ? names[0] : undefined;
}

/** Draws the weight on a line of its own, after the one that makes the layer. */
function torchInitializer(call: LayerCall, file: File): TextEdit | undefined {
  const { keptAs, kind, node } = call;
  const nn = nameOfNn(file);
  const statement = node.parent;
  if (keptAs === undefined || nn === undefined || !kernelLayers.test(kind) || !statement)
    return undefined;
  const activation = activationOf(keptAs, file) ?? '';
  const write = Object.hasOwn(torchInitializers, activation)
    ? torchInitializers[activation]
    : undefined;
  if (!write || file.text.includes(`(${keptAs}.weight`)) return undefined;
  const lineStart = file.text.lastIndexOf('\n', statement.from) + 1;
  const indent = file.text.slice(lineStart, statement.from);
  if (indent.trim() !== '') return undefined;
  const option = `${nn}.init.${write(`${keptAs}.weight`)}`;
  const { to } = statement;
  return {
    replacements: [{ start: to, end: to, text: `\n${indent}${option}` }],
    title: message('detection.change-initializer', { activation, option }),
  };
}
