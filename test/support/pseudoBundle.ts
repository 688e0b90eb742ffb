import { readFileSync } from 'node:fs';
import type { PageWords } from '../../src/export/htmlReport';
import type { Message } from '../../src/shared/base/message';
import { asWritten } from '../../src/shared/report/asWritten';
import type { Report } from '../../src/shared/report/report';

const english = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;

const bracketed = (text: string): string => `⟦${text}⟧`;

/** Four letters in ten more: as long as other languages make a text. */
function longer(text: string): string {
  const more = '~'.repeat(Math.ceil(0.4 * text.replace(/\{\w+\}/g, '').length));
  return text + (text.includes(' ') ? more.replace(/~{1,6}/g, ' $&') : more);
}

/** A language that nobody speaks: every translated text stands in brackets, and is longer than in English. */
export const pseudoTexts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(english).map((text) => [text, bracketed(longer(english[text]!))]),
);

/** The same language as an editor gives it to a page. */
export const pseudoWords: PageWords = { language: 'qps-ploc', texts: pseudoTexts };

/** The untranslated rest of a text; names and values within a translation count as translated. */
export function untranslated(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/g;
  const less = text.replace(inner, '');
  return less === text ? text : untranslated(less);
}

/** A report whose own texts, such as what a library said, are in this language. */
export function inPseudo(report: Report): Report {
  const told = <T extends { readonly reason: Message }>(gap: T): T => ({
    ...gap,
    reason: inBrackets(gap.reason),
  });
  return {
    ...report,
    runtime: { ...report.runtime, tried: report.runtime.tried.map(told) },
    notMeasured: report.notMeasured
      .map(told)
      .map((gap) =>
        gap.written === undefined ? gap : { ...gap, written: bracketed(gap.written) },
      ),
    skips: {
      ...report.skips,
      ambiguous: report.skips.ambiguous.map((skip) => ({ ...skip, why: inBrackets(skip.why) })),
    },
  };
}

/** Texts as they were written are the report's own; all other messages are translated where they are shown. */
function inBrackets(message: Message): Message {
  const text = message.values?.['text'];
  return message.code === 'report.as-written' && typeof text === 'string'
    ? asWritten(bracketed(text))
    : message;
}
