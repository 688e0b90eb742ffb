/** Below this zoom, corners and arrow heads are not worth their time. */
export const ROUND_ZOOM = 0.3;

/** The opacity of lines that give way to others. */
export const FAINT_ALPHA = 0.35;

/** The widths of lines at a zoom: from afar they keep what a screen can still show. */
export const flowWidthAt = (width: number, zoom: number): number => Math.max(width, 0.6 / zoom);
export const skipWidthAt = (width: number, zoom: number): number => Math.max(width, 1 / zoom);

/** The thinnest lines, in CSS pixels: a skip always stands out from the flow. */
export const THINNEST_SKIP = 1.6;
export const THINNEST_FAR_FLOW = 1.2;

/** The width of the rim that keeps a text apart from the lines behind it. */
export const HALO_WIDTH = 4;
