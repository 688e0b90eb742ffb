import type { Json } from '../../shared/base/json';
import { findingTexts } from '../../shared/words/findingTexts';
import { findingCodes, type FindingCode, type Severity } from '../../shared/report/report';

/** The rule of definitions that gave no model, or one whose probe failed. */
export const CANNOT_BUILD = 'cannot-build';

export const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The names that code review has for the severities of rules on quality, not security. */
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** A page of the documentation, as the repository shows it. */
const documented = (homepage: string, page: string): string => `${homepage}/blob/main/docs/${page}`;

/** Every rule, with or without results: a viewer can tell which checks ran. */
export const rules = (homepage: string): Json[] => [
  ...findingCodes.map((code) => findingRule(code, homepage)),
  {
    id: CANNOT_BUILD,
    shortDescription: { text: 'A model definition cannot be built or probed.' },
    fullDescription: { text: 'A definition gave no model, or one whose probe failed.' },
    help: { text: 'The message says what is in the way, and the line is where to act on it.' },
    helpUri: documented(homepage, 'failures.md'),
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['build'], 'problem.severity': 'error' },
  },
];

export function ruleIndex(id: FindingCode | typeof CANNOT_BUILD): number {
  return id === CANNOT_BUILD ? findingCodes.length : findingCodes.indexOf(id);
}

function findingRule(code: FindingCode, homepage: string): Json {
  const { what, remedy, severity, from } = findingTexts[code];
  const helpUri = documented(homepage, `findings.md#${code}`);
  return {
    id: code,
    shortDescription: { text: what },
    fullDescription: { text: `${what} Try: ${remedy}` },
    help: {
      text: `${what} Try: ${remedy}`,
      markdown: `${what}\n\n*Try:* ${remedy}\n\n[How it is found](${helpUri})`,
    },
    helpUri,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [from], 'problem.severity': problemSeverities[severity] },
  };
}
