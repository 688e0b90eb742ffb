import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  colours,
  comparePanelType,
  contextKeys,
  experimentPanelType,
  graphPanelType,
  inlineModes,
  inlineNumbers,
  languages,
  liveModes,
  mcpProviderId,
  modelsViewId,
  savedModelEndings,
  savedModelType,
  settingDefaults,
  toolNames,
} from '../../../src/extension/core/manifest/contributions';
import { OVERRIDES_FILE } from '../../../src/workspace/overrides/overrides';
import { findingLevels, readLevels } from '../../../src/extension/core/standing/currentFindings';
import { findingCodes } from '../../../src/shared/report/report';
import { backendNames } from '../../../src/shared/protocol/inspectRequest';
import { thresholds, type Threshold } from '../../../src/shared/report/thresholds';
import { registeredCommands } from '../../support/registeredCommands';
import { manifestTexts, shownManifest, writtenManifest } from '../../support/manifest';

interface WalkthroughStep {
  description: string;
  media: { image: Record<string, string>; altText: string };
  completionEvents: string[];
}

interface Manifest {
  icon: string;
  extensionKind: string[];
  capabilities: Record<string, { supported: string; description: string }>;
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    views: Record<string, { id: string; icon: string }[]>;
    viewsWelcome: { view: string; when?: string; contents: string }[];
    walkthroughs: { icon: string; steps: WalkthroughStep[] }[];
    configuration: { properties: Record<string, Record<string, unknown>> };
    languages: { id: string; filenames: string[] }[];
    jsonValidation: { fileMatch: string; url: string }[];
    customEditors: {
      viewType: string;
      selector: { filenamePattern: string }[];
      priority: string;
    }[];
    languageModelTools: {
      name: string;
      modelDescription: string;
      userDescription: string;
      inputSchema: { properties: Record<string, { description: string; enum?: string[] }> };
    }[];
    mcpServerDefinitionProviders: { id: string; label: string }[];
    colors: { id: string; defaults: Record<string, string> }[];
  };
}
const manifest = shownManifest as Manifest;
const { contributes } = manifest;
const settings = contributes.configuration.properties;
const sorted = (values: Iterable<string>) => [...values].sort();

const handled = sorted(registeredCommands.map(({ id }) => id));

/** The fields that the editor shows to people; what the assistant's model reads is no text of the interface. */
const shownFields = new Set([
  ...['title', 'category', 'description', 'markdownDescription', 'enumDescriptions'],
  ...['displayName', 'label', 'userDescription', 'contextualTitle', 'contents', 'altText'],
]);

/** The values of a manifest's fields that people read, and those of all others. */
function texts(value: unknown, isShown = false): { shown: string[]; others: string[] } {
  if (typeof value === 'string')
    return isShown ? { shown: [value], others: [] } : { shown: [], others: [value] };
  if (typeof value !== 'object' || value === null) return { shown: [], others: [] };
  const parts = Object.entries(value)
    .filter(([field]) => field !== 'inputSchema')
    .map(([field, part]) => texts(part, Array.isArray(value) ? isShown : shownFields.has(field)));
  return {
    shown: parts.flatMap(({ shown }) => shown),
    others: parts.flatMap(({ others }) => others),
  };
}

/** Texts with links to commands lead to such as there are, and to at least one of ours. */
function expectOwnCommands(texts: readonly string[]): void {
  const led = texts.flatMap((text) => [...text.matchAll(/\(command:(skipscope\.\w+)\)/g)]);
  const ids = led.map(([, id]) => id!).filter((id) => id !== `${modelsViewId}.focus`);
  expect(ids.length).toBeGreaterThan(0);
  expect(handled).toEqual(expect.arrayContaining(ids));
}

