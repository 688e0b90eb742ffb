import type { Disposable } from '../../../shared/base/lifecycle';
import type { Services } from '../../core/services';
import { WatchedLines } from './watchedLines';

/** A training of the user's own, followed in the editor. */
export const registerWatched = ({ lines, watchedRuns }: Services): Disposable =>
  new WatchedLines(lines, watchedRuns);
