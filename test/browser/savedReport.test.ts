import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/export/htmlReport';
import { chrome, hasBrowser } from '../support/browser';
import { resnet } from '../support/sampleReports';

const bundle = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)), 'utf8');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe.runIf(hasBrowser)('a report saved as one HTML file', () => {
  let browser: Browser;
  let folder = '';
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox'] });
    folder = mkdtempSync(path.join(os.tmpdir(), 'skipscope-'));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('draws the graph from disk, asks for nothing else and breaks no rule of its own policy', async () => {
    const report = resnet(3);
    const file = path.join(folder, 'report.html');
    const page = { script: bundle('webview.js'), style: bundle('webview.css'), sha256 };
    writeFileSync(file, htmlReport(report, page));

    const tab = await browser.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(error.message));
    tab.on('request', (request) => requests.push(request.url()));
    await tab.goto(pathToFileURL(file).href);
    await tab.waitForSelector('canvas[data-layout="ready"]');

    const boxes = await tab.getAttribute('canvas[data-layout="ready"]', 'data-boxes');
    expect(Number(boxes)).toBeGreaterThan(10);
    expect(await tab.textContent('body')).toContain(report.model.name);
    expect(complaints).toEqual([]);
    const others = requests.filter((url) => !url.startsWith('blob:'));
    expect(others).toEqual([pathToFileURL(file).href]);
  });
});
