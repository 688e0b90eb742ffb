import path from 'node:path';
import type { PanelSite } from '../../../shared/protocol/graphPanelContract';

/** A saved model is a whole file: it has no name within it. */
export const savedModel = (document: string): PanelSite => ({ document, name: '' });

export const isSavedModel = ({ name }: PanelSite): boolean => name === '';

/** What a person calls the model: the definition, or the file of a saved model. */
export const titleOf = (site: PanelSite): string =>
  isSavedModel(site) ? decodeURIComponent(path.posix.basename(site.document)) : site.name;
