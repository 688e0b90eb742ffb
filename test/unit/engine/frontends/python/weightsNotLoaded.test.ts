import { expect, it } from 'vitest';
import { weightsNotLoaded } from '../../../../../src/engine/frontends/python/weightsNotLoaded';
import { sentenceOf } from '../../../../../src/shared/words/sentence';

const note = (what: string, inFunction: string) =>
  ({ about: 'weights not loaded', what, at: [0, 3, 1, 9, inFunction] }) as const;

it('names the weights that a definition asks for, once each, and none that a script loads', () => {
  const found = weightsNotLoaded([
    note('keras.applications.VGG16', ''),
    note('keras.applications.VGG16', ''),
    note('load_state_dict', '<module>'),
    note('torch.load', 'Net.__init__'),
    { about: 'stood in', package: 'timm', at: [0, 1, 1, 1, ''] },
  ]);
  expect(found.map(({ quantity, reason }) => `${quantity}: ${sentenceOf(reason)}`)).toEqual([
    'savedWeights: Weights are not loaded here (keras.applications.VGG16): all are drawn at random.',
    'savedWeights: Weights are not loaded here (torch.load): all are drawn at random.',
  ]);
});
