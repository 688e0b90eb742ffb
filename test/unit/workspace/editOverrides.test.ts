import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentsFor, noOverrides } from '../../../src/workspace/overrides/overrides';
import { readOverrides } from '../../../src/workspace/overrides/readOverrides';
import { editOverrides } from '../../../src/workspace/overrides/editOverrides';
import type { Json } from '../../../src/shared/base/json';

const site = 'src/net.ts#unet';

describe('the edited overrides file', () => {
  it('is made where there is none, with two spaces and lists on one line', () => {
    expect(editOverrides('', site, { arguments: { widths: [8, 16] }, inputShape: [64, 64, 1] }))
      .toBe(`{
  "sites": {
    "src/net.ts#unet": {
      "arguments": {
        "widths": [8,16]
      },
      "inputShape": [64,64,1]
    }
  }
}
`);
  });

  it('keeps comments, order, tabs, line ends and other definitions', () => {
    const text = [
      '{ // ours',
      '\t"sites": {',
      '\t\t/* small */ "a.ts#b": { "inputShape": [4] },',
      `\t\t"${site}": {`,
      '\t\t\t"arguments": { "depth": 3 /* was 4 */, "name": "x" }',
      '\t\t}',
      '\t}',
      '}',
      '',
    ].join('\r\n');
    expect(editOverrides(text, site, { arguments: { depth: 5 } })).toBe(
      text.replace('"depth": 3', '"depth": 5'),
    );
  });

  it('forgets a value, and a definition of which nothing is left', () => {
    const both = editOverrides('', site, { arguments: { depth: 3, rate: 0.5 } });
    const one = editOverrides(both, site, { arguments: { rate: undefined } });
    expect(readOverrides(one).sites).toEqual({ [site]: { arguments: { depth: 3 } } });
    expect(readOverrides(editOverrides(one, site, { arguments: { depth: undefined } }))).toEqual(
      noOverrides,
    );
    expect(readOverrides(editOverrides(one, site, { inputShape: undefined }))).toEqual(
      readOverrides(one),
    );
  });

  it('is read back as what was set, whatever was there before', () => {
    // The reader's library leaves these names out, so that no prototype is touched.
    const unsafe = ['__proto__', 'constructor', 'prototype'];
    const names = fc.string({ minLength: 1 }).filter((name) => !unsafe.includes(name));
    const values = fc
      .jsonValue()
      .filter((value) => !unsafe.some((name) => JSON.stringify(value).includes(`"${name}"`)))
      .map((value) => JSON.parse(JSON.stringify(value)) as Json);
    const kept = fc.dictionary(names, fc.record({ arguments: fc.dictionary(names, values) }));
    const edit = fc.record({ key: names, name: names, value: values });
    fc.assert(
      fc.property(kept, edit, fc.nat(8), (sites, { key, name, value }, indent) => {
        const before = JSON.stringify({ sites }, null, indent);
        const after = readOverrides(editOverrides(before, key, { arguments: { [name]: value } }));
        expect(argumentsFor(after, key).arguments[name]).toEqual(value);
        for (const other of Object.keys(sites).filter((one) => one !== key)) {
          expect(after.sites[other]).toEqual(readOverrides(before).sites[other]);
        }
      }),
    );
  });
});