describe('package.json', () => {
  it('declares exactly the commands that the code handles', () => {
    expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(handled);
  });

  it('puts every command under the product name', () => {
    expect(contributes.commands.filter(({ category }) => category !== 'SkipScope')).toEqual([]);
  });

  it('offers only declared commands in menus', () => {
    const offered = Object.values(contributes.menus).flatMap((items) =>
      items.map(({ command }) => command),
    );
    expect(handled).toEqual(expect.arrayContaining([...new Set(offered)]));
  });

  it('reads only context keys that the code sets, and every one of them', () => {
    const clauses = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome];
    const read = clauses
      .flatMap(({ when }) => when?.match(/skipscope\.\w+/g) ?? [])
      .filter((key) => key !== modelsViewId && key !== graphPanelType);
    expect(sorted(new Set(read))).toEqual(sorted(Object.values(contextKeys)));
  });

  it('gives every setting the default that the code assumes, and declares no other', () => {
    const declared = Object.entries(settings).map(([id, { default: value }]) => [id, value]);
    expect(Object.fromEntries(declared)).toEqual(settingDefaults);
  });

  it('has one view, of the models, whose welcome leads to commands that exist', () => {
    const [container, ...others] = contributes.viewsContainers.activitybar;
    expect(others).toEqual([]);
    expect(contributes.views).toEqual({
      [container!.id]: [expect.objectContaining({ id: modelsViewId })],
    });
    expect(existsSync(container!.icon)).toBe(true);
    expect(new Set(contributes.viewsWelcome.map(({ view }) => view))).toEqual(
      new Set([modelsViewId]),
    );
    expectOwnCommands(contributes.viewsWelcome.map(({ contents }) => contents));
  });

  it('leads through first steps that each have a picture, something to click and an end', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    expect(others).toEqual([]);
    expect(walkthrough!.steps.length).toBeGreaterThan(0);
    for (const { description, media, completionEvents } of walkthrough!.steps) {
      expect(description).toMatch(/\]\(command:[\w.]+\)$/);
      expect(Object.keys(media.image)).toEqual(['dark', 'light', 'hc', 'hcLight']);
      expect(Object.values(media.image).filter((file) => !existsSync(file))).toEqual([]);
      expect(media.altText).toMatch(/\.$/);
      const events = completionEvents.map((event) => event.replace(/^on(Command|View):/, ''));
      const ours = events.filter((id) => id.startsWith('skipscope.') && id !== modelsViewId);
      expect(handled).toEqual(expect.arrayContaining(ours));
    }
    expectOwnCommands(walkthrough!.steps.map(({ description }) => description));
  });

  it('describes every setting', () => {
    const bare = Object.entries(settings).filter(
      ([, setting]) => !('description' in setting) && !('markdownDescription' in setting),
    );
    expect(bare).toEqual([]);
  });

  it('lists the choices that the code knows, with a word on each', () => {
    expect(sorted(settings['skipscope.backend']!['enum'] as string[])).toEqual(
      sorted(['auto', ...backendNames]),
    );
    expect(settings['skipscope.inline.show']!['enum']).toEqual(inlineModes);
    expect(settings['skipscope.inline.numbers']!['enum']).toEqual(inlineNumbers);
    expect(settings['skipscope.live.refresh']!['enum']).toEqual(liveModes);
    for (const setting of Object.values(settings).filter((one) => 'enum' in one)) {
      expect(setting['enumDescriptions']).toHaveLength((setting['enum'] as string[]).length);
    }
  });

  it('lets every finding, and nothing else, have a severity of its own', () => {
    const severity = settings['skipscope.findings.severity']!;
    const properties = severity['properties'] as Record<string, { enum: string[] }>;
    expect(sorted(Object.keys(properties))).toEqual(sorted(findingCodes));
    expect(severity['additionalProperties']).toBe(false);
    for (const one of Object.values(properties)) expect(one.enum).toEqual(findingLevels);
    expect(readLevels({ 'dead-relu': 'off', 'no-such-code': 'off', saturated: 'loud' })).toEqual({
      'dead-relu': 'off',
    });
  });

  it('declares every limit of the findings with its default, as the overrides file does', () => {
    const declared = settings['skipscope.thresholds'] as { properties: Record<string, object> };
    const schema = JSON.parse(readFileSync('media/overrides.schema.json', 'utf8')) as {
      properties: { thresholds: typeof declared };
    };
    expect(declared.properties).toEqual(schema.properties.thresholds.properties);
    const limits = Object.entries<Threshold>(thresholds).map(([name, { value, isShare }]) => [
      name,
      {
        type: 'number',
        exclusiveMinimum: 0,
        ...(isShare && { maximum: 1 }),
        default: value,
        description: expect.stringMatching(/^[a-z, -]+: ./) as string,
      },
    ]);
    expect(declared.properties).toEqual(Object.fromEntries(limits));
  });

  it('declares exactly the colours that the code uses, for every kind of theme', () => {
    expect(sorted(contributes.colors.map(({ id }) => id))).toEqual(sorted(Object.values(colours)));
    for (const { defaults } of contributes.colors) {
      expect(Object.keys(defaults)).toEqual(['dark', 'light', 'highContrast', 'highContrastLight']);
    }
  });

  it('declares exactly the tools of the assistant that the code registers, each with its words', () => {
    const tools = contributes.languageModelTools;
    expect(sorted(tools.map(({ name }) => name))).toEqual(sorted(Object.values(toolNames)));
    for (const { modelDescription, userDescription, inputSchema } of tools) {
      expect(modelDescription.length).toBeGreaterThan(userDescription.length);
      for (const one of Object.values(inputSchema.properties))
        expect(one.description).toMatch(/\.$/);
    }
    const explain = tools.find(({ name }) => name === toolNames.explain)!;
    expect(explain.inputSchema.properties['code']!.enum).toEqual(findingCodes);
  });

  it('declares the server of tools that the code provides', () => {
    expect(contributes.mcpServerDefinitionProviders).toEqual([
      { id: mcpProviderId, label: 'SkipScope' },
    ]);
  });

  it('opens saved models as networks, on request only', () => {
    const [editor, ...others] = contributes.customEditors;
    expect(others).toEqual([]);
    expect(editor).toMatchObject({
      viewType: savedModelType,
      selector: savedModelEndings.map((ending) => ({ filenamePattern: `*${ending}` })),
      priority: 'option',
    });
  });

  it('knows the overrides file as JSON with comments, and its schema', () => {
    expect(contributes.languages).toEqual([{ id: 'jsonc', filenames: [OVERRIDES_FILE] }]);
    expect(contributes.jsonValidation.map(({ fileMatch }) => fileMatch)).toEqual([OVERRIDES_FILE]);
    expect(contributes.jsonValidation.every(({ url }) => existsSync(url))).toBe(true);
  });

  it('wakes the extension for its languages and its panels', () => {
    expect(manifest.activationEvents).toEqual([
      ...languages.map((language) => `onLanguage:${language}`),
      'onNotebook:jupyter-notebook',
      `onWebviewPanel:${graphPanelType}`,
      `onWebviewPanel:${comparePanelType}`,
      `onWebviewPanel:${experimentPanelType}`,
    ]);
  });

  it('runs where the code is, and says what is missing where no model can be built', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    for (const limited of Object.values(manifest.capabilities)) {
      expect(limited).toMatchObject({
        supported: 'limited',
        description: expect.stringMatching(/^Models are found but not built: .*\.$/) as string,
      });
    }
    expect(Object.keys(manifest.capabilities)).toEqual([
      'untrustedWorkspaces',
      'virtualWorkspaces',
    ]);
  });

  it('takes every text that people read from package.nls.json, which holds no other', () => {
    const { shown, others } = texts({ ...(writtenManifest as object), modelDescription: '' });
    expect(shown.filter((text) => !/^%[\w.-]+%$/.test(text))).toEqual([]);
    expect(others.filter((text) => /^%.*%$/.test(text) && text !== `%view.models%`)).toEqual([]);
    const used = new Set(shown.map((text) => text.slice(1, -1)).concat('view.models'));
    expect(sorted(used)).toEqual(sorted(Object.keys(manifestTexts)));
  });

  it('names an icon that exists', () => {
    expect(existsSync(manifest.icon)).toBe(true);
  });
});
