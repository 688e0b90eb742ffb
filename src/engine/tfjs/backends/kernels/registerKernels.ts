import { putBatchNorm } from './batchNorm';
import { putFilterGradients } from './filterGradient';
import { putInputGradients } from './inputGradient';
import { putMatMul } from './matMul';
import { putReductions } from './reductions';
import { putVolumePadding } from './volumePadding';
import { putTile } from './tile';
import { putBlocks } from './blocks';
import { putCopies } from './copies';
import { putDepthwiseGradients } from './depthwiseGradients';
import { putEinsum } from './einsum';
import { putGather } from './gather';
import type { JsBackend } from './kernel';
import { putMaxPool3d } from './maxPool3d';
import { putAveragePoolGradients, putMaxPoolGradients } from './poolingGradients';
import { putPrelu } from './prelu';
import { putResizeGradients } from './resizeGradients';
import { putSamePadding } from './samePadding';
import { putSegmentSum } from './segmentSum';

const registered = new Set<JsBackend>();

/** Adds the kernels that a JavaScript backend lacks and replaces those that are wrong or slow. Once. */
export function registerKernels(backend: JsBackend): void {
  if (registered.has(backend)) return;
  registered.add(backend);
  putAveragePoolGradients(backend);
  putResizeGradients(backend);
  putBatchNorm(backend);
  putEinsum(backend);
  putVolumePadding(backend);
  if (backend === 'cpu') return;
  putGather();
  putMaxPool3d();
  putMaxPoolGradients(backend);
  putBlocks();
  putCopies();
  putFilterGradients();
  putInputGradients();
  putMatMul();
  putPrelu();
  putReductions();
  putSamePadding();
  putTile();
  putDepthwiseGradients();
  putSegmentSum();
}
