/** Text is illegible below this zoom. */
export const READABLE_ZOOM = 0.5;

/** Text is legible from this zoom on. */
export const COMFORTABLE_ZOOM = 0.8;
