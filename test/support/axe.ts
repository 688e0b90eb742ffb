import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeText = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The violations of serious or critical impact that axe finds, with their elements. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeText);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
