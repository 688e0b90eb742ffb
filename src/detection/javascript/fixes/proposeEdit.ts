import ts from 'typescript';
import { Failure } from '../../../shared/base/failures';
import { message } from '../../../shared/words/message';
import { parseSource } from '../parseSource';
import type { Fix, FixRequest, TextEdit } from '../../../shared/model/fix';
import { atPosition, layerCalls, type LayerCall } from './layerCalls';
import { projectBranch } from './projectBranch';
import { optionText, setOption } from './setOption';

/** Layers with one kernel, drawn by `kernelInitializer`. */
const kernelLayers = new Set([
  'dense',
  'conv1d',
  'conv2d',
  'conv3d',
  'conv2dTranspose',
  'conv3dTranspose',
]);
const biasedLayers = new Set([...kernelLayers, 'separableConv2d', 'depthwiseConv2d']);

/** The options of a call if they are written out; a layer without any gets them. */
function optionsOf({ node }: LayerCall): ts.ObjectLiteralExpression | undefined {
  const [options] = node.arguments;
  return options && ts.isObjectLiteralExpression(options) ? options : undefined;
}

/**
 * The edits that make a change, likeliest first; none if it is not certain how it should be written:
 * options that are computed elsewhere, several layers that could be meant, text that does not parse.
 */
export function proposeJavascriptEdits({ file, text, at, fix }: FixRequest): TextEdit[] {
  try {
    const source = parseSource(text, file);
    if (fix.kind === 'projection') return projectBranch(source, at, fix);
    const call = atPosition(layerCalls(source), source, at);
    const edit = call && editOf(call, fix);
    return edit ? [edit] : [];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

function editOf(call: LayerCall, fix: Exclude<Fix, { kind: 'projection' }>): TextEdit | undefined {
  const options = optionsOf(call);
  if (!options) return undefined;
  if (fix.kind === 'activation') return activation(call, options, fix.activation);
  return fix.kind === 'withoutBias' ? withoutBias(call, options) : initializer(call, options);
}

/** Layers that end with an activation of their options, as those without several weights do. */
const activatedLayers = new Set([...biasedLayers, 'activation']);

/** Nothing if another option is computed: the activation may be among them. */
function activation(
  call: LayerCall,
  options: ts.ObjectLiteralExpression,
  wanted: string,
): TextEdit | undefined {
  if (!activatedLayers.has(call.kind) || options.properties.some(ts.isSpreadAssignment))
    return undefined;
  const written = optionText(options, 'activation');
  const now = written === undefined ? 'linear' : literal(written);
  if (now === wanted) return undefined;
  const title = message('detection.set-activation', { activation: wanted });
  return { replacements: [setOption(options, 'activation', `'${wanted}'`)], title };
}

function withoutBias(call: LayerCall, options: ts.ObjectLiteralExpression): TextEdit | undefined {
  if (!biasedLayers.has(call.kind) || optionText(options, 'useBias') === 'false') return undefined;
  const title = message('detection.remove-bias', { option: 'useBias: false' });
  return { replacements: [setOption(options, 'useBias', 'false')], title };
}

/** He et al. 2015 for rectifiers; Glorot & Bengio 2010 for tanh and sigmoid; Klambauer et al. 2017 for SELU. */
const initializers: Readonly<Record<string, string>> = {
  relu: 'heNormal',
  relu6: 'heNormal',
  elu: 'heNormal',
  tanh: 'glorotNormal',
  sigmoid: 'glorotNormal',
  softmax: 'glorotNormal',
  selu: 'leCunNormal',
};
/** The default of TensorFlow.js. */
const STANDARD = 'glorotNormal';

const literal = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : /^(['"`])(\w+)\1$/.exec(text)?.[2];

/** Only if the activation is written at the layer: elsewhere it is not certain which one is right. */
function initializer(call: LayerCall, options: ts.ObjectLiteralExpression): TextEdit | undefined {
  if (!kernelLayers.has(call.kind)) return undefined;
  const activation = literal(optionText(options, 'activation')) ?? '';
  const wanted = Object.hasOwn(initializers, activation) ? initializers[activation] : undefined;
  const written = optionText(options, 'kernelInitializer');
  const now = written === undefined ? STANDARD : literal(written);
  if (wanted === undefined || wanted === now) return undefined;
  const title = message('detection.change-initializer', {
    activation,
    option: `kernelInitializer: '${wanted}'`,
  });
  return { replacements: [setOption(options, 'kernelInitializer', `'${wanted}'`)], title };
}
