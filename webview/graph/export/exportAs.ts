import type { ExportFormat } from '../../../src/shared/protocol/graphPanelContract';
import type { Surroundings } from '../host/surroundings';
import type { Scene } from '../scene/scene';
import { drawPng, drawSvg, smallerSentence } from './drawPicture';
import { saveFile } from './saveFile';
import { samePage } from './savePage';

/** The text of a file that a saved page writes without a host. */
function textOf(format: 'json' | 'html', { report, before }: Surroundings): string {
  if (!report) return '';
  return format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : samePage(report, before);
}

/**
 * Saves the scene: the host asks for a place, or the browser downloads it. Resolves with a notice if
 * the file differs from the request.
 */
export async function exportAs(
  format: ExportFormat,
  drawn: Scene,
  around: Surroundings,
): Promise<string | undefined> {
  const { host } = around;
  const save = (content: string | Blob): Promise<void> =>
    saveFile({ format, content }, drawn.picture.subject.report, around);
  if (format === 'png') {
    const { png, scale } = await drawPng(drawn);
    await save(png);
    return smallerSentence(scale);
  }
  if (format === 'svg') await save(drawSvg(drawn));
  else await save(host ? '' : textOf(format, around));
  return undefined;
}
