import * as l10n from '@vscode/l10n';
import type { StandIn } from '../report/report';

/** One module that did not run, with the line that imports it. */
export const standInText = ({ module, source }: StandIn): string =>
  l10n.t(
    '{0} ({1}:{2}) is not in the workspace and does not run',
    module,
    source.file,
    source.line,
  );
