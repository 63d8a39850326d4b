import { DateOnly, Id, Instant } from '#contracts';
import { z } from 'zod';

export const NO_DATE = '9999-12-31';
const NO_INSTANT = '-infinity';

/** What comes before the ids in an order: of a part `a`, of a task `t` that nobody carries yet, and in a cursor. */
interface First {
  part: string;
  uncarried: string;
  type: string;
  cursor: z.ZodType;
}

export interface Order {
  first: First | null;
  /** Columns behind it, in the order of an index. */
  ids: readonly ('plan_id' | 'task_id')[];
  /** Whether whatever a caller sees is read in this order; otherwise a plan is read and then sorted. */
  readInOrder: boolean;
}

/**
 * What the ledger can be sorted by. Progress and last report change with every report, and an index of them would have each report
 * write all indexes of its row: they sort one plan, whose parts lie side by side.
 */
export const ORDERS = {
  plan: { first: null, ids: ['plan_id', 'task_id'], readInOrder: true },
  deadline: {
    first: {
      part: `coalesce(a.deadline, '${NO_DATE}')`,
      uncarried: `coalesce(t.deadline, '${NO_DATE}')`,
      type: 'date',
      cursor: z.union([z.literal(NO_DATE), DateOnly]),
    },
    ids: ['task_id'],
    readInOrder: true,
  },
  unit: {
    first: { part: 'carrier.name', uncarried: `'' COLLATE "C"`, type: 'text', cursor: z.string() },
    ids: ['plan_id', 'task_id'],
    readInOrder: true,
  },
  progress: {
    first: { part: 'a.progress', uncarried: '0', type: 'integer', cursor: z.number().int() },
    ids: ['task_id'],
    readInOrder: false,
  },
  lastReport: {
    first: {
      part: `coalesce(a.last_reported_at, '${NO_INSTANT}')`,
      uncarried: `'${NO_INSTANT}'::timestamptz`,
      type: 'timestamptz',
      cursor: z.union([z.literal(NO_INSTANT), Instant]),
    },
    ids: ['task_id'],
    readInOrder: false,
  },
} as const satisfies Record<string, Order>;

export type Sort = keyof typeof ORDERS;

/** The place where a page ended: the key of its last row, then the id of its part. */
export function cursorOf({ first, ids }: Order) {
  const keys = [...(first ? [first.cursor] : []), ...ids.map(() => Id)];
  return z.tuple([...keys, Id] as unknown as [z.ZodType<string | number>, ...z.ZodType<string | number>[]]);
}
