/**
 * Injection token of the clock of sessions, tokens and locks: machine time, also in a demonstration, because tokens are
 * checked against the machine's time everywhere.
 */
export const MACHINE_CLOCK = Symbol('MACHINE_CLOCK');
