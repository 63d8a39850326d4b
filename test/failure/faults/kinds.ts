import type { FaultKind } from './fault.js';

/** Every way in which things go wrong here. */
export const FAULT_KINDS: readonly FaultKind[] = [];
