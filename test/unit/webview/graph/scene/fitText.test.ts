import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText } from '../../../../../webview/graph/scene/fitText';
import { titleOf } from '../../../../../webview/graph/state/names';
import { makeGroup } from '../../../../../webview/graph/state/treeItems';
import { evenLetters } from '../../../../support/pictures';

const font = { size: 10, weight: 400 } as const;
/** The fitted text at 6 pixels a letter. */
const fit = (text: string, letters: number): string =>
  fitText(evenLetters, text, font, letters * 6);

describe('a text with little room', () => {
  it('leaves whole parts out, the last first, before it cuts the first', () => {
    const name = 'dense block 3 · 1168→1744';
    expect(fit(name, 25)).toBe(name);
    expect(fit(name, 24)).toBe('dense block 3');
    expect(fit(name, 8)).toBe('dense b…');
  });

  it('never takes more room than there is', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), (text, letters) => {
        expect(fit(text, letters).length).toBeLessThanOrEqual(letters);
      }),
    );
  });

  it('keeps how often a group repeats with its name', () => {
    const about = { name: 'residualBlock · 16→16', kind: 'block', repeat: 3 } as const;
    const title = titleOf(makeGroup('g', about, []));
    expect(title).toBe('residualBlock ×3 · 16→16');
    expect(fit(title, 20)).toBe('residualBlock ×3');
  });
});
