/**
 * `training`: dropout, and the statistics of the batch; `inference`: the running ones; `settling`: as in
 * training, and the running statistics become those of the batch.
 */
export type PassMode = 'training' | 'inference' | 'settling';
