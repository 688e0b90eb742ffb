import { setting } from '../manifest/settings';
import { readLevels, type FindingLevels } from './currentFindings';

export const findingLevelsInForce = (): FindingLevels =>
  readLevels(setting('skipscope.findings.severity'));
