import { budgetNames, type Budget, type BudgetName } from './budget';

const counts = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 } as const;
const bytes = {
  '': 1,
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
} as const;
const milliseconds = { '': 1, ms: 1, s: 1e3, us: 1e-3, µs: 1e-3 } as const;

/** A number with a unit of these; `undefined` if it is none, or not above 0. */
function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?(?:e\d+)?)\s*([A-Za-zµ]*)\s*$/.exec(text) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (number === undefined || factor === undefined) return undefined;
  const value = Number(number) * factor;
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

/** Bytes of a size such as `8GB` or `512MiB`. */
export const bytesIn = (text: string): number | undefined => quantity(text, bytes);

const unitsOf: Readonly<Record<BudgetName, Readonly<Record<string, number>>>> = {
  params: counts,
  macs: counts,
  step: milliseconds,
  peak: bytes,
};

/** A budget from its texts (`params: 5M`, `step: 20ms`) or numbers, or the first entry that says nothing. */
export function readBudget(
  given: Readonly<Record<string, unknown>>,
): Budget | { readonly wrong: string } {
  const budget: { [Name in BudgetName]?: number } = {};
  for (const [key, value] of Object.entries(given)) {
    const name = budgetNames.find((known) => known === key);
    const text = typeof value === 'number' ? String(value) : value;
    const limit = name && typeof text === 'string' ? quantity(text, unitsOf[name]) : undefined;
    if (!name || limit === undefined) return { wrong: `${key}=${String(value)}` };
    budget[name] = limit;
  }
  return budget;
}
