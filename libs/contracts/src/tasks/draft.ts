import { z } from 'zod';
import { DateOnly, Id, Instant } from '../common/fields.js';
import { AssignmentRole } from './task.js';

export const DraftPhase = z
  .enum([
    'RECEIVED', // 收文，待阅读
    'READY', // 待审核
    'UNREADABLE', // 无法阅读
    'REVISION_REQUESTED', // 修订报批: waits for the leading group
    'ACCEPTED', // 已采纳
    'DISCARDED', // 已作废
  ])
  .meta({ id: 'DraftPhase' });
export type DraftPhase = z.infer<typeof DraftPhase>;

/** What a paper says of itself, as far as it could be read. */
export const DraftHead = z
  .object({
    title: z.string(),
    documentNumber: z.string(),
    issuer: z.string(),
    recipients: z.array(z.string()),
    issuedOn: DateOnly.nullable(),
  })
  .meta({ id: 'DraftHead' });
export type DraftHead = z.infer<typeof DraftHead>;

export const DraftKind = z
  .enum([
    'PLAN', // 方案: an office's, to become a plan or to revise one
    'UNIT_PLAN', // 本单位实施方案: a unit's own, for the tasks of a plan that it carries
  ])
  .meta({ id: 'DraftKind' });
export type DraftKind = z.infer<typeof DraftKind>;

/** The decomposition draft of one paper, without its tasks and sentences. */
export const DraftState = z
  .object({
    draftId: Id,
    kind: DraftKind.optional().meta({ description: 'PLAN where events of the first drafts have none' }),
    officeUnitId: Id.meta({ description: 'the office that works on it, or the unit whose own plan it is' }),
    planId: Id.nullable().meta({
      description: 'the plan that it became, that it revises, or whose tasks it is for; null before',
    }),
    revises: Id.nullable().meta({ description: 'the accepted draft of which this is a new version; null for a first' }),
    fileName: z.string(),
    fileBytes: z.number().int(),
    fileHash: z.string().meta({ description: 'SHA-256 of the file' }),
    phase: DraftPhase,
    receivedAt: Instant,
    head: DraftHead.nullable().meta({ description: 'null before it is read' }),
    tasks: z.number().int(),
    sentences: z.number().int(),
    openSentences: z.number().int(),
    refusal: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'why it could not be read' }),
  })
  .meta({ id: 'DraftState' });
export type DraftState = z.infer<typeof DraftState>;

/** A unit that a paper names; with neither id the register does not know it, and a person decides. */
export const DraftUnit = z
  .object({
    name: z.string().meta({ description: 'verbatim' }),
    role: AssignmentRole,
    unitId: Id.nullable(),
    groupId: Id.nullable(),
    matchedBy: z.string().meta({ description: 'how it was found in the register; PERSON where somebody said it' }),
    candidates: z.array(z.object({ unitId: Id, name: z.string(), likeness: z.number() })),
  })
  .meta({ id: 'DraftUnit' });
export type DraftUnit = z.infer<typeof DraftUnit>;

/** How sure a field is and why; the reasons are names of rules. */
export const DraftConfidence = z
  .object({ confidence: z.number().min(0).max(1), reasons: z.array(z.string()) })
  .meta({ id: 'DraftConfidence' });
export type DraftConfidence = z.infer<typeof DraftConfidence>;

/** When a paper asks something, verbatim and as it was understood; only a deadline binds a registered task. */
export const DraftTime = z
  .object({
    raw: z.string(),
    kind: z.enum([
      'deadline',
      'window',
      'start',
      'recurring',
      'within',
      'validity',
      'cited',
      'attribute',
      'base',
      'past',
      'mention',
    ]),
    start: DateOnly.nullable(),
    due: DateOnly.nullable(),
    impossible: z.boolean().meta({ description: 'no calendar has this day' }),
    cycle: z
      .object({
        every: z.enum(['day', 'week', 'ten-days', 'half-month', 'month', 'quarter', 'half-year', 'year']),
        interval: z.number().int().meta({ description: 'every second one: 2' }),
        by: z
          .object({
            month: z.number().int(),
            day: z.number().int(),
            weekday: z.number().int().meta({ description: '1 is Monday' }),
            monthOfPeriod: z.number().int(),
            part: z.enum(['上旬', '中旬', '下旬', '初', '中', '底']),
          })
          .partial()
          .nullable()
          .meta({ description: 'by when within the period; null: the paper leaves it open' }),
      })
      .nullable()
      .meta({ description: 'of a duty that comes back: 每月25日前' }),
    relative: z
      .object({
        count: z.number(),
        unit: z.enum(['day', 'working-day', 'week', 'month', 'year']),
        from: z.enum(['issue', 'receipt', 'date', 'event']),
        since: z.string().meta({ description: 'the words that say what it is counted from' }),
      })
      .nullable()
      .meta({ description: 'of a limit that is counted from something: 印发之日起30日内' }),
  })
  .meta({ id: 'DraftTime' });
