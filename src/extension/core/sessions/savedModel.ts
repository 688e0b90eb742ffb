import path from 'node:path';
import type { ModelKey } from '../../../shared/model/modelKey';

/** The key of a saved model, which is a whole file and has no name in it. */
export const savedModel = (document: string): ModelKey => ({ document, name: '' });

export const isSavedModel = ({ name }: ModelKey): boolean => name === '';

/** The name of a model for people: that of its definition, or of the file of a saved model. */
export const titleOf = (site: ModelKey): string =>
  isSavedModel(site) ? decodeURIComponent(path.posix.basename(site.document)) : site.name;
