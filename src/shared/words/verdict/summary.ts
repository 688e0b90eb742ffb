import * as l10n from '@vscode/l10n';

/** The standing of one of many models. */
export type Standing = 'healthy' | 'found' | 'unprobed' | 'failed';

const texts: Readonly<Record<Standing, (count: number) => string>> = {
  healthy: (count) => l10n.t('{0} healthy', count),
  found: (count) => l10n.t('{0} with findings', count),
  unprobed: (count) => l10n.t('{0} not probed', count),
  failed: (count) => l10n.t('{0} failed', count),
};

/** One line on many models: `25 models: 20 healthy, 4 with findings, 1 failed`. */
export function summaryOf(
  standings: readonly Standing[],
  paint: (standing: Standing, text: string) => string = (_, text) => text,
): string {
  const parts = (Object.keys(texts) as Standing[]).flatMap((standing) => {
    const count = standings.filter((one) => one === standing).length;
    return count === 0 ? [] : [paint(standing, texts[standing](count))];
  });
  const { length } = standings;
  const all = length === 1 ? l10n.t('{0} model', length) : l10n.t('{0} models', length);
  return parts.length === 0 ? all : `${all}: ${parts.join(', ')}`;
}
