import { AssignmentRole, DateOnly, Id, optionalText, text } from '#contracts';
import { REASONS, type ReasonName } from '#decomposition';
import { z } from 'zod';

export const DraftParams = z.object({ draftId: Id });

export const fileName = text(200).meta({
  description: 'name of the file; it helps where the content leaves the format open',
});

/** A paper that was pasted instead of handed in as a file. */
export const PastedText = z.strictObject({
  fileName: fileName.default('粘贴文本.txt'),
  text: z.string().min(1).max(1_000_000),
});

const key = z.string().min(1).max(100).meta({ description: 'key of a task of the draft' });
const sentenceIds = z.array(z.int().min(0)).max(10_000);
const some = sentenceIds.min(1);

const units = z
  .array(
    z.strictObject({
      name: text(200).meta({ description: 'as the paper names it' }),
      role: AssignmentRole,
      unitId: Id.nullable().default(null),
      groupId: Id.nullable().default(null),
    }),
  )
  .max(200)
  .refine((list) => list.every(({ unitId, groupId }) => unitId === null || groupId === null), 'is a unit or a group')
  .meta({ description: 'in the order of the paper; with neither id it stays open' });

const card = {
  no: text(20),
  section: optionalText(200),
  title: text(200),
  text: text(5_000),
  deadline: DateOnly.nullable(),
  continuing: z.boolean(),
  units,
};

const reason = z
  .enum(Object.keys(REASONS) as [ReasonName, ...ReasonName[]])
  .or(text(200))
  .meta({ description: 'a rule by which sentences ask nothing, or the reason in words' });

/** Everything that a reviewer can do to a draft. */
export const DraftChangeBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('EDIT_TASK'), key, fields: z.strictObject(card).partial() }),
  z.strictObject({
    kind: z.literal('ADD_TASK'),
    afterKey: key.nullable().default(null),
    fields: z.strictObject({
      ...card,
      section: card.section.default(''),
      deadline: card.deadline.default(null),
      continuing: card.continuing.default(false),
      units: units.default([]),
    }),
    sentenceIds: sentenceIds.default([]),
  }),
  z.strictObject({ kind: z.literal('REMOVE_TASK'), key }),
  z.strictObject({
    kind: z.literal('SPLIT_TASK'),
    key,
    parts: z
      .array(z.strictObject({ no: card.no, title: card.title, text: card.text, sentenceIds: sentenceIds.default([]) }))
      .min(2)
      .max(50)
      .meta({ description: 'sentences that no part names stay with the first' }),
  }),
  z.strictObject({ kind: z.literal('MERGE_TASKS'), key, others: z.array(key).min(1).max(50) }),
  z.strictObject({
    kind: z.literal('MOVE_TASK'),
    key,
    afterKey: key.nullable().meta({ description: 'the task that it shall follow; null: to the top' }),
    parentKey: key.nullable().meta({ description: 'the task whose measure it shall be; null: none' }),
  }),
  z.strictObject({
    kind: z.literal('KEEP_TWINS'),
    key: key.meta({ description: 'key of a task with a twin: both stand, as two tasks' }),
  }),
  z.strictObject({
    kind: z.literal('PLACE_SENTENCES'),
    sentenceIds: some,
    to: z.union([z.strictObject({ taskKey: key }), z.strictObject({ reason })]),
  }),
  z.strictObject({
    kind: z.literal('RESOLVE_UNIT'),
    name: text(200).meta({ description: 'a name that the register does not know, verbatim' }),
    as: z.union([z.strictObject({ unitId: Id }), z.strictObject({ groupId: Id })]),
  }),
]);
export type DraftChangeBody = z.infer<typeof DraftChangeBody>;
