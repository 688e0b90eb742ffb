import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const tags = /<script\b[^>]*\bsrc\s*=\s*["']([^"']+)["']/gi;

/** Files of the workspace that a page loads before its own scripts, in its order. */
export function pageScripts(page: string, root: string): string[] {
  if (!/\.html?$/i.test(page)) return [];
  const html = readFileSync(page, 'utf8');
  return [...html.matchAll(tags)].flatMap(([, source = '']) => {
    const path = source.replace(/[?#].*$/, '');
    if (/^(?:\w+:)?\/\//.test(path)) return [];
    const places = [resolve(dirname(page), path), join(root, path)];
    return places.filter((place) => existsSync(place)).slice(0, 1);
  });
}
