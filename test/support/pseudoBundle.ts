import { readFileSync } from 'node:fs';
import type { PageWords } from '../../src/export/htmlReport';
import type { Report } from '../../src/shared/report/report';

const english = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;

const bracketed = (text: string): string => `⟦${text}⟧`;

/** Four letters in ten more: as long as other languages make a text. */
function longer(text: string): string {
  const more = '~'.repeat(Math.ceil(0.4 * text.replace(/\{\d\}/g, '').length));
  return text + (text.includes(' ') ? more.replace(/~{1,6}/g, ' $&') : more);
}

/** A language that nobody speaks: every translated text stands in brackets, and is longer than in English. */
export const pseudoTexts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(english).map((text) => [text, bracketed(longer(english[text]!))]),
);

/** The same language as an editor gives it to a page. */
export const pseudoWords: PageWords = { language: 'qps-ploc', texts: pseudoTexts };

/** What is left of a text without what was translated, names and values within it included. */
export function untranslated(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/g;
  const less = text.replace(inner, '');
  return less === text ? text : untranslated(less);
}

/** A report as an engine that speaks this language makes it. */
export function inPseudo(report: Report): Report {
  const told = <T extends { readonly reason: string }>(gap: T): T => ({
    ...gap,
    reason: bracketed(gap.reason),
  });
  return {
    ...report,
    backend: {
      ...report.backend,
      tried: report.backend.tried.map(({ name, reason }) => ({
        name,
        reason: typeof reason === 'string' ? bracketed(reason) : reason,
      })),
    },
    notMeasured: report.notMeasured.map(told),
    skips: {
      ...report.skips,
      ambiguous: report.skips.ambiguous.map((skip) => ({ ...skip, why: bracketed(skip.why) })),
    },
    findings: report.findings.map((finding) => ({
      ...finding,
      message: bracketed(finding.message),
      suggestion: bracketed(finding.suggestion),
    })),
  };
}
