import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registeredCommands } from '../../../support/registeredCommands';
import { shownManifest } from '../../../support/manifest';

const features = readdirSync('src/extension/features');
const { contributes } = shownManifest as {
  contributes: { commands: { command: string }[] };
};
const registerOf = (feature: string): string =>
  `register${feature.charAt(0).toUpperCase()}${feature.slice(1)}`;
const main = readFileSync('src/extension/main.ts', 'utf8');

describe('the features of the extension', () => {
  it('register every command of package.json, each in exactly one place', () => {
    const declared = contributes.commands.map(({ command }) => command).sort();
    expect(registeredCommands.map(({ id }) => id).sort()).toEqual(declared);
  });

  it.each(features)('%s registers itself, and is connected once', (feature) => {
    const register = registerOf(feature);
    expect(existsSync(`src/extension/features/${feature}/${register}.ts`)).toBe(true);
    expect(main.match(new RegExp(`^  ${register},$`, 'gm'))).toHaveLength(1);
  });

  it.each(features)('%s imports no other feature', (feature) => {
    const folder = `src/extension/features/${feature}`;
    const imported = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      return [...text.matchAll(/from '(\.[^']*)'/g)].map(([, from]) => from!);
    });
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((from) => /^\.\.\/(?!\.\.\/)/.test(from))).toEqual([]);
    expect(imported.filter((from) => from.includes('features/'))).toEqual([]);
  });
});
