import path from 'node:path';
import type { ModelKey } from '../../../shared/model/modelKey';

/** A saved model is a whole file: it has no name within it. */
export const savedModel = (document: string): ModelKey => ({ document, name: '' });

export const isSavedModel = ({ name }: ModelKey): boolean => name === '';

/** What a person calls the model: the definition, or the file of a saved model. */
export const titleOf = (site: ModelKey): string =>
  isSavedModel(site) ? decodeURIComponent(path.posix.basename(site.document)) : site.name;
