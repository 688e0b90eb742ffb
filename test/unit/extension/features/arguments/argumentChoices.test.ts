import { describe, expect, it } from 'vitest';
import {
  argumentChoices,
  complaint,
  editFor,
  type ArgumentChoice,
} from '../../../../../src/extension/features/arguments/argumentChoices';

const site = {
  parameters: [
    { name: 'depth', type: 'number' },
    { name: 'rate', default: '0.1' },
  ],
};

describe('what can be chosen for a definition', () => {
  it('is every parameter with its value and where that comes from, and the shape of the input', () => {
    const rows = argumentChoices({
      site: { parameters: [...site.parameters, { name: 'name' }] },
      used: [
        { name: 'depth', value: 3, origin: 'guess' },
        { name: 'name', value: 'a', origin: 'callSite' },
      ],
      set: { arguments: { name: 'b' }, inputShape: [4] },
    });
    expect(rows).toEqual([
      {
        name: 'depth',
        text: '3',
        origin: 'guessed',
        guessed: true,
        type: 'number',
        isShape: false,
      },
      { name: 'rate', text: '', origin: 'default: 0.1', guessed: false, isShape: false },
      { name: 'name', text: '"b"', origin: 'chosen', guessed: false, isShape: false },
      {
        name: 'inputShape',
        text: '[4]',
        origin: 'chosen',
        guessed: false,
        type: 'without the batch',
        isShape: true,
      },
    ]);
  });

  it('is the number that only data would give, wanted or set', () => {
    const names = (set: Record<string, number>, wanted?: string) =>
      argumentChoices({
        site: { parameters: [{ name: 'depth' }] },
        used: [],
        set: { arguments: set },
        ...(wanted !== undefined && { wanted }),
      }).map(({ name, text }) => `${name} ${text}`.trim());
    expect(names({}, 'xs.shape[1]')).toEqual(['depth', 'xs.shape[1]', 'inputShape']);
    expect(names({ depth: 3, 'xs.shape[1]': 13 })).toEqual([
      'depth 3',
      'xs.shape[1] 13',
      'inputShape',
    ]);
  });

  it('has one shape only where a parameter takes it', () => {
    const parameters = [{ name: 'imageShape' }];
    const rows = argumentChoices({ site: { parameters }, used: [], set: { arguments: {} } });
    expect(rows.map(({ name }) => name)).toEqual(['imageShape']);
  });
});

const choice = (isShape: boolean): ArgumentChoice => ({
  name: isShape ? 'inputShape' : 'depth',
  text: '',
  origin: '',
  guessed: false,
  isShape,
});

describe('what is typed for an argument', () => {
  it.each(['3', '"relu"', '[8, 16]', '{ "a": null }', 'true', ''])('%j is taken', (text) => {
    expect(complaint(choice(false), text)).toBeUndefined();
  });

  it.each(['relu', "'relu'", '[8', '{a: 1}'])('%j is refused in one sentence', (text) => {
    expect(complaint(choice(false), text)).toMatch(/^This is not JSON: .*\.$/);
  });

  it('becomes its value, and nothing where it is empty', () => {
    expect(editFor(choice(false), '[8, 16]')).toEqual({ arguments: { depth: [8, 16] } });
    expect(editFor(choice(false), ' ')).toEqual({ arguments: { depth: undefined } });
  });
});

describe('what is typed for a shape', () => {
  it.each(['32, 32, 3', '[32,32,3]', ' 8 '])('%j is taken', (text) => {
    expect(complaint(choice(true), text)).toBeUndefined();
  });

  it.each(['0', '3.5', '"8"', '-1, 2', '{}', 'null, 32'])('%j is refused', (text) => {
    expect(complaint(choice(true), text)).toMatch(/^A shape is a list of whole numbers above 0/);
  });

  it('becomes a list, and nothing where it is empty', () => {
    expect(editFor(choice(true), '32, 32, 3')).toEqual({ inputShape: [32, 32, 3] });
    expect(editFor(choice(true), '')).toEqual({ inputShape: undefined });
  });
});
