import { putBatchNormGradient } from './batchNorm';
import { putComparisonGradients } from './comparisons';
import { putConvolutionGradients } from './convolutions';
import { putEinsumGradient } from './einsum';
import { putIndexingGradients } from './indexing';
import { mendOperations } from './operations';
import { putReductionGradients } from './reductions';
import { refuseWrongGradients } from './refused';
import { mendResizing } from './resizing';
import { putShapeGradients } from './shapes';

let registered = false;

/** Gives the gradients that TensorFlow.js lacks, or has wrong, on every backend. Once. */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
  putConvolutionGradients();
  putShapeGradients();
  putIndexingGradients();
  putReductionGradients();
  putComparisonGradients();
  putEinsumGradient();
  putBatchNormGradient();
  mendOperations();
  mendResizing();
  refuseWrongGradients();
}
