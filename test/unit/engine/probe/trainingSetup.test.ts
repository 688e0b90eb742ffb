import { describe, expect, it } from 'vitest';
import type { OutputActivation } from '../../../../src/engine/model/modelDescription';
import { chooseTraining } from '../../../../src/engine/probe/trainingSetup';
import { layerId } from '../../../../src/shared/network/network';

const output = (activation: OutputActivation) => ({
  ...{ layer: layerId('out'), shape: [null, 3], dtype: 'float32' as const, activation },
});
const framework = 'tfjs';
const adam = { name: 'adam', learningRate: 0.05 };

describe('the loss and its targets', () => {
  it.each([
    ['softmax', 'categoricalCrossentropy', 'oneHot'],
    ['sigmoid', 'binaryCrossentropy', 'binary'],
    ['linear', 'meanSquaredError', 'values'],
    ['other', 'meanSquaredError', 'values'],
  ] as const)('follow the last layer: %s', (activation, name, form) => {
    const { losses } = chooseTraining({ framework, outputs: [output(activation)] }, {});
    expect(losses).toEqual([{ name, form, isCompiled: false }]);
  });

  it.each([
    ['logits', 'cross_entropy', 'labels'],
    ['logSoftmax', 'nll_loss', 'labels'],
    ['sigmoid', 'binary_cross_entropy', 'binary'],
    ['linear', 'mse_loss', 'values'],
  ] as const)('are those of PyTorch for its models: %s', (activation, name, form) => {
    const { losses } = chooseTraining({ framework: 'torch', outputs: [output(activation)] }, {});
    expect(losses).toEqual([{ name, form, isCompiled: false }]);
  });

  it.each([
    ['cross_entropy', 'labels'],
    ['binary_cross_entropy_with_logits', 'binary'],
    ['mse_loss', 'values'],
  ] as const)('are those of the file of a PyTorch model: %s', (name, form) => {
    const compiled = { losses: [name], optimizer: adam };
    const model = { framework: 'torch' as const, outputs: [output('linear')], compiled };
    expect(chooseTraining(model, {}).losses).toEqual([{ name, form, isCompiled: true }]);
  });

  it.each([
    ['sparseCategoricalCrossentropy', 'softmax', 'labels'],
    ['softmaxCrossEntropy', 'linear', 'oneHot'],
    ['kullbackLeiblerDivergence', 'linear', 'oneHot'],
    ['sigmoidCrossEntropy', 'linear', 'binary'],
    ['poisson', 'linear', 'counts'],
    ['meanSquaredError', 'sigmoid', 'sigmoidValues'],
    ['hinge', 'other', 'signs'],
    ['custom', 'sigmoid', 'sigmoidValues'],
    ['custom', 'linear', 'values'],
  ] as const)('are those that the model was compiled with: %s on %s', (name, activation, form) => {
    const compiled = { losses: [name], optimizer: adam };
    const { losses } = chooseTraining({ framework, outputs: [output(activation)], compiled }, {});
    expect(losses).toEqual([{ name, form, isCompiled: true }]);
  });

  it.each([
    ['binary_cross_entropy', [true, false, false]],
    ['mse_loss', [true, true, true]],
    ['binary_cross_entropy_with_logits', [false, true, true]],
    ['nll_loss', [false, false, false]],
  ] as const)('of the file, %s, are of the outputs that they can be of', (name, expected) => {
    const compiled = { losses: [name, name, name], isOfFile: true as const };
    const outputs = [output('sigmoid'), output('linear'), output('logits')];
    const { losses } = chooseTraining({ framework: 'torch', outputs, compiled }, {});
    expect(losses.map(({ isCompiled }) => isCompiled)).toEqual(expected);
    const [alone] = chooseTraining(
      { framework: 'torch', outputs: [output('linear')], compiled },
      {},
    ).losses;
    expect(alone).toMatchObject({ name, isCompiled: true });
  });

  it('are what the request names before all else, for every output', () => {
    const compiled = { losses: ['hinge', 'hinge'], optimizer: adam };
    const outputs = [output('sigmoid'), output('linear')];
    const { losses } = chooseTraining(
      { framework, outputs, compiled },
      { loss: 'meanAbsoluteError' },
    );
    expect(losses).toEqual([
      { name: 'meanAbsoluteError', form: 'sigmoidValues', isCompiled: false },
      { name: 'meanAbsoluteError', form: 'values', isCompiled: false },
    ]);
  });
});

describe('the optimizer', () => {
  const compiled = { losses: ['meanSquaredError'], optimizer: adam };
  const outputs = [output('linear')];
  const chosen = (options: object, more: object = {}) =>
    chooseTraining({ framework, outputs, ...more }, options).optimizer;

  it('is stochastic gradient descent unless model or request say otherwise', () => {
    expect(chosen({})).toEqual({ name: 'sgd', learningRate: 0.01, origin: 'default' });
    expect(chosen({}, { compiled })).toEqual({ ...adam, origin: 'model' });
    expect(chosen({ optimizer: 'RMSProp' }, { compiled })).toEqual({
      ...{ name: 'rmsprop', learningRate: 0.001, origin: 'user' },
    });
  });

  it('keeps the model’s own where only the rate is asked for', () => {
    expect(chosen({ learningRate: 0.5 }, { compiled })).toEqual({
      ...{ name: 'adam', learningRate: 0.5, origin: 'user', keepsOwn: true },
    });
    expect(chosen({ learningRate: 0.5 })).toMatchObject({ name: 'sgd', learningRate: 0.5 });
  });

  it('has no rate where the model’s own does not tell it', () => {
    const own = { ...compiled, optimizer: { name: 'mine' } };
    expect(chosen({}, { compiled: own })).toEqual({ name: 'mine', origin: 'model' });
  });

  it('keeps a name that nobody knows, for the trainer to refuse', () => {
    expect(chosen({ optimizer: 'None' })).toEqual({ name: 'None', origin: 'user' });
  });
});
