import { Injectable } from '@nestjs/common';
import { AssignmentState, TaskState } from '#contracts';
import { Database, Directory, endpoint, reply, type CommandContext, type InputOf, type Reply } from '#platform';
import { Standing, type Relations } from '../access/standing.js';
import { TaskParams } from '../commands/task-fields.js';
import { ASSIGNMENT_TRANSITIONS } from '../domain/assignment.transitions.js';
import {
  ASSIGNMENT_PHASE_LABELS,
  LIGHT_LABELS,
  NO_REPORTER,
  ORIGIN_LABELS,
  ROLE_LABELS,
  TASK_PHASE_LABELS,
} from '../domain/labels.js';
import { lightOf, taskLightOf } from '../domain/lights.js';
import { READS } from '../domain/tasks.policy.js';
import { TASK_TRANSITIONS } from '../domain/task.transitions.js';
import { isCompletedLate, isSignedLate, type Assignment, type Task } from '../domain/task.js';
import { allowedActions, isPermitted } from '../domain/transition.js';
import { deadlineChangesOf, lastReportsOf } from './task-records.js';
import { measureCountsOf, NO_MEASURES, type MeasureCounts } from '../persistence/measures.js';
import { findTask, type LoadedTask } from '../persistence/tasks.js';
import { TaskView, type AssignmentView, type ReportView } from './task.view.js';
import { unitNames } from './unit-names.js';

export const getTask = endpoint({
  method: 'GET',
  path: '/api/tasks/tasks/:taskId',
  summary: '查看任务 — a task, the assignments that the caller may see, and what he may do',
  tag: 'tasks',
  params: TaskParams,
  response: TaskView,
  problems: ['TASK.NOT_FOUND'],
});

/** What the assignments of one answer are shown with. */
interface Scene {
  now: Date;
  nameOf: (unitId: string) => string;
  relationsTo: (unitId: string) => Relations;
  lastReports: ReadonlyMap<string, ReportView>;
  measures: ReadonlyMap<string, MeasureCounts>;
}

@Injectable()
export class GetTask {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly standing: Standing,
  ) {}

  async execute(
    { params: { taskId } }: InputOf<typeof getTask>,
    { caller, now }: CommandContext,
  ): Promise<Reply<TaskView>> {
    const loaded = await findTask(this.database, taskId);
    const relations = await this.standing.toTask(this.database, caller, loaded, now);
    const unitIds = loaded.task.assignments.map(({ unitId }) => unitId);
    const [nameOf, relationsTo, lastReports, measures, deadlineChanges] = await Promise.all([
      unitNames(this.directory, unitIds),
      this.standing.toCarriers(this.database, caller, loaded, relations, unitIds),
      lastReportsOf(this.database, taskId),
      measureCountsOf(this.database, taskId),
      deadlineChangesOf(this.database, taskId),
    ]);
    const scene: Scene = { now, nameOf, relationsTo, lastReports, measures };
    const sees = (unitId: string) => isPermitted(READS.ASSIGNMENT, relationsTo(unitId));
    const seen = loaded.task.assignments.filter(({ unitId }) => sees(unitId));
    const view: TaskView = {
      ...frameView(loaded, scene),
      ...lightView(loaded.task, seen, now),
      assignments: seen.map((assignment) => assignmentView(assignment, scene)),
      deadlineChanges: deadlineChanges.filter(({ unitId }) => unitId === null || sees(unitId)),
      allowedActions: allowedActions(TASK_TRANSITIONS, loaded.task.phase, relations),
    };
    return reply(view, { etag: loaded.task.version });
  }
}

type Frame = Omit<
  TaskView,
  'light' | 'lightLabel' | 'lateUnits' | 'assignments' | 'deadlineChanges' | 'allowedActions'
>;

/** What everyone who may see the task sees: the paper names the units, their progress is not in it. */
function frameView({ task, plan }: LoadedTask, { nameOf }: Scene): Frame {
  const { reporterUnitId } = task;
  return {
    ...TaskState.omit({ assignments: true }).parse(task),
    version: task.version,
    documentNumber: plan.documentNumber,
    aspectTitle: plan.aspects.find(({ no }) => no === task.aspectNo)?.title ?? '',
    originLabel: ORIGIN_LABELS[task.origin],
    phaseLabel: TASK_PHASE_LABELS[task.phase],
    reporterName: reporterUnitId === null ? NO_REPORTER : nameOf(reporterUnitId),
    units: task.assignments.map(({ unitId, role }) => ({
      unitId,
      name: nameOf(unitId),
      role,
      roleLabel: ROLE_LABELS[role],
    })),
  };
}

/** The light of the whole, which tells nobody of a part that he may not see: only the reporter's is everybody's. */
function lightView(
  task: Task,
  seen: readonly Assignment[],
  now: Date,
): Pick<TaskView, 'light' | 'lightLabel' | 'lateUnits'> {
  const { reporterUnitId } = task;
  const light = taskLightOf(reporterUnitId === null ? { ...task, assignments: seen } : task, now);
  const late = seen.filter((assignment) => assignment.unitId !== reporterUnitId && lightOf(assignment, now) === 'RED');
  const seesAll = seen.length === task.assignments.length;
  return { light, lightLabel: LIGHT_LABELS[light], lateUnits: seesAll ? late.length : null };
}

function assignmentView(assignment: Assignment, scene: Scene): AssignmentView {
  const { now, nameOf, relationsTo, lastReports, measures } = scene;
  const { assignmentId, unitId, role, phase } = assignment;
  const light = lightOf(assignment, now);
  return {
    ...AssignmentState.parse(assignment),
    unitName: nameOf(unitId),
    roleLabel: ROLE_LABELS[role],
    phaseLabel: ASSIGNMENT_PHASE_LABELS[phase],
    light,
    lightLabel: LIGHT_LABELS[light],
    signedLate: isSignedLate(assignment),
    completedLate: isCompletedLate(assignment),
    completionStatement: assignment.completionStatement,
    missingUnitIds: [...assignment.missingUnitIds],
    reviewOpinion: assignment.reviewOpinion,
    ...(measures.get(assignmentId) ?? NO_MEASURES),
    lastReport: lastReports.get(assignmentId) ?? null,
    allowedActions: allowedActions(ASSIGNMENT_TRANSITIONS, phase, relationsTo(unitId)),
  };
}
