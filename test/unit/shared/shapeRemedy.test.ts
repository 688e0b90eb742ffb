import { expect, it } from 'vitest';
import { shapeRemedy } from '../../../src/shared/words/shapeRemedy';
import { sentenceOf } from '../../../src/shared/words/sentence';

it.each([
  [[null, 32, 32, 8], [null, 16, 16, 8], 'Bring 32 to 16 with a stride of 2, or upsample 16 by 2.'],
  [
    [null, 66, 66, 8],
    [null, 64, 64, 8],
    "Crop 66 to 64, or use padding 'same' where a layer trims the border.",
  ],
  [
    [null, 64],
    [null, 32],
    'Project one branch with a 1×1 convolution (or dense layer) from 32 to 64 channels.',
  ],
  [
    [null, 16, 16, 8],
    [null, 32, 32, 16],
    'Bring 32 to 16 with a stride of 2, or upsample 16 by 2 and project one branch with a 1×1 convolution (or dense layer) from 16 to 8 channels.',
  ],
  [
    [null, 64, 64, 8],
    [null, 66, 66, 16],
    "Crop 66 to 64, or use padding 'same' where a layer trims the border and project one branch with a 1×1 convolution (or dense layer) from 8 to 16 channels.",
  ],
  [[null, 4, 8], [null, 8], 'Flatten or reshape one branch: the ranks differ.'],
])('%j and %j are made to fit', (a, b, sentence) => {
  expect(sentenceOf(shapeRemedy(a, b)!)).toBe(sentence);
});

it('has nothing to say where only the batch differs', () => {
  expect(shapeRemedy([2, 8], [3, 8])).toBeUndefined();
});

it('names sizes of the input that would fit, where they are known', () => {
  const sizes = { multiple: 16, given: [222, 222], fits: [224, 224] };
  const remedy = shapeRemedy([null, 27, 27, 8], [null, 26, 26, 8], { sizes });
  expect(sentenceOf(remedy!)).toBe(
    'Every side of the input must be a multiple of 16: 224×224 works, 222×222 does not. Else crop 27 to 26.',
  );
});

it('projects the shortcut where it is known which branch that is, also to fewer channels', () => {
  const [a, b] = [
    [null, 112, 112, 32],
    [null, 112, 112, 16],
  ] as const;
  const said = (shortcut: 0 | 1 | undefined): string =>
    sentenceOf(shapeRemedy(a, b, { shortcut })!);
  expect(said(0)).toContain('from 32 to 16 channels');
  expect(said(1)).toContain('from 16 to 32 channels');
  expect(said(undefined)).toBe(said(1));
});
