import { resolve } from 'node:path';
import { openModel } from './openModel';

/** The model of a definition that stands in a file of its own, `net.ts`, behind the import of TensorFlow.js. */
export async function builtText(site: string, text: string) {
  const request = {
    root: resolve('.'),
    file: resolve('net.ts'),
    text: `import * as tf from '@tensorflow/tfjs';\n${text}`,
    site,
    arguments: {},
    backend: 'auto',
    probe: null,
  } as const;
  return (await openModel(request))(1);
}

/** The number of trained parameters of that model. */
export async function trainedParameters(site: string, text: string): Promise<number> {
  const { description } = await builtText(site, text);
  return description.graph.layers.reduce((sum, { parameters }) => sum + parameters.trainable, 0);
}
