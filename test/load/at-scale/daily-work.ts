import type pg from 'pg';
import type { UnitState } from '#contracts';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance } from '../../demo/instance.js';
import type { Shot } from '../load-client.js';

const TASKS = 200;

/** A small plan of one unit on whatever data there are, for updates that go on while something else is measured. */
export class DailyWork {
  private constructor(
    readonly officeToken: string,
    readonly officerToken: string,
    private readonly parts: readonly { taskId: string; assignmentId: string }[],
  ) {}

  /** Registers and issues the plan through the public API, and signs for all of it. */
  static async prepare({ origin, passwords }: Instance, database: pg.Client): Promise<DailyWork> {
    const everyone = PublicApi.at(origin);
    const office = await everyone.signIn('office.coordinator', passwords.sample);
    const leader = await everyone.signIn('group.leader', passwords.sample);
    const officer = await everyone.signIn('dongcheng.liaison', passwords.sample);
    const planId = await issuedPlan(office, leader);
    const { rows: parts } = await database.query<{ taskId: string; assignmentId: string }>(
      `SELECT task_id AS "taskId", assignment_id AS "assignmentId" FROM tasks.assignment WHERE plan_id = $1`,
      [planId],
    );
    const work = new DailyWork(office.accessToken ?? '', officer.accessToken ?? '', parts);
    for (const { taskId, assignmentId } of parts) {
      await officer.post(`/api/tasks/tasks/${taskId}/assignments/${assignmentId}/acceptance`);
    }
    return work;
  }

  /** The unit reports on one part after the other. */
  report(index: number): Shot {
    const part = this.parts[index % this.parts.length];
    return {
      method: 'POST',
      path: `/api/tasks/tasks/${part?.taskId}/assignments/${part?.assignmentId}/reports`,
      headers: { authorization: `Bearer ${this.officerToken}` },
      body: JSON.stringify({ progress: 50, text: `第${index}次进展：按计划推进。` }),
    };
  }
}

async function issuedPlan(office: PublicApi, leader: PublicApi): Promise<string> {
  const units = await office.list<UnitState>('/api/departments/units');
  const groups = await office.list<{ groupId: string }>('/api/departments/groups');
  const issuer = units.find(({ kind }) => kind === 'LEADING_GROUP');
  const unit = units.find(({ name }) => name.includes('东城区'));
  const { planId } = await office.post<{ planId: string }>('/api/tasks/plans', {
    title: '日常办理方案',
    documentNumber: `日〔2026〕${Date.now()}号`,
    adoptedOn: '2026-01-01',
    issuerUnitId: issuer?.unitId,
    memberGroupId: groups[0]?.groupId,
    aspects: [{ no: 1, title: '日常', origin: 'bench' }],
    tasks: Array.from({ length: TASKS }, (_, index) => ({
      no: String(index + 1),
      aspectNo: 1,
      title: `日常任务${index + 1}`,
      text: '按月反馈进展。',
      origin: 'OFFICE',
      deadline: '2027-11-30',
      units: [{ unitId: unit?.unitId, role: 'RESPONSIBLE' }],
    })),
  });
  await office.post(`/api/tasks/plans/${planId}/issue-request`);
  await leader.post(`/api/tasks/plans/${planId}/issue-approval`);
  return planId;
}
