import type { Report } from './report';

/** A name for what is saved of a report that any file system takes. */
export const fileNameOf = ({ model }: Report, format: string): string =>
  `${model.name.replace(/[^\w.-]+/g, '_').slice(0, 80) || 'network'}.${format}`;
