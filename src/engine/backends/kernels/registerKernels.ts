import {
  putConvolutionFilterGradients,
  putConvolutionInputGradients,
} from './convolutionGradients';
import { putDepthwiseGradients } from './depthwiseGradients';
import type { JsBackend } from './kernel';
import { putAveragePoolGradients, putMaxPoolGradients } from './poolingGradients';
import { putSegmentSum } from './segmentSum';

const registered = new Set<JsBackend>();

/** Adds the kernels that a JavaScript backend lacks and replaces those that are wrong or slow. Once. */
export function registerKernels(backend: JsBackend): void {
  if (registered.has(backend)) return;
  registered.add(backend);
  putAveragePoolGradients(backend);
  if (backend === 'cpu') return;
  putMaxPoolGradients(backend);
  putConvolutionFilterGradients();
  putConvolutionInputGradients();
  putDepthwiseGradients();
  putSegmentSum();
}
