import type { Subject } from './subject';

/** `true` if the probe ran without this skip. */
export const isAblated = ({ report }: Subject, skip: string): boolean =>
  report.probe?.ablated?.some((edge) => edge.skip === skip) ?? false;
