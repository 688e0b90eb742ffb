import { describe, expect, it } from 'vitest';
import { oneLined, visible } from '../../../src/cli/terminal/visible';

const piped = { colours: false, redrawing: false };

describe('what is written to a terminal', () => {
  it('holds nothing that the terminal obeys', () => {
    expect(visible('a\u001b]0;owned\u0007\u009b31m\u202eb\n', piped)).toBe(
      'a\\u001b]0;owned\\u0007\\u009b31m\\u202eb\n',
    );
  });

  it('keeps our own colours where there are any, and no others', () => {
    const text = '\u001b[31mred\u001b[39m\u001b[2J';
    expect(visible(text, { ...piped, colours: true })).toBe('\u001b[31mred\u001b[39m\\u001b[2J');
    expect(visible('\r\u001b[Kx', { ...piped, redrawing: true })).toBe('\r\u001b[Kx');
    expect(visible(text, piped)).not.toContain('\u001b');
  });

  it('holds no command of a CI system', () => {
    expect(visible('a\n  ::error::x\nb ##[group]', piped)).toBe('a\n  \\::error::x\nb ##\\[group]');
  });

  it('shows names of others within their line', () => {
    expect(oneLined({ layers: [{ name: 'a\n::error::x' }] })).toEqual({
      layers: [{ name: 'a\\n::error::x' }],
    });
  });
});
