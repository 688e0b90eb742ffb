import * as l10n from '@vscode/l10n';
import type { ExportFormat } from '../../../src/shared/protocol/graphPanelContract';
import { fileNameOf } from '../../../src/shared/report/fileName';
import type { Surroundings } from '../host/surroundings';
import type { Scene } from '../scene/scene';
import { drawPng, drawSvg, smallerSentence } from './drawPicture';
import { samePage } from './savePage';

/** The bytes of a blob in base64: messages to the host are text. */
const base64 = (blob: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      done(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => fail(reader.error ?? new Error(l10n.t('the picture was not read')));
    reader.readAsDataURL(blob);
  });

/** Without a host the browser saves, where it saves downloads. */
function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const types: Readonly<Record<ExportFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  html: 'text/html',
};

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
  const save = async (content: string | Blob): Promise<void> => {
    if (!host) {
      const name = fileNameOf(drawn.picture.subject.report, format);
      download(
        name,
        content instanceof Blob ? content : new Blob([content], { type: types[format] }),
      );
      return;
    }
    const text = content instanceof Blob ? await base64(content) : content;
    await host.request('save', { format, content: text });
  };
  if (format === 'png') {
    const { png, scale } = await drawPng(drawn);
    await save(png);
    return smallerSentence(scale);
  }
  if (format === 'svg') await save(drawSvg(drawn));
  else await save(host ? '' : textOf(format, around));
  return undefined;
}
