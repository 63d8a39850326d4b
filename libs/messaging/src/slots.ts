/** Slots of every log, for ever: an aggregate's slot is the last byte of its id & 63. */
export const SLOTS = 64;
