export { refuseAtFirstSight } from './first-sight.js';
export { DEFAULT_LIMITS, type PaperLimits } from './limits.js';
export type { PaperFile } from './paper-file.js';
export { readPaper, type ReadOptions } from './read-paper.js';
export { UnreadablePaper, type RefusalCode } from './unreadable-paper.js';
export { decomposeInWorker, type WorkerOptions } from './worker/decompose-in-worker.js';
export type { PaperProgress } from './worker/messages.js';
