/** Below this zoom nobody can read. */
export const READABLE_ZOOM = 0.5;

/** The zoom at which everybody can read. */
export const COMFORTABLE_ZOOM = 0.8;
