import { embeddedWords, languageOf, type PageWords } from '../../../export/htmlReport';

export interface PanelResources {
  readonly script: string;
  readonly style: string;
  /** The origin that local resources come from, as the webview names it. */
  readonly cspSource: string;
  /** Fresh for every page. */
  readonly nonce: string;
  readonly words?: PageWords | undefined;
}

/** The page of a panel. Runs no script but our own; the layout worker starts from a blob. */
export function panelHtml({ script, style, cspSource, nonce, words }: PanelResources): string {
  const policy = [
    `default-src 'none'`,
    `img-src ${cspSource} data: blob:`,
    `font-src ${cspSource}`,
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `worker-src blob:`,
  ].join('; ');
  return `<!doctype html>
<html lang="${languageOf(words)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>SkipScope</title>
  </head>
  <body>
    <div id="skipscope"></div>
    ${embeddedWords(words)}
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
