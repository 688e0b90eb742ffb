import type { Report } from './report';

/** A file name for an export of a report, valid on every file system. */
export const fileNameOf = ({ model }: Report, format: string): string =>
  `${model.name.replace(/[^\w.-]+/g, '_').slice(0, 80) || 'network'}.${format}`;
