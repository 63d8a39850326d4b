import type { EventDefinition } from './event-definition.js';
import { CalendarPublished } from './departments/calendar-published.v1.js';
import { ClockMoved } from './departments/clock-moved.v1.js';
import { GroupChanged } from './departments/group-changed.v1.js';
import { MemberAppointed } from './departments/member-appointed.v1.js';
import { MemberChanged } from './departments/member-changed.v1.js';
import { UnitChanged } from './departments/unit-changed.v1.js';
import { UnitRegistered } from './departments/unit-registered.v1.js';
import { UnitRenamed } from './departments/unit-renamed.v1.js';
import { AssignmentAccepted } from './tasks/assignment-accepted.v1.js';
import { AssignmentCompleted } from './tasks/assignment-completed.v1.js';
import { CompletionReturned } from './tasks/completion-returned.v1.js';
import { CompletionSubmitted } from './tasks/completion-submitted.v1.js';
import { DeadlineMoved } from './tasks/deadline-moved.v1.js';
import { DraftAccepted } from './tasks/draft-accepted.v1.js';
import { DraftChanged } from './tasks/draft-changed.v1.js';
import { DraftDiscarded } from './tasks/draft-discarded.v1.js';
import { DraftRead } from './tasks/draft-read.v1.js';
import { DraftReceived } from './tasks/draft-received.v1.js';
import { DraftRevisionRefused } from './tasks/draft-revision-refused.v1.js';
import { DraftRevisionRequested } from './tasks/draft-revision-requested.v1.js';
import { DraftUnreadable } from './tasks/draft-unreadable.v1.js';
import { MeasureAdopted } from './tasks/measure-adopted.v1.js';
import { MeasureDone } from './tasks/measure-done.v1.js';
import { PlanIssueRefused } from './tasks/plan-issue-refused.v1.js';
import { PlanIssueRequested } from './tasks/plan-issue-requested.v1.js';
import { PlanIssued } from './tasks/plan-issued.v1.js';
import { PlanRegistered } from './tasks/plan-registered.v1.js';
import { PlanRevised } from './tasks/plan-revised.v1.js';
import { ProgressReported } from './tasks/progress-reported.v1.js';
import { ReporterAppointed } from './tasks/reporter-appointed.v1.js';
import { TaskAssigned } from './tasks/task-assigned.v1.js';
import { TaskCompleted } from './tasks/task-completed.v1.js';
import { TaskRegistered } from './tasks/task-registered.v1.js';
import { TaskReissued } from './tasks/task-reissued.v1.js';
import { TaskRevised } from './tasks/task-revised.v1.js';
import { TaskWithdrawn } from './tasks/task-withdrawn.v1.js';
import { AssessmentDrafted } from './assessment/assessment-drafted.v1.js';
import { AssessmentPublished } from './assessment/assessment-published.v1.js';
import { PublicationRefused } from './assessment/publication-refused.v1.js';
import { PublicationRequested } from './assessment/publication-requested.v1.js';
import { SchemeAdopted } from './assessment/scheme-adopted.v1.js';
import { ReminderDecided } from './notifications/reminder-decided.v1.js';

/** Every event that crosses a boundary. The catalogue page, AsyncAPI and the consumers' parsers are made from this list. */
export const CATALOGUE = [
  CalendarPublished,
  ClockMoved,
  GroupChanged,
  MemberAppointed,
  MemberChanged,
  UnitChanged,
  UnitRegistered,
  UnitRenamed,
  AssignmentAccepted,
  AssignmentCompleted,
  CompletionReturned,
  CompletionSubmitted,
  DeadlineMoved,
  DraftAccepted,
  DraftChanged,
  DraftDiscarded,
  DraftRead,
  DraftReceived,
  DraftRevisionRefused,
  DraftRevisionRequested,
  DraftUnreadable,
  MeasureAdopted,
  MeasureDone,
  PlanIssueRefused,
  PlanIssueRequested,
  PlanIssued,
  PlanRegistered,
  PlanRevised,
  ProgressReported,
  ReporterAppointed,
  TaskAssigned,
  TaskCompleted,
  TaskRegistered,
  TaskReissued,
  TaskRevised,
  TaskWithdrawn,
  AssessmentDrafted,
  AssessmentPublished,
  PublicationRefused,
  PublicationRequested,
  SchemeAdopted,
  ReminderDecided,
] as const satisfies readonly EventDefinition[];

/** Names of all events on the wire. */
export type EventType = (typeof CATALOGUE)[number]['type'];

const byType = new Map<string, EventDefinition>(CATALOGUE.map((event) => [`${event.type}.v${event.version}`, event]));

/** The definition of a type and version, or undefined where this build does not know it. */
export function eventDefinition(type: string, version: number): EventDefinition | undefined {
  return byType.get(`${type}.v${version}`);
}
