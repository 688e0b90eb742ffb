import type { ExportFormat, ExportRequest } from '../../../src/shared/protocol/graphPanelContract';
import type { Surroundings } from '../host/surroundings';
import type { Scene } from '../scene/scene';
import { exportAs } from './exportAs';
import { saveFile } from './saveFile';

interface SavingActions {
  readonly exportAs: (format: ExportFormat) => Promise<string | undefined>;
  readonly saveFile: (format: ExportRequest['format'], content: string | Blob) => Promise<void>;
}

/** The parts of the page that can be saved; nothing before there is a picture. */
export const savingActions = (
  around: Surroundings,
  sceneNow: () => Scene | undefined,
): SavingActions => ({
  exportAs: async (format) => {
    const scene = sceneNow();
    return scene && exportAs(format, scene, around);
  },
  saveFile: async (format, content) => {
    const report = sceneNow()?.picture.subject.report;
    if (report) await saveFile({ format, content }, report, around);
  },
});
