import type { ExportRequest } from '../../../src/shared/protocol/graphPanelContract';
import { fileNameOf } from '../../../src/shared/report/fileName';
import type { Report } from '../../../src/shared/report/report';
import { base64 } from '../../kit/svgPicture';
import type { Surroundings } from '../host/surroundings';

/** Without a host the browser saves, where it saves downloads. */
function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const types: Readonly<Record<ExportRequest['format'], string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  html: 'text/html',
  csv: 'text/csv',
  md: 'text/markdown',
};

/** A file about a report: a text, or the pixels of a picture. */
export interface Saved {
  readonly format: ExportRequest['format'];
  readonly content: string | Blob;
}

/** Saves a file where the host's user says, or as a download of the browser. */
export async function saveFile(
  { format, content }: Saved,
  report: Report,
  { host }: Pick<Surroundings, 'host'>,
): Promise<void> {
  if (host) {
    const text = content instanceof Blob ? await base64(content) : content;
    await host.request('save', { format, content: text });
    return;
  }
  const blob = content instanceof Blob ? content : new Blob([content], { type: types[format] });
  download(fileNameOf(report, format), blob);
}
