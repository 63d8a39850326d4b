import { AssignmentRole, AssignmentState, DateOnly, Id, Instant, TaskState } from '#contracts';
import { z } from 'zod';

export const LightView = z.enum(['RED', 'YELLOW', 'GREEN', 'GREY', 'BLUE']).meta({ id: 'Light' });

/** The light of a whole task. */
export const TaskLightView = LightView.meta({
  description: 'that of the reporter; while there is none, the worst of the open parts that the caller may see',
});

/** A progress report as its readers see it. */
export const ReportView = z
  .object({
    reportId: Id,
    assignmentId: Id,
    unitId: Id,
    reportedAt: Instant,
    progress: z.number().int(),
    text: z.string(),
    problems: z.string(),
    nextSteps: z.string(),
    needsCoordination: z.string(),
  })
  .meta({ id: 'ProgressReport' });
export type ReportView = z.infer<typeof ReportView>;

/** The part of one unit, for those who may see it. */
export const AssignmentView = AssignmentState.extend({
  unitName: z.string(),
  roleLabel: z.string(),
  phaseLabel: z.string(),
  light: LightView,
  lightLabel: z.string(),
  signedLate: z.boolean(),
  completedLate: z.boolean(),
  completionStatement: z.string(),
  missingUnitIds: z.array(Id),
  reviewOpinion: z.string(),
  openMeasures: z.number().int().meta({ description: "measures of the unit's own plan that are not done" }),
  doneMeasures: z.number().int(),
  lastReport: ReportView.nullable(),
  allowedActions: z.array(z.string()),
}).meta({ id: 'Assignment' });
export type AssignmentView = z.infer<typeof AssignmentView>;

/** A task: its frame for everyone who may see it, the assignments that the caller may see. */
export const TaskView = TaskState.omit({ assignments: true })
  .extend({
    version: z.number().int().meta({ description: 'also the ETag' }),
    documentNumber: z.string(),
    aspectTitle: z.string(),
    originLabel: z.string(),
    phaseLabel: z.string(),
    reporterName: z.string().meta({ description: '待定牵头 while the office has not appointed one' }),
    light: TaskLightView,
    lightLabel: z.string(),
    lateUnits: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'other units whose part is red; null where the caller may not see every part' }),
    units: z.array(z.object({ unitId: Id, name: z.string(), role: AssignmentRole, roleLabel: z.string() })),
    assignments: z.array(AssignmentView),
    deadlineChanges: z.array(
      z.object({
        unitId: Id.nullable().meta({ description: 'the unit whose own deadline it is; null: that of the task' }),
        previousDeadline: DateOnly.nullable(),
        deadline: DateOnly,
        reason: z.string(),
        changedAt: Instant,
      }),
    ),
    allowedActions: z.array(z.string()).meta({ description: 'what the caller may do with the task as a whole' }),
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof TaskView>;
