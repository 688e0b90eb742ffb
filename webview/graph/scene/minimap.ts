import { paintFarView } from './farView';
import { looksTheSame, type Appearance } from './appearance';
import type { Picture, Rect } from './picture';

/** The largest it may be, in CSS pixels, and the narrowest: a chain of 10,000 layers is a strip. */
const WIDEST = 110;
const TALLEST = 0.32;
const NARROWEST = 26;
const MARGIN = 4;

interface Scale {
  readonly x: number;
  readonly y: number;
}

interface Painted {
  readonly picture: Picture;
  readonly appearance: Appearance;
  readonly ratio: number;
  readonly height: number;
}

/** Above this share of the picture in view, a map would only cover the picture. */
const MOST_IN_VIEW = 0.6;

const overlap = (from: number, length: number, whole: number): number =>
  Math.max(0, Math.min(whole, from + length) - Math.max(0, from));
const shareInView = (
  { x, y, width, height }: Rect,
  whole: { width: number; height: number },
): number =>
  (overlap(x, width, whole.width) * overlap(y, height, whole.height)) /
  Math.max(1, whole.width * whole.height);

/** The whole picture in a corner, with a window on the part in view; hidden while that is most of it. */
export class Minimap {
  readonly canvas = document.createElement('canvas');
  private readonly backdrop = document.createElement('canvas');
  private painted: Painted | undefined;
  private scale: Scale = { x: 1, y: 1 };

  /** `moveTo` brings a point of the picture into the middle. */
  constructor(moveTo: (x: number, y: number) => void) {
    const { canvas } = this;
    canvas.className = 'minimap';
    canvas.dataset['testid'] = 'minimap';
    // The arrow keys move the view too, and the outline lists every layer.
    canvas.setAttribute('aria-hidden', 'true');
    canvas.hidden = true;
    const move = ({ offsetX, offsetY }: PointerEvent): void =>
      moveTo((offsetX - MARGIN) / this.scale.x, (offsetY - MARGIN) / this.scale.y);
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      move(event);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (event.buttons !== 0) move(event);
    });
  }

  /** Marks the place of `area`; `height` is that of the graph's canvas. */
  update(picture: Picture, appearance: Appearance, area: Rect, height: number): void {
    this.canvas.hidden = shareInView(area, picture.layout) > MOST_IN_VIEW;
    if (this.canvas.hidden) return;
    const ratio = window.devicePixelRatio;
    this.paintBackdrop({ picture, appearance, ratio, height });
    const context = this.canvas.getContext('2d', { alpha: false });
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.backdrop, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paintWindow(context, area, appearance);
  }

  private paintWindow(context: CanvasRenderingContext2D, area: Rect, appearance: Appearance): void {
    const { x, y } = this.scale;
    const { clientWidth, clientHeight } = this.canvas;
    const clamp = (value: number, most: number): number => Math.min(most, Math.max(1, value));
    const left = clamp(MARGIN + area.x * x, clientWidth - 1);
    const top = clamp(MARGIN + area.y * y, clientHeight - 1);
    const right = clamp(MARGIN + (area.x + area.width) * x, clientWidth - 1);
    const bottom = clamp(MARGIN + (area.y + area.height) * y, clientHeight - 1);
    const place = [left, top, Math.max(3, right - left), Math.max(3, bottom - top)] as const;
    context.globalAlpha = 0.18;
    context.fillStyle = appearance.theme.accent;
    context.fillRect(...place);
    context.globalAlpha = 1;
    context.strokeStyle = appearance.theme.accent;
    context.lineWidth = 1.5;
    context.strokeRect(...place);
  }

  private isPainted(now: Painted): boolean {
    const { painted } = this;
    return (
      painted?.picture === now.picture &&
      painted.ratio === now.ratio &&
      painted.height === now.height &&
      looksTheSame(painted.appearance, now.appearance)
    );
  }

  private paintBackdrop(now: Painted): void {
    if (this.isPainted(now)) return;
    this.painted = now;
    const { picture, appearance, ratio } = now;
    const { width, height } = picture.layout;
    const both = Math.min(WIDEST / width, (now.height * TALLEST) / height);
    this.scale = {
      x: Math.max(both, NARROWEST / width),
      y: Math.max(both, NARROWEST / height),
    };
    const size = {
      width: width * this.scale.x + 2 * MARGIN,
      height: height * this.scale.y + 2 * MARGIN,
    };
    for (const canvas of [this.canvas, this.backdrop])
      Object.assign(canvas, { width: size.width * ratio, height: size.height * ratio });
    Object.assign(this.canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
    const context = this.backdrop.getContext('2d', { alpha: false });
    if (!context) return;
    context.fillStyle = appearance.theme.background;
    context.fillRect(0, 0, this.backdrop.width, this.backdrop.height);
    const { x, y } = this.scale;
    context.setTransform(ratio * x, 0, 0, ratio * y, ratio * MARGIN, ratio * MARGIN);
    const area = { x: 0, y: 0, width, height };
    paintFarView(context, picture, appearance, {
      zoom: Math.min(x, y) * ratio,
      area,
      dimmed: false,
    });
  }
}
