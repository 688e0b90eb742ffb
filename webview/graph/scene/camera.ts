import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent } from 'd3-zoom';
import { clampCamera } from './clampCamera';
import type { Rect } from './picture';
import { animate, reducesMotion } from '../../kit/motion';
import type { ViewCamera } from '../state/panelState';
import type { Camera } from './paint';

const CLOSEST = 4;
/** The factor of one step of the zoom buttons and keys. */
const ZOOM_STEP = 1.3;
const GLIDE_MS = 220;
/** The free space around an area that is shown whole, in pixels. */
const MARGIN = { side: 24, top: 20 } as const;

/** Pan and zoom of one canvas. The wheel scrolls as on any page; with Ctrl, Alt or a pinch it zooms. */
export class CameraControl {
  private readonly behaviour = zoom<HTMLCanvasElement, unknown>();
  private readonly selection;
  private stopGliding = (): void => undefined;
  /** Finds the view, until that is moved by hand: it is found anew if the canvas has another size. */
  private placed: (() => Camera) | undefined;
  /** The picture, which panning does not lose. */
  private extent: Rect | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    moved: () => void,
    /** The height of the controls over the lower edge of the canvas, in pixels. */
    private readonly covered: () => number,
  ) {
    this.selection = select<HTMLCanvasElement, unknown>(canvas);
    this.behaviour
      .scaleExtent([0.0005, CLOSEST])
      .filter((event: Event) => !(event instanceof WheelEvent) || event.ctrlKey || event.altKey)
      .constrain((transform) => {
        const { x, y } = this.clamped({ x: transform.x, y: transform.y, zoom: transform.k });
        return zoomIdentity.translate(x, y).scale(transform.k);
      })
      .on('zoom', ({ sourceEvent }: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        if (sourceEvent) {
          this.stopGliding();
          this.placed = undefined;
        }
        moved();
      });
    this.selection.call(this.behaviour).on('dblclick.zoom', null);
    canvas.addEventListener('wheel', (event) => this.scroll(event), { passive: false });
  }

  get camera(): Camera {
    const { x, y, k } = zoomTransform(this.canvas);
    return { x, y, zoom: k };
  }

  set camera({ x, y, zoom: k }: Camera) {
    this.behaviour.transform(this.selection, zoomIdentity.translate(x, y).scale(k));
  }

  /** The point of the picture in the middle of the canvas, and the zoom. */
  get view(): ViewCamera {
    const { x, y, zoom: k } = this.camera;
    const { clientWidth, clientHeight } = this.canvas;
    return { x: (clientWidth / 2 - x) / k, y: (clientHeight / 2 - y) / k, zoom: k };
  }

  set view({ x, y, zoom: k }: ViewCamera) {
    this.placed = undefined;
    const { clientWidth, clientHeight } = this.canvas;
    this.camera = { x: clientWidth / 2 - x * k, y: clientHeight / 2 - y * k, zoom: k };
  }

  /** Shows what `find` finds now, and again whenever the size of the canvas has changed. */
  place(find: () => Camera, glides: boolean): void {
    if (glides) this.glideTo(find());
    else this.camera = find();
    this.placed = find;
  }

  /** Tells whether the canvas still shows what `find` finds: nobody has moved since. */
  isPlacedBy(find: () => Camera): boolean {
    return this.placed === find;
  }

  /** The canvas has another size. */
  resized(): void {
    if (this.placed) this.camera = this.placed();
  }

  /** Bounds the panning by a picture. */
  bound(picture: Rect): void {
    this.extent = picture;
  }

  private clamped(camera: Camera): Camera {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return this.extent ? clampCamera(camera, this.extent, { width, height }) : camera;
  }

  panBy(dx: number, dy: number): void {
    this.placed = undefined;
    const { x, y, zoom: k } = this.camera;
    this.camera = this.clamped({ x: x + dx, y: y + dy, zoom: k });
  }

  /** Zooms about the middle, one step in or out. */
  zoom(direction: 'in' | 'out'): void {
    const factor = direction === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP;
    const { clientWidth, clientHeight } = this.canvas;
    const { x, y, zoom: k } = this.camera;
    const next = Math.min(CLOSEST, k * factor);
    const [cx, cy] = [clientWidth / 2, clientHeight / 2];
    this.glideTo({ x: cx - ((cx - x) * next) / k, y: cy - ((cy - y) * next) / k, zoom: next });
  }

  /** Shows an area whole, no closer than `closest`. */
  fit(area: Rect, closest = 1.15): Camera {
    const { clientWidth, clientHeight } = this.canvas;
    const { side, top } = MARGIN;
    const height = clientHeight - top - this.covered();
    const k = Math.min(
      closest,
      (clientWidth - 2 * side) / Math.max(1, area.width),
      height / Math.max(1, area.height),
    );
    return {
      x: clientWidth / 2 - (area.x + area.width / 2) * k,
      y: top + height / 2 - (area.y + area.height / 2) * k,
      zoom: k,
    };
  }

  glideTo(target: Camera): void {
    this.stopGliding();
    this.placed = undefined;
    if (reducesMotion()) {
      this.camera = target;
      return;
    }
    const from = this.camera;
    const ratio = target.zoom / from.zoom;
    this.stopGliding = animate(GLIDE_MS, (share) => {
      const between = (a: number, b: number): number => a + (b - a) * share;
      this.camera = {
        x: between(from.x, target.x),
        y: between(from.y, target.y),
        zoom: from.zoom * ratio ** share,
      };
    });
  }

  private scroll(event: WheelEvent): void {
    if (event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    this.panBy(-dx * unit, -dy * unit);
  }
}
