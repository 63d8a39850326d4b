import { Module, type DynamicModule } from '@nestjs/common';
import { scheduledJob, ServicePlatform } from '#platform';
import { Standing } from './access/standing.js';
import { AcceptAssignment } from './commands/accept-assignment.js';
import { AppointReporter } from './commands/appoint-reporter.js';
import { ApproveIssue } from './commands/approve-issue.js';
import { AssignUnits } from './commands/assign-units.js';
import { ChangePlan } from './commands/change-plan.js';
import { ChangePart } from './commands/change-part.js';
import { ChangeTask } from './commands/change-task.js';
import { CompleteAssignment } from './commands/complete-assignment.js';
import { CompleteMeasure } from './commands/complete-measure.js';
import { AcceptDraft } from './commands/drafts/accept-draft.js';
import { AcceptUnitPlan } from './commands/drafts/accept-unit-plan.js';
import { ApplyRevision } from './commands/drafts/apply-revision.js';
import { ApproveRevision } from './commands/drafts/approve-revision.js';
import { ChangeDraft } from './commands/drafts/change-draft.js';
import { ChangeMeasures } from './commands/drafts/change-measures.js';
import { DecideRevision } from './commands/drafts/decide-revision.js';
import { DiscardDraft } from './commands/drafts/discard-draft.js';
import { ReceivePaper } from './commands/drafts/receive-paper.js';
import { ReceiveUnitPlan } from './commands/drafts/receive-unit-plan.js';
import { RefuseRevision } from './commands/drafts/refuse-revision.js';
import { RequestRevision } from './commands/drafts/request-revision.js';
import { ReviewDraft } from './commands/drafts/review-draft.js';
import { NewTasks } from './commands/new-tasks.js';
import { RefuseIssue } from './commands/refuse-issue.js';
import { RegisterPlan } from './commands/register-plan.js';
import { RegisterTasks } from './commands/register-tasks.js';
import { ReportProgress } from './commands/report-progress.js';
import { RequestCompletion } from './commands/request-completion.js';
import { RequestIssue } from './commands/request-issue.js';
import { ReturnCompletion } from './commands/return-completion.js';
import { ReviseTask } from './commands/revise-task.js';
import { SetDeadline } from './commands/set-deadline.js';
import { TASKS_CONFIG, tasksConfigOf, type TasksEnvironment } from './config.js';
import { AssignmentsController } from './http/assignments.controller.js';
import { DraftsController } from './http/drafts.controller.js';
import { LedgerController } from './http/ledger.controller.js';
import { PlansController } from './http/plans.controller.js';
import { TasksController } from './http/tasks.controller.js';
import { ReadDrafts } from './jobs/read-drafts.job.js';
import { RecomputeLights } from './jobs/recompute-lights.job.js';
import { LightDesk } from './persistence/light-desk.js';
import { tasksMigrations } from './persistence/migrations/index.js';
import { Parts } from './persistence/parts.js';
import { tasksEntities } from './persistence/tasks.entities.js';
import { DraftsInReview } from './persistence/drafts-in-review.js';
import { WorkingCalendar } from './persistence/working-calendar.js';
import { CockpitProjection } from './projections/cockpit.projection.js';
import { GetDifference } from './queries/drafts/get-difference.js';
import { GetDraft } from './queries/drafts/get-draft.js';
import { GetRevision } from './queries/drafts/get-revision.js';
import { ListChanges } from './queries/drafts/list-changes.js';
import { ListDrafts } from './queries/drafts/list-drafts.js';
import { ListSentences } from './queries/drafts/list-sentences.js';
import { GetCockpit } from './queries/get-cockpit.js';
import { GetInbox } from './queries/get-inbox.js';
import { GetLedger } from './queries/get-ledger.js';
import { GetPlan } from './queries/get-plan.js';
import { GetTask } from './queries/get-task.js';
import { ListHistory } from './queries/list-history.js';
import { ListMeasures } from './queries/list-measures.js';
import { ListPlans } from './queries/list-plans.js';
import { ListPlanTasks } from './queries/list-plan-tasks.js';
import { ListReports } from './queries/list-reports.js';

/** Their endpoints are every route of the service. */
export const tasksControllers = [
  DraftsController,
  PlansController,
  TasksController,
  AssignmentsController,
  LedgerController,
];

const COMMANDS = [
  AcceptDraft,
  AcceptUnitPlan,
  ApplyRevision,
  ApproveRevision,
  ChangeDraft,
  ChangeMeasures,
  DecideRevision,
  DiscardDraft,
  ReceivePaper,
  ReceiveUnitPlan,
  RefuseRevision,
  RequestRevision,
  ReviewDraft,
  AcceptAssignment,
  AppointReporter,
  ApproveIssue,
  AssignUnits,
  ChangePlan,
  ChangePart,
  ChangeTask,
  CompleteAssignment,
  CompleteMeasure,
  NewTasks,
  RefuseIssue,
  RegisterPlan,
  RegisterTasks,
  ReportProgress,
  RequestCompletion,
  RequestIssue,
  ReturnCompletion,
  ReviseTask,
  SetDeadline,
];

const QUERIES = [
  GetCockpit,
  GetDifference,
  GetDraft,
  GetInbox,
  GetLedger,
  GetPlan,
  GetRevision,
  GetTask,
  ListChanges,
  ListDrafts,
  ListHistory,
  ListMeasures,
  ListPlans,
  ListPlanTasks,
  ListReports,
  ListSentences,
];

/** Plans, tasks and assignments: issue, signing, reports, review, lights, ledger and cockpit. */
@Module({})
export class TasksModule {
  static register(environment: TasksEnvironment): DynamicModule {
    const platform = ServicePlatform.forService({
      service: 'tasks',
      title: 'Lianban tasks: plans, tasks, assignments, ledger',
      config: environment,
      sources: ['departments', 'tasks'],
      entities: tasksEntities,
      migrations: tasksMigrations,
      controllers: tasksControllers,
    });
    return {
      module: TasksModule,
      imports: [platform],
      controllers: [...tasksControllers, CockpitProjection],
      providers: [
        { provide: TASKS_CONFIG, useValue: tasksConfigOf(environment) },
        Standing,
        Parts,
        WorkingCalendar,
        DraftsInReview,
        LightDesk,
        ...COMMANDS,
        ...QUERIES,
        ...scheduledJob(ReadDrafts),
        ...scheduledJob(RecomputeLights),
      ],
    };
  }
}