export type DraftTime = z.infer<typeof DraftTime>;

/** What a task of a unit's own plan is for among the tasks that the unit carries. */
export const DraftMeasure = z
  .object({
    taskId: Id.nullable().meta({ description: 'the carried task that it is for; null: open, a person decides' }),
    sure: DraftConfidence,
    candidates: z.array(
      z.object({ taskId: Id, reasons: z.array(z.string()), likeness: z.number(), terms: z.array(z.string()) }),
    ),
    owner: z.string().meta({ description: 'who sees to it inside the unit, in words' }),
  })
  .meta({ id: 'DraftMeasure' });
export type DraftMeasure = z.infer<typeof DraftMeasure>;

/** A task as the paper is understood to ask it, or as a reviewer left it. */
export const DraftTask = z
  .object({
    key: z.string().meta({ description: 'unique within the draft' }),
    parentKey: z.string().nullable().meta({ description: 'the task whose measure it is' }),
    kind: z.enum(['TASK', 'MEASURE', 'INDICATOR']),
    no: z.string(),
    section: z.string(),
    title: z.string(),
    text: z.string(),
    note: z.string().meta({ description: 'the responsibility note verbatim' }),
    units: z.array(DraftUnit).meta({ description: 'in the order of the paper' }),
    deadline: DateOnly.nullable(),
    deadlineText: z.string().meta({ description: 'what the paper says of it, verbatim' }),
    continuing: z.boolean().meta({ description: '持续推进' }),
    milestones: z.array(z.object({ raw: z.string(), due: DateOnly.nullable(), text: z.string() })),
    indicators: z.array(
      z.object({
        name: z.string(),
        comparator: z.string(),
        value: z.number().nullable(),
        stretchValue: z.number().nullable(),
        unit: z.string(),
        per: z.enum(['year', 'total']),
        raw: z.string(),
      }),
    ),
    sure: z
      .object({ text: DraftConfidence, units: DraftConfidence, lead: DraftConfidence, deadline: DraftConfidence })
      .meta({ description: 'of each field' }),
    upper: z.string().optional().meta({
      description: 'the task of a superior paper that it carries out, in the words of its table; absent: none',
    }),
    twinKey: z.string().optional().meta({
      description:
        'the task that names the same work elsewhere in the paper and says something else of it; absent: none',
    }),
    times: z.array(DraftTime).optional().meta({ description: 'every time that the paper names; absent: none' }),
    measure: DraftMeasure.optional().meta({ description: "only in a unit's own plan" }),
  })
  .meta({ id: 'DraftTask' });
export type DraftTask = z.infer<typeof DraftTask>;

/** A sentence of the paper: part of tasks, not actionable for a reason, or open when it has neither. */
export const DraftSentence = z
  .object({
    id: z.number().int(),
    text: z.string(),
    place: z
      .object({
        block: z.number().int(),
        cell: z.object({ row: z.number().int(), index: z.number().int() }).nullable(),
        from: z.number().int(),
        to: z.number().int(),
        shown: z
          .object({
            page: z.number().int().meta({ description: 'of a PDF' }),
            part: z.string().meta({ description: 'sheet of a workbook, or text box' }),
            paragraph: z.number().int().meta({ description: 'which paragraph with text of the paper' }),
            table: z.number().int().meta({ description: 'which table of the paper' }),
            row: z.number().int().meta({ description: 'of the table; in a workbook, of the sheet' }),
            cell: z.number().int().meta({ description: 'which cell of the row; merged ones count once' }),
            footnote: z.string().meta({ description: 'mark of the footnote' }),
          })
          .partial()
          .optional()
          .meta({ description: 'where a person finds it in the file, counted from 1, as far as the file tells' }),
      })
      .meta({ description: 'paragraph or table, and offsets into the text of the paragraph or cell' }),
    state: z.enum(['TASK', 'NOT_ACTIONABLE', 'OPEN']),
    taskKeys: z.array(z.string()),
    reason: z.string().nullable().meta({ description: 'the rule by which it asks nothing, or what a person said' }),
  })
  .meta({ id: 'DraftSentence' });
export type DraftSentence = z.infer<typeof DraftSentence>;

/** A task and where it stood. */
const PlacedTask = DraftTask.extend({
  afterKey: z.string().nullable().optional().meta({ description: 'the task that it follows; null: it is the first' }),
}).meta({ id: 'PlacedDraftTask' });

/** Tasks and sentences that a change touches: what is missing on one side was added or removed. */
export const DraftExtract = z.object({ tasks: z.array(PlacedTask), sentences: z.array(DraftSentence) });
export type DraftExtract = z.infer<typeof DraftExtract>;
