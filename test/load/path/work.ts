import pg from 'pg';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { GroupState, UnitState } from '#contracts';
import type { Instance } from '../../demo/instance.js';
import type { Shot } from '../load-client.js';

/** Tasks of the plan that the load works on; each goes to every district. */
export const TASKS = 1_000;
const GROUP = '各区政府';

interface Assigned {
  taskId: string;
  assignmentId: string;
  unitId: string;
}

/** Assignments to work on, and requests as their units' own liaison officers send them. */
export class Work {
  private constructor(
    private readonly byDistrict: Assigned[][],
    private readonly tokens: Map<string, string>,
    /** Access token of the office's coordinator. */
    readonly token: string,
  ) {}

  /** Registers and issues a plan through the public API and signs every district's officer in. */
  static async prepare({ origin, passwords }: Instance, database: pg.Client): Promise<Work> {
    const api = PublicApi.at(origin);
    const office = await api.signIn('office.coordinator', passwords.sample);
    const leader = await api.signIn('group.leader', passwords.sample);
    const units = await office.list<UnitState>('/api/departments/units');
    const groups = await office.list<GroupState>('/api/departments/groups');
    const group = groups.find(({ name }) => name === GROUP);
    const issuer = units.find(({ kind }) => kind === 'LEADING_GROUP');
    if (!group || !issuer) throw new Error(`The sample holds no group ${GROUP} or no leading group.`);
    const plan = await office.post<{ planId: string }>('/api/tasks/plans', loadPlan(issuer.unitId, group.groupId));
    await office.post(`/api/tasks/plans/${plan.planId}/issue-request`);
    await leader.post(`/api/tasks/plans/${plan.planId}/issue-approval`);
    const assigned = await assignmentsOf(database, plan.planId);
    const tokens = new Map<string, string>();
    for (const [unitId, username] of await liaisonOfficers(database)) {
      const officer = assigned.has(unitId) ? await api.signIn(username, passwords.sample) : null;
      if (officer?.accessToken) tokens.set(unitId, officer.accessToken);
    }
    return new Work([...assigned.values()], tokens, office.accessToken ?? '');
  }

  /** Signs for the `index`-th assignment of the districts after the first; each can be signed for once. */
  acceptance(index: number): Shot {
    const at = this.assignment(1 + Math.floor(index / TASKS), index % TASKS);
    return this.to(at, 'acceptance');
  }

  /** Assignment ids of the first `count` acceptances. */
  acceptedIds(count: number): string[] {
    return Array.from(
      { length: count },
      (_, index) => this.assignment(1 + Math.floor(index / TASKS), index % TASKS).assignmentId,
    );
  }

  /** Signs for the first district's assignments, which then can be reported on. */
  opening(index: number): Shot {
    return this.to(this.assignment(0, index % TASKS), 'acceptance');
  }

  /** Reports on the first district's assignments, one task after the other. */
  report(index: number): Shot {
    const text = `第${index}次进展：按计划推进，已完成标准比对和企业走访，正在汇总意见。`;
    return { ...this.to(this.assignment(0, index % TASKS), 'reports'), body: JSON.stringify({ progress: 50, text }) };
  }

  private assignment(district: number, task: number): Assigned {
    const found = this.byDistrict[district]?.[task];
    if (!found) throw new Error('The load has used up its assignments: raise TASKS.');
    return found;
  }

  private to({ taskId, assignmentId, unitId }: Assigned, what: string): Shot {
    const path = `/api/tasks/tasks/${taskId}/assignments/${assignmentId}/${what}`;
    return { method: 'POST', path, headers: { authorization: `Bearer ${this.tokens.get(unitId)}` } };
  }
}

function loadPlan(issuerUnitId: string, groupId: string): object {
  const deadline = `${new Date().getFullYear() + 1}-11-30`;
  const tasks = Array.from({ length: TASKS }, (_, index) => ({
    no: String(index + 1),
    aspectNo: 1,
    title: `负载任务${index + 1}`,
    text: '由各区政府组织落实，按月反馈进展。',
    origin: 'OFFICE',
    deadline,
    units: [{ groupId, role: 'RESPONSIBLE' }],
  }));
  const aspects = [{ no: 1, title: '负载', origin: 'bench' }];
  const card = { title: '负载测试方案', documentNumber: `测〔2026〕${Date.now()}号`, adoptedOn: '2026-01-01' };
  return { ...card, issuerUnitId, memberGroupId: groupId, aspects, tasks };
}

/** A plan's assignments by unit, in the order of the tasks. */
async function assignmentsOf(database: pg.Client, planId: string): Promise<Map<string, Assigned[]>> {
  const { rows } = await database.query<Assigned>(
    `SELECT a.task_id AS "taskId", a.assignment_id AS "assignmentId", a.unit_id AS "unitId"
     FROM tasks.assignment a JOIN tasks.task t USING (task_id) WHERE t.plan_id = $1 ORDER BY a.unit_id, a.task_id`,
    [planId],
  );
  return Map.groupBy(rows, ({ unitId }) => unitId);
}

async function liaisonOfficers(database: pg.Client): Promise<[string, string][]> {
  const { rows } = await database.query<{ unitId: string; username: string }>(
    `SELECT unit_id AS "unitId", state->>'username' AS username FROM tasks.directory_account WHERE roles @> '{LIAISON_OFFICER}'`,
  );
  return rows.map(({ unitId, username }) => [unitId, username]);
}
