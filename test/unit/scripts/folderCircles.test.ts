import { describe, expect, it } from 'vitest';
import { folderCircles, importsBelow } from '../../../scripts/folderCircles.mjs';

/** `a/b.ts > c/d.ts` */
const imports = (...lines: string[]) =>
  lines.map((line) => {
    const [from, to] = line.split(' > ');
    return { from: from!, to: to! };
  });

const circles = (...lines: string[]) =>
  folderCircles(imports(...lines)).map((circle) => circle.map(({ from }) => from));

describe('circles between folders', () => {
  it('are none where imports lead one way only, whatever their number', () => {
    expect(
      circles(
        'src/a/x.ts > src/b/x.ts',
        'src/a/y.ts > src/b/y.ts',
        'src/b/x.ts > src/c/x.ts',
        'src/a/x.ts > src/c/x.ts',
      ),
    ).toEqual([]);
  });

  it('are not what the files of one folder import of each other', () => {
    expect(circles('src/a/x.ts > src/a/y.ts', 'src/a/y.ts > src/a/x.ts')).toEqual([]);
  });

  it('are found though no file leads back to itself, with an import for each step', () => {
    const found = folderCircles(imports('src/a/x.ts > src/b/x.ts', 'src/b/y.ts > src/a/y.ts'));
    expect(found).toEqual([
      [
        { from: 'src/a', to: 'src/b', example: 'src/a/x.ts → src/b/x.ts' },
        { from: 'src/b', to: 'src/a', example: 'src/b/y.ts → src/a/y.ts' },
      ],
    ]);
  });

  it('are found over several folders, for each of them the shortest that leads through it', () => {
    expect(
      circles(
        'src/a/x.ts > src/b/x.ts',
        'src/b/x.ts > src/c/x.ts',
        'src/c/x.ts > src/d/x.ts',
        'src/b/y.ts > src/d/y.ts',
        'src/d/x.ts > src/a/y.ts',
      ),
    ).toEqual([
      ['src/a', 'src/b', 'src/d'],
      ['src/c', 'src/d', 'src/a', 'src/b'],
    ]);
  });

  it('are found on the second and the third level, where the folders above them have none', () => {
    expect(circles('src/a/b/x.ts > src/a/c/x.ts', 'src/a/c/y.ts > src/a/b/y.ts')).toEqual([
      ['src/a/b', 'src/a/c'],
    ]);
    expect(
      circles('webview/a/b/c/x.ts > webview/a/b/d/x.ts', 'webview/a/b/d/y.ts > webview/a/b/c/y.ts'),
    ).toEqual([['webview/a/b/c', 'webview/a/b/d']]);
  });

  it('are found at any depth', () => {
    expect(
      circles('src/a/b/c/d/x.ts > src/a/b/c/e/x.ts', 'src/a/b/c/e/y.ts > src/a/b/c/d/y.ts'),
    ).toEqual([['src/a/b/c/d', 'src/a/b/c/e']]);
    expect(
      circles('src/a/b/c/x.ts > src/a/b/c/d/x.ts', 'src/a/b/c/d/y.ts > src/a/b/c/y.ts'),
    ).toEqual([['src/a/b/c', 'src/a/b/c/d']]);
  });

  it('are found between the files of a folder and those of a folder in it', () => {
    expect(circles('src/a/x.ts > src/a/b/x.ts', 'src/a/b/y.ts > src/a/y.ts')).toEqual([
      ['src/a', 'src/a/b'],
    ]);
  });

  it('are told once, on the level where they are first seen', () => {
    expect(circles('src/a/x.ts > src/b/x.ts', 'src/b/x.ts > src/a/x.ts')).toHaveLength(1);
  });

  it('are told one by one where there are several', () => {
    expect(
      circles(
        'src/a/x.ts > src/b/x.ts',
        'src/b/x.ts > src/a/x.ts',
        'src/c/x.ts > src/d/x.ts',
        'src/d/x.ts > src/c/x.ts',
      ),
    ).toEqual([
      ['src/a', 'src/b'],
      ['src/c', 'src/d'],
    ]);
  });
});

describe('the imports below folders', () => {
  const found = importsBelow(['src', 'webview']);

  it('are those of every kind: of types, for a worker, and across the two', () => {
    expect(found).toContainEqual({
      from: 'src/shared/protocol/graphPanelContract.ts',
      to: 'src/shared/report/report.ts',
    });
    expect(found.some(({ from, to }) => /^webview\//.test(from) && /^src\//.test(to))).toBe(true);
    expect(found.some(({ to }) => to.endsWith('/worker.ts'))).toBe(true);
  });

  it('leave no circle in the extension', () => {
    const own = found.filter(({ from, to }) =>
      [from, to].every((file) => file.startsWith('src/extension/')),
    );
    expect(own.length).toBeGreaterThan(100);
    expect(folderCircles(own)).toEqual([]);
  });
});
