import type { Target, ViewCamera } from '../state/panelState';
import type { ItemKey } from '../state/treeItems';
import { CameraControl } from './camera';
import { keyAct } from './canvasKeys';
import type { Scene } from './scene';
import { hitTest, type Hit } from './hitTest';
import { noChain, type Appearance } from './appearance';
import { Minimap } from './minimap';
import { COMFORTABLE_ZOOM } from './legibility';
import { openingCamera } from './opening';
import { animate, reducesMotion } from '../../kit/motion';
import { areaOf, paintPicture, type Camera, type Viewport } from './paint';
import { makePicture, type Picture, type Rect } from './picture';
import { tweenLayouts } from './tween';
import { watchRatio } from './watchRatio';

export interface SceneEvents {
  hover(target: Target | undefined, at: { x: number; y: number }): void;
  /** `alt`: with the Alt key held. */
  pick(target: Target | undefined, alt: boolean): void;
  toggle(group: ItemKey): void;
  go(where: 'selection' | 'parent'): void;
  /** Cuts the selected shortcut. */
  cut(): void;
  /** Lists the keys of the canvas. */
  help(): void;
  /** The view moved, by hand or to show something. */
  moved(): void;
  /** The height of the controls that the page lays over the lower edge of the canvas, in pixels. */
  covered(): number;
}

const UNFOLD_MS = 200;
/** Above this many boxes and frames a new layout is shown at once. */
const MOST_MOVING = 1500;

/** The canvas: paints after changes, and reports the target under the pointer. */
export class SceneView {
  readonly canvas = document.createElement('canvas');
  readonly minimap = new Minimap((x, y) => this.centre(x, y));
  private readonly control: CameraControl;
  private picture: Picture | undefined;
  /** Painted instead of the picture while groups unfold. */
  private moving: Picture | undefined;
  private stopMoving = (): void => undefined;
  private appearance: Appearance | undefined;
  private scheduled = 0;
  private painted = 0;

  constructor(private readonly events: SceneEvents) {
    this.canvas.tabIndex = 0;
    this.canvas.dataset['testid'] = 'graph';
    this.canvas.dataset['boxes'] = '0';
    this.canvas.setAttribute('role', 'img');
    const moved = (): void => {
      this.repaint();
      this.events.moved();
    };
    this.control = new CameraControl(this.canvas, moved, () => this.events.covered());
    this.listen();
  }

  get hasPicture(): boolean {
    return this.picture !== undefined;
  }

  /** The scene for a file; `undefined` while there is none yet. */
  get scene(): Scene | undefined {
    const { picture, appearance } = this;
    return picture && appearance && { picture, appearance };
  }

  /** The point of the picture in the middle, and the zoom. */
  get view(): ViewCamera {
    return this.control.view;
  }

  /** The view is the first one of its picture, which depends on the size of the canvas. */
  get isAsOpened(): boolean {
    return this.control.isPlacedBy(this.opening);
  }

  /**
   * Shows a new picture. An `anchor` that was shown before keeps its place on the screen; else the canvas
   * shows `view`, and without it as much as is legible.
   */
  show(picture: Picture, anchor: ItemKey | undefined, view: ViewCamera | undefined): void {
    const before = anchor === undefined ? undefined : this.cornerOf(anchor);
    const old = this.picture;
    this.picture = picture;
    this.control.bound(this.extent());
    this.canvas.dataset['boxes'] = String(picture.graph.nodes.filter(({ open }) => !open).length);
    const after = anchor === undefined ? undefined : this.cornerOf(anchor);
    if (before && after) this.control.panBy(before.x - after.x, before.y - after.y);
    else if (view) this.control.view = view;
    else this.control.place(this.opening, false);
    this.unfold(old, picture, before && after ? anchor : undefined);
    this.repaint();
  }

  restyle(appearance: Appearance): void {
    this.appearance = appearance;
    this.repaint();
  }

  /** Animates from the old layout to the new one. */
  private unfold(from: Picture | undefined, to: Picture, anchor: ItemKey | undefined): void {
    this.stopMoving();
    this.moving = undefined;
    if (!from || anchor === undefined || reducesMotion()) return;
    if (Math.max(from.graph.nodes.length, to.graph.nodes.length) > MOST_MOVING) return;
    const layoutAt = tweenLayouts(from, to, anchor);
    this.moving = makePicture(to.subject, to.graph, layoutAt(0));
    this.stopMoving = animate(UNFOLD_MS, (share) => {
      this.moving = share < 1 ? makePicture(to.subject, to.graph, layoutAt(share)) : undefined;
      this.repaint();
    });
  }

  /** The whole network. */
  fit(): void {
    this.control.place(() => this.control.fit(this.extent()), true);
  }

  zoom(direction: 'in' | 'out'): void {
    this.control.zoom(direction);
  }

  /** Shows items as large as is comfortable, each by its box or that of the closed group around it. */
  zoomTo(keys: readonly ItemKey[]): void {
    const rects = keys.flatMap((key) => {
      const { graph } = this.picture ?? {};
      const node = graph?.nodeOf(key) ?? graph?.boxOf(key);
      return node === undefined ? [] : (this.picture?.rect(node) ?? []);
    });
    if (rects.length === 0) return;
    const [x, y] = [Math.min(...rects.map((at) => at.x)), Math.min(...rects.map((at) => at.y))];
    const right = Math.max(...rects.map((at) => at.x + at.width));
    const bottom = Math.max(...rects.map((at) => at.y + at.height));
    this.control.glideTo(this.control.fit({ x, y, width: right - x, height: bottom - y }, 1.6));
  }

