import { expect, it } from 'vitest';
import type { RecordingNote } from '../../../../../src/shared/protocol/python/recording';
import { recordingGaps } from '../../../../../src/engine/frontends/python/recordingGaps';
import { sentenceOf } from '../../../../../src/shared/words/sentence';

const note = (what: string, inFunction: string) =>
  ({ about: 'weights not loaded', what, at: [0, 3, 1, 9, inFunction] }) as const;

const told = (...notes: readonly RecordingNote[]): string[] =>
  recordingGaps({ notes, files: ['net.py', 'blocks.py'] }).map(
    ({ quantity, reason }) => `${quantity}: ${sentenceOf(reason)}`,
  );

it('says where a draw decides, once for each line', () => {
  const decides = (line: number) =>
    ({
      about: 'draw decides',
      what: 'Tensor.item',
      at: [1, line, 9, 20, 'Block.forward'],
    }) as const;
  const found = told(decides(7), decides(7), decides(9), {
    about: 'value read',
    what: 'Tensor.item',
    at: [0, 3, 1, 9, 'Net.forward'],
  });
  expect(found).toEqual([
    'otherDraws: The code of the network reads a random draw (blocks.py:7): it comes out as the likeliest, in every step.',
    'otherDraws: The code of the network reads a random draw (blocks.py:9): it comes out as the likeliest, in every step.',
  ]);
});

it('names the weights that a definition asks for, once each, and none that a script loads', () => {
  const found = told(
    note('keras.applications.VGG16', ''),
    note('keras.applications.VGG16', ''),
    note('load_state_dict', '<module>'),
    note('torch.load', 'Net.__init__'),
    { about: 'stood in', package: 'timm', at: [0, 1, 1, 1, ''] },
  );
  expect(found).toEqual([
    'savedWeights: Weights are not loaded here (keras.applications.VGG16): all are drawn at random.',
    'savedWeights: Weights are not loaded here (torch.load): all are drawn at random.',
  ]);
});
