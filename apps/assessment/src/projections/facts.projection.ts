import { Controller } from '@nestjs/common';
import type { PlanState, TaskState } from '#contracts';
import { Projection, type LogEvent, type ProjectionContext } from '#messaging';
import type { AssignmentRecord } from '../domain/scoring/assignment-record.js';
import { plansIn, RECORDED_EVENTS, recordsIn, tasksIn, type FactEventData } from './recorded-events.js';

/** Keeps what happened to every assignment. Rows have natural keys and are only added, so a rebuild gives the same. */
@Controller()
export class FactsProjection {
  @Projection({
    service: 'assessment',
    name: 'facts',
    source: 'tasks',
    types: ['tasks.plan-issued', ...Object.keys(RECORDED_EVENTS)],
    tables: ['assignment_record', 'known_plan', 'known_task'],
  })
  async apply(batch: readonly LogEvent<FactEventData>[], context: ProjectionContext): Promise<void> {
    await addRecords(recordsIn(batch), context);
    await learnPlans(plansIn(batch), context);
    await nameTasks(tasksIn(batch), context);
  }
}

async function addRecords(records: readonly AssignmentRecord[], context: ProjectionContext): Promise<void> {
  if (records.length === 0) return;
  const table = context.table('assignment_record');
  await context.query(
    {
      name: `facts-${table}`, // by table: a rebuild writes to another one on the same connections
      text: `INSERT INTO ${table} (assignment_id, event_id, kind, task_id, unit_id, task_version, on_day, sign_due_on, deadline)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::integer[], $7::date[], $8::date[], $9::date[])
        ON CONFLICT DO NOTHING`,
    },
    [
      records.map((record) => record.assignmentId),
      records.map((record) => record.eventId),
      records.map((record) => record.kind),
      records.map((record) => record.taskId),
      records.map((record) => record.unitId),
      records.map((record) => record.taskVersion),
      records.map((record) => record.on),
      records.map((record) => record.signDueOn),
      records.map((record) => record.deadline),
    ],
  );
}

async function learnPlans(plans: readonly PlanState[], context: ProjectionContext): Promise<void> {
  if (plans.length === 0) return;
  const table = context.table('known_plan');
  await context.query(
    {
      name: `facts-${table}`,
      text: `INSERT INTO ${table} (plan_id, office_unit_id, issuer_unit_id)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) ON CONFLICT DO NOTHING`,
    },
    [plans.map((plan) => plan.planId), plans.map((plan) => plan.officeUnitId), plans.map((plan) => plan.issuerUnitId)],
  );
}

async function nameTasks(tasks: readonly TaskState[], context: ProjectionContext): Promise<void> {
  if (tasks.length === 0) return;
  const table = context.table('known_task');
  await context.query(
    {
      name: `facts-${table}`,
      text: `INSERT INTO ${table} (task_id, plan_id, no, title)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
        ON CONFLICT (task_id) DO UPDATE SET no = excluded.no, title = excluded.title`,
    },
    [
      tasks.map((task) => task.taskId),
      tasks.map((task) => task.planId),
      tasks.map((task) => task.no),
      tasks.map((task) => task.title),
    ],
  );
}
