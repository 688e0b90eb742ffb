import * as l10n from '@vscode/l10n';

const SCALE = 2;

/** An SVG as a PNG at 2×. */
export async function pngOf(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  const loaded = new Promise<void>((done, fail) => {
    image.onload = () => done();
    image.onerror = () => fail(new Error(l10n.t('the browser made no PNG of the picture')));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await loaded;
  const canvas = Object.assign(document.createElement('canvas'), {
    width: width * SCALE,
    height: height * SCALE,
  });
  const context = canvas.getContext('2d');
  if (!context) throw new Error(l10n.t('this page has no canvas'));
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0);
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!png) throw new Error(l10n.t('the browser made no PNG of the picture'));
  return png;
}

/** The bytes of a blob in base64: messages to the host are text. */
export const base64 = (blob: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      done(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => fail(reader.error ?? new Error(l10n.t('the picture was not read')));
    reader.readAsDataURL(blob);
  });
