import { expect, it } from 'vitest';
import { countLayers } from '../../../../src/shared/network/countLayers';
import { layerId } from '../../../../src/shared/network/network';

const first = { id: layerId('relu') };
const again = { id: layerId('relu:1'), sharedWith: first.id };
const other = { id: layerId('conv') };

it('a layer that is called twice counts once, also in a part without its first call', () => {
  expect(countLayers([first, other, again])).toBe(2);
  expect(countLayers([other, again])).toBe(2);
});
