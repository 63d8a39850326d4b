import { NIL_ID } from '#kernel';

/**
 * The place before every entry of the timetable in the order of `timetable_entry_due`: due instant, assignment, rule. Where
 * there is no place to go on from, the rows behind this one are found by index, which `IS NULL OR` would prevent.
 */
export const BEFORE_ALL_ENTRIES = ['-infinity', NIL_ID, ''] as const;

/**
 * The condition of `timetable_entry_due`: the entries `e` that are planned and not known to be decided. Whether one is decided says
 * `reminder` alone.
 */
export const UNDECIDED = `e.state = 'PLANNED' AND NOT e.decided`;
