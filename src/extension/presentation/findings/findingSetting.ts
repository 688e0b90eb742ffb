import { setting } from '../../settings';
import { readLevels, type FindingLevels } from './currentFindings';

export const findingLevelsInForce = (): FindingLevels =>
  readLevels(setting('skipscope.findings.severity'));
