import { expect, it } from 'vitest';
import { argumentsFor, readOverrides } from '../../../src/detection/overrides';

it('gives a definition what the workspace sets for it, and others nothing', () => {
  const overrides = readOverrides(`{ "$schema": "x", "sites": {
    "src/net.ts#unet": { "arguments": { "depth": 3, "widths": [8, 16] }, "inputShape": [64, 64, 1] },
    "src/net.ts#mlp": {} } }`);
  expect(argumentsFor(overrides, 'src/net.ts#unet')).toEqual({
    arguments: { depth: 3, widths: [8, 16] },
    inputShape: [64, 64, 1],
  });
  expect(argumentsFor(overrides, 'src/net.ts#mlp')).toEqual({ arguments: {} });
  expect(argumentsFor(overrides, 'constructor')).toEqual({ arguments: {} });
  expect(readOverrides('{}')).toEqual({});
});

it('says what does not fit, and where', () => {
  expect(() => readOverrides('{ "sites": ')).toThrow(/\.skipscope\.json is no valid JSON/);
  expect(() => readOverrides('{ "sites": { "a.ts#b": { "inputShape": [0] } } }')).toThrow(
    /does not fit at sites\.a\.ts#b\.inputShape\.0/,
  );
  expect(() => readOverrides('{ "sites": { "a.ts#b": { "args": {} } } }')).toThrow(/args/);
});
