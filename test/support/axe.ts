import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeText = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The rules of axe that a theme has a part in. */
export const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * The violations of serious or critical impact that axe finds, with their elements: by all its rules, or by
 * these.
 */
export async function seriousViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: [...rules] } }),
  };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeText);
  const { violations } = await page.evaluate(
    (chosen) => (window as unknown as { axe: typeof axe }).axe.run(document, chosen),
    options,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
