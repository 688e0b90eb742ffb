import { describe, expect, it } from 'vitest';
import { pngScale, smallerSentence } from '../../../../../webview/graph/export/drawPicture';
import type { Mark } from '../../../../../webview/graph/scene/marks';
import { wholeScene } from '../../../../../webview/graph/scene/sceneMarks';
import { writeSvg, type ReadColour, type Sheet } from '../../../../../webview/graph/scene/writeSvg';
import { evenLetters, pictureOf } from '../../../../support/pictures';
import { densenet, resnet, unet } from '../../../../support/sampleReports';

const plain: ReadColour = (hex) => ({ hex, alpha: 1 });
const sheet: Sheet = { width: 100, height: 50, title: 'net', background: '#fff', font: 'Arial' };

/** Every tag is closed in its order, and nothing between tags or in quotes could be read as one. */
function brokenAt(svg: string): string | undefined {
  const open: string[] = [];
  const token =
    /<\?xml [^<>]*\?>|<(\/?)([a-z]+)((?: [\w:-]+="[^<>"]*")*)(\/?)>|&(?:amp|lt|gt|quot);|[^<>&]+/gy;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const found = token.exec(svg);
    if (!found) return svg.slice(at, at + 40);
    const [, closing, name, , empty] = found;
    if (name === undefined || empty === '/') continue;
    if (closing !== '/') open.push(name);
    else if (open.pop() !== name) return `</${name}>`;
  }
  return open.at(-1);
}

const text = (content: string): Mark => ({
  ...{ type: 'text', x: 0, y: 10, text: content, align: 'left', colour: '#000' },
  font: { size: 10, weight: 400 },
});

describe('a picture as SVG', () => {
  it.each([
    ['residual', resnet(3)],
    ['U-shaped', unet(3)],
    ['dense', densenet(3, 12)],
  ])('is well-formed and names every layer of a %s network', async (_, report) => {
    const { picture, appearance } = await pictureOf(report, true);
    const marks = wholeScene(picture, appearance, evenLetters);
    const { width, height } = picture.layout;
    const svg = writeSvg(marks, { ...sheet, width, height }, plain);
    expect(brokenAt(svg)).toBeUndefined();
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, said]) => said!);
    for (const { name } of report.network.layers)
      expect(
        texts.some((said) => said.includes(name.slice(0, 12))),
        name,
      ).toBe(true);
    const rects = marks.filter(({ type }) => type === 'rect').length;
    expect(svg.match(/<rect /g)).toHaveLength(rects + 1);
  });

  it('draws nothing outside its sheet', async () => {
    for (const report of [resnet(3), unet(3)]) {
      const { picture, appearance } = await pictureOf(report, true);
      const { width, height } = picture.layout;
      for (const mark of wholeScene(picture, appearance, evenLetters)) {
        const points =
          mark.type === 'lines' ? mark.routes.flatMap((route) => [...route]) : [mark.x, mark.y];
        points.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(-24);
          expect(value).toBeLessThanOrEqual((at % 2 === 0 ? width : height) + 24);
        });
      }
    }
  });

  it('keeps whatever a name holds as text', () => {
    const names = ['</text><script>alert(1)</script>', '"&amp;\'', ']]>\u0000\ud800\u001b', 'a\nb'];
    const svg = writeSvg(names.map(text), { ...sheet, title: names[0]!, font: '"A&<B"' }, plain);
    expect(brokenAt(svg)).toBeUndefined();
    expect(svg).not.toContain('<script');
    expect(svg).toContain(">&quot;&amp;amp;'</text>");
    expect(svg).toContain('>]]&gt;\ufffd\ufffd\ufffd</text>');
    expect(svg).toContain('>a b</text>');
  });

  it('writes colours that need no browser, and falls back to a font that is there', () => {
    const half: ReadColour = () => ({ hex: '#102030', alpha: 0.5 });
    const svg = writeSvg([text('a')], sheet, half);
    expect(svg).toContain('fill="#102030" fill-opacity="0.5"');
    expect(svg).toContain('font-family="Arial, system-ui, sans-serif"');
  });
});

describe('a picture as PNG', () => {
  it('has two pixels for one, and fewer only where a canvas cannot hold them', () => {
    expect(pngScale(1500, 3000)).toBe(2);
    expect(smallerSentence(2)).toBeUndefined();
    for (const [width, height] of [
      [500, 60_000],
      [20_000, 20_000],
    ] as const) {
      const scale = pngScale(width, height);
      expect(Math.max(width, height) * scale).toBeLessThanOrEqual(16_384);
      expect(width * scale * height * scale).toBeLessThanOrEqual(64.1e6);
      expect(smallerSentence(scale)).toMatch(/too large for a PNG at 2×; it was drawn at 0\.\d+×/);
    }
  });
});
