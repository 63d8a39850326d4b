import type { ItemResult } from '#contracts';

/** What a rule says about one item of one unit; number and full marks are the item's. */
export type ItemScore = Pick<ItemResult, 'applicable' | 'proportion' | 'deductions'> & {
  /** Hundredths, of the item's full marks. */
  lost: number;
};