  /** `true` if the whole box of an item is in view. */
  isInView(key: ItemKey): boolean {
    const rect = this.rectOf(key);
    if (!rect) return false;
    const { x, y, zoom } = this.control.camera;
    const [left, top] = [rect.x * zoom + x, rect.y * zoom + y];
    const { clientWidth, clientHeight } = this.canvas;
    return (
      left >= 0 &&
      top >= 0 &&
      left + rect.width * zoom <= clientWidth &&
      top + rect.height * zoom <= clientHeight
    );
  }

  /** Brings an item into view, unless it is there already. */
  reveal(key: ItemKey): void {
    const rect = this.rectOf(key);
    if (!rect) return;
    const { zoom } = this.control.camera;
    if (this.isInView(key) && zoom > 0.4) return;
    this.control.glideTo(this.control.fit(rect, Math.max(zoom, COMFORTABLE_ZOOM)));
  }

  /** An item's box in CSS pixels of the page; `undefined` if it is not shown. */
  placeOf(key: ItemKey): Rect | undefined {
    const rect = this.rectOf(key);
    const { x, y, zoom } = this.control.camera;
    const { left, top } = this.canvas.getBoundingClientRect();
    return (
      rect && {
        x: left + x + rect.x * zoom,
        y: top + y + rect.y * zoom,
        width: rect.width * zoom,
        height: rect.height * zoom,
      }
    );
  }

  /** Repaints with the next frame. */
  repaint(): void {
    if (this.scheduled !== 0) return;
    this.scheduled = requestAnimationFrame(() => {
      this.scheduled = 0;
      this.paint();
    });
  }

  private rectOf(key: ItemKey): Rect | undefined {
    const node = this.picture?.graph.nodeOf(key);
    return node === undefined ? undefined : this.picture?.rect(node);
  }

  private cornerOf(key: ItemKey): { x: number; y: number } | undefined {
    const rect = this.rectOf(key);
    const { x, y, zoom } = this.control.camera;
    return rect && { x: rect.x * zoom + x, y: rect.y * zoom + y };
  }

  private centre(x: number, y: number): void {
    this.control.view = { x, y, zoom: this.control.camera.zoom };
  }

  private extent(): Rect {
    const { width = 0, height = 0 } = this.picture?.layout ?? {};
    return { x: 0, y: 0, width, height };
  }

  /** The first camera of a picture; one that is not legible as a whole begins at what the verdict speaks of. */
  private readonly opening = (): Camera => {
    const { clientWidth: width, clientHeight } = this.canvas;
    const height = clientHeight - this.events.covered();
    const { boxes, severity } = this.appearance?.chain ?? noChain;
    const [spoken] = severity ? boxes : [];
    const [first] = this.picture?.graph.nodes ?? [];
    return openingCamera({
      whole: this.control.fit(this.extent()),
      picture: this.extent(),
      canvas: { width, height },
      anchor: spoken === undefined ? first && this.picture?.rect(first.index) : this.rectOf(spoken),
    });
  };

  private paint(): void {
    const { canvas, picture, appearance } = this;
    const ratio = window.devicePixelRatio;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight)
      Object.assign(canvas, { width: pixelWidth, height: pixelHeight });
    // An opaque canvas is black until it is painted: without a picture it stays transparent.
    const context = picture && appearance && width > 0 && canvas.getContext('2d', { alpha: false });
    if (!context) return;
    const view: Viewport = { camera: this.control.camera, size: { width, height }, ratio };
    paintPicture(context, this.moving ?? picture, appearance, view);
    this.minimap.update(picture, appearance, areaOf(view), height);
    this.painted++;
    canvas.dataset['painted'] = String(this.painted);
  }

  private targetAt(event: PointerEvent | MouseEvent): Hit {
    const { picture, appearance } = this;
    if (!picture || !appearance) return {};
    const { x, y, zoom } = this.control.camera;
    const point = { x: (event.offsetX - x) / zoom, y: (event.offsetY - y) / zoom };
    return hitTest(picture, appearance, point, zoom);
  }

  private listen(): void {
    const { canvas, events } = this;
    canvas.addEventListener('pointermove', (event) => {
      const { target } = event.buttons === 0 ? this.targetAt(event) : {};
      canvas.style.cursor = target ? 'pointer' : 'grab';
      events.hover(target, { x: event.clientX, y: event.clientY });
    });
    canvas.addEventListener('pointerleave', (event) =>
      events.hover(undefined, { x: event.clientX, y: event.clientY }),
    );
    // The picture moves away under the pointer.
    canvas.addEventListener('wheel', ({ clientX: x, clientY: y }) =>
      events.hover(undefined, { x, y }),
    );
    canvas.addEventListener('click', (event) => {
      const { target, toggles } = this.targetAt(event);
      events.pick(target, event.altKey);
      if (toggles !== undefined) events.toggle(toggles);
    });
    canvas.addEventListener('keydown', (event) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (!hasModifier && this.onKey(event.key)) event.preventDefault();
    });
    new ResizeObserver(() => {
      this.control.resized();
      this.repaint();
    }).observe(canvas);
    watchRatio(() => this.repaint());
  }

  private onKey(key: string): boolean {
    const { events } = this;
    const act = keyAct(key, {
      go: (where) => events.go(where),
      cut: () => events.cut(),
      help: () => events.help(),
      zoom: (direction) => this.zoom(direction),
      fit: () => this.fit(),
      panBy: (dx, dy) => this.control.panBy(dx, dy),
    });
    act?.();
    return act !== undefined;
  }
}
