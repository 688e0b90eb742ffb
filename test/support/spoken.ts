import type { Page } from 'playwright-core';
import type { Report } from '../../src/shared/report/report';
import { untranslated } from './pseudoBundle';

/** Every text of a page that a person reads or hears, hidden ones included. */
export const spokenOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const labels = ['aria-label', 'aria-description', 'placeholder', 'alt'];
    return [...document.body.querySelectorAll('*:not(script)')].flatMap((at) => [
      ...['title', ...(at.ariaHidden === 'true' ? [] : labels)].flatMap(
        (name) => at.getAttribute(name) ?? [],
      ),
      ...[...at.childNodes].flatMap((child) => (child instanceof Text ? child.data : [])),
    ]);
  });

/** The elements that overflow their part of the page or themselves; names may be cut. */
export const cutOffOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const parts = '.toolbar, .status, .stage, .side, .inspector';
    const shown = [...document.querySelectorAll<HTMLElement>('#skipscope :is(*, vscode-button)')];
    return shown.flatMap((at) => {
      const part = at.closest(parts);
      const { left, right, width } = at.getBoundingClientRect();
      if (!part || width === 0 || at.closest('.words, .about, canvas, svg, .plot')) return [];
      const around = part.getBoundingClientRect();
      const isIn = left >= around.left - 1 && right <= around.right + 1;
      const isCut = at.childElementCount === 0 && at.scrollWidth > at.clientWidth + 1;
      return isIn && !isCut ? [] : [`${at.className || at.localName}: ${at.textContent}`];
    });
  });

/** The texts of an SVG. */
export const writtenIn = (svg: string): string[] =>
  [...svg.matchAll(/<text\b[^>]*>([^<]*)/g)].map(([, text]) => text!);

const wordsOf = (text: string): string[] => text.match(/\p{L}{3,}/gu) ?? [];

/** Units, and terms that the field writes alike in every language. */
const terms = ['KiB', 'MiB', 'MACs', 'identity', 'projection', 'concat', 'gated', 'scalar'];

/** Names from the reports themselves. */
function namesIn({ model, network, runtime, probe, findings }: Report): string[] {
  const { layers, groups } = network;
  return [
    ...[model.name, model.source.file, ...model.arguments.map(({ name }) => name)],
    ...layers.flatMap(({ name, kind, source }) => [name, kind, ...source.map(({ file }) => file)]),
    ...groups.map(({ name }) => name),
    ...[runtime.backend, runtime.device, runtime.library],
    ...runtime.tried.map(({ name }) => name),
    ...(probe ? [probe.loss.name, probe.optimizer] : []),
    ...(probe?.layers.flatMap(({ weights }) => weights.map(({ name }) => name)) ?? []),
    ...findings.map(({ code }) => code),
  ];
}

/** The texts with words that no bundle translated, other than names and terms. */
export function bareIn(texts: Iterable<string>, reports: readonly Report[]): string[] {
  const known = new Set([...terms, ...reports.flatMap(namesIn).flatMap(wordsOf)]);
  const isBare = (text: string): boolean =>
    wordsOf(untranslated(text)).some((word) => !known.has(word));
  return [...new Set(texts)].filter(isBare);
}
