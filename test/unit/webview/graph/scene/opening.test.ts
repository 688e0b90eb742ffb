import { describe, expect, it } from 'vitest';
import { wholeScene } from '../../../../../webview/graph/scene/sceneMarks';
import { openingCamera, SMALLEST_TEXT } from '../../../../../webview/graph/scene/opening';
import { deepUNet, denseBlocks } from '../../../../support/analysedReports';
import { evenLetters, pictureOf } from '../../../../support/pictures';
import { densenet, resnet, transformer, unet } from '../../../../support/sampleReports';

const canvases = [
  { width: 450, height: 290 },
  { width: 900, height: 500 },
  { width: 1600, height: 1200 },
];

describe('the first view of a picture', () => {
  it('has no text below 11 px, whatever the network and the window', () => {
    for (const canvas of canvases)
      for (const size of [100, 1000, 10_000]) {
        const picture = { width: size / 2, height: size };
        const zoom = Math.min(1.15, canvas.width / picture.width, canvas.height / picture.height);
        const whole = { x: 0, y: 0, zoom };
        const camera = openingCamera({ whole, picture, canvas, anchor: undefined });
        expect(camera.zoom * SMALLEST_TEXT).toBeGreaterThanOrEqual(11);
      }
  });

  it('draws nothing smaller than that', async () => {
    const reports = [
      resnet(3),
      unet(4),
      densenet(3, 6),
      transformer(4),
      deepUNet(3),
      denseBlocks(2),
    ];
    for (const report of reports) {
      const { picture, appearance } = await pictureOf(report, true);
      const sizes = wholeScene(picture, appearance, evenLetters).flatMap((mark) =>
        mark.type === 'text' ? mark.font.size : [],
      );
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(SMALLEST_TEXT);
    }
  });

  it('begins at what the verdict speaks of where the whole is too large, and leaves no gap', () => {
    const sight = {
      whole: { x: 0, y: 0, zoom: 0.1 },
      picture: { width: 300, height: 5000 },
      canvas: { width: 400, height: 400 },
    };
    const at = (y: number) =>
      openingCamera({ ...sight, anchor: { x: 100, y, width: 100, height: 40 } });
    expect(at(2000)).toEqual({ x: 50, y: 100 - 2000, zoom: 1 });
    expect(at(0).y).toBe(4);
    expect(at(4990).y).toBe(400 - 5000);
    expect(openingCamera({ ...sight, anchor: undefined }).y).toBe(4);
  });

  it('shows a small network whole', () => {
    const whole = { x: 7, y: 8, zoom: 1.1 };
    const picture = { width: 100, height: 100 };
    const canvas = { width: 400, height: 400 };
    expect(openingCamera({ whole, picture, canvas, anchor: undefined })).toBe(whole);
  });
});
