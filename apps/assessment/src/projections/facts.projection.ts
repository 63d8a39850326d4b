import { Controller } from '@nestjs/common';
import type { PlanState, TaskState } from '#contracts';
import { Projection, type LogEvent, type ProjectionContext } from '#messaging';
import { addRecords } from '../persistence/standings.js';
import { plansIn, RECORDED_EVENTS, recordsIn, tasksIn, type FactEventData } from './recorded-events.js';

/** Keeps what happened to every assignment. Records have natural keys and are only added, and all else follows from them, so a rebuild gives the same. */
@Controller()
export class FactsProjection {
  @Projection({
    service: 'assessment',
    name: 'facts',
    source: 'tasks',
    types: ['tasks.plan-issued', ...Object.keys(RECORDED_EVENTS)],
    tables: ['assignment_record', 'assignment_standing', 'known_plan', 'known_task'],
  })
  async apply(batch: readonly LogEvent<FactEventData>[], context: ProjectionContext): Promise<void> {
    await learnPlans(plansIn(batch), context);
    await nameTasks(tasksIn(batch), context);
    await addRecords(recordsIn(batch), context);
  }
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
