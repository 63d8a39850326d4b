import { NIL_ID } from '#kernel';

/**
 * The place before every entry of the timetable in the order of `timetable_entry_due`: due instant, assignment, rule. Where
 * there is no place to go on from, the rows behind this one are found by index, which `IS NULL OR` would prevent.
 */
export const BEFORE_ALL_ENTRIES = ['-infinity', NIL_ID, ''] as const;
