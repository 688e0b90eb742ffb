import { beforeAll, describe } from 'vitest';
import { openBackend } from '../../../../src/engine/backends/openBackend';
import { claimRightGradients } from './sweep';

describe('gradients on wasm agree with finite differences', () => {
  beforeAll(() => openBackend('wasm'));
  claimRightGradients({
    'maxPoolWithArgmax 2': 'MaxPoolWithArgmax',
    'maxPoolWithArgmax 2, all negative': 'MaxPoolWithArgmax',
    'dilation2d, first operand': 'Dilation2D',
    'dilation2d, second operand': 'Dilation2D',
    cropAndResize: 'CropAndResize',
    topk: 'TopK',
    cumprod: 'Cumprod',
  });
});
