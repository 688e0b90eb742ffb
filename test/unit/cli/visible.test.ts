import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { jsonText, writeOutputs } from '../../../src/cli/output/files';
import { asWritten, oneLined } from '../../../src/cli/terminal/visible';

const piped = { colours: false, redrawing: false };

describe('what is written to a terminal', () => {
  it('holds nothing that the terminal obeys', () => {
    expect(asWritten('a\u001b]0;owned\u0007\u009b31m\u202eb\n', piped)).toBe(
      'a\\u001b]0;owned\\u0007\\u009b31m\\u202eb\n',
    );
  });

  it('keeps our own colours where there are any, and no others', () => {
    const text = '\u001b[31mred\u001b[39m\u001b[2J';
    expect(asWritten(text, { ...piped, colours: true })).toBe('\u001b[31mred\u001b[39m\\u001b[2J');
    expect(asWritten('\r\u001b[Kx', { ...piped, redrawing: true })).toBe('\r\u001b[Kx');
    expect(asWritten(text, piped)).not.toContain('\u001b');
  });

  it('holds no command of a CI system', () => {
    expect(asWritten('a\n  ::error::x\nb ##[group]', piped)).toBe(
      'a\n  \\::error::x\nb ##\\[group]',
    );
    expect(asWritten('\u00a0::error::x', piped)).toBe('\u00a0\\::error::x');
    expect(asWritten('##vso[task.complete]', piped)).toBe('##vso\\[task.complete]');
    expect(asWritten('##teamcity[message]', piped)).toBe('##teamcity\\[message]');
    const word = `##${'ab'.repeat(200_000)}`;
    expect(asWritten(word, piped), 'a long word takes no time that grows with its square').toBe(
      word,
    );
  });

  it('keeps the line breaks of Windows, and writes out a return that would redraw the line', () => {
    expect(asWritten('a\r\nb\rc', piped)).toBe('a\r\nb\\rc');
  });

  it('leaves nothing of JSON to be written out, so that it stays JSON', () => {
    const value = { a: '##[x]\u202e\u200e ##vso[y]', '##b': [1], c: '\u061c\u0085\u2028' };
    const text = jsonText(value);
    expect(asWritten(text, piped)).toBe(text);
    expect(JSON.parse(text)).toEqual(value);
  });

  it('sends a file to stdout as it is', () => {
    let sent = '';
    const refused = (): never => expect.unreachable();
    const raw = (text: string): void => void (sent += text);
    const terminal = {
      out: refused,
      err: refused,
      raw,
      colours: pc.createColors(false),
      live: false,
    };
    writeOutputs({ html: '-' }, { html: () => '\n\t::slotted(svg)' }, terminal);
    expect(sent).toBe('\n\t::slotted(svg)');
  });

  it('shows names of others within their line', () => {
    expect(oneLined({ layers: [{ name: 'a\n::error::x' }] })).toEqual({
      layers: [{ name: 'a\\n::error::x' }],
    });
  });
});
