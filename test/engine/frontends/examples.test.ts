import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/detection/languages/languages';
import { openModel } from '../../support/openModel';

const root = resolve('.');
const files = readdirSync('examples').filter((file) => file.endsWith('.ts'));

describe('every example', () => {
  it.each(files)(
    '%s builds with no configuration, each layer at a line of its own file',
    async (name) => {
      const file = resolve('examples', name);
      expect(findSites(readFileSync(file, 'utf8'), file)).toHaveLength(1);
      const open = await openModel({
        root,
        file,
        site: '',
        arguments: {},
        backend: 'auto',
        probe: null,
      });
      const opened = await open(1);
      const places = opened.description.graph.layers.map(({ source }) => source[0]?.file);
      expect(new Set(places)).toEqual(new Set([`examples/${name}`]));
      opened.dispose();
    },
  );
});
