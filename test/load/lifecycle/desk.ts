import type { LoadClient, Shot } from '../load-client.js';

/** Access tokens of the people that one lifecycle takes. */
interface People {
  office: string;
  leader: string;
  liaison: string;
}

/** A unit's part of a task. */
export interface Part {
  planId: string;
  no: string;
  taskId: string;
  assignmentId: string;
}

/** Plans for one unit and the work on them, as the people concerned send it. */
export class Desk {
  private plans = 0;

  constructor(
    private readonly name: string,
    private readonly parties: { issuerUnitId: string; memberGroupId: string },
    private readonly unitId: string,
    private readonly people: People,
  ) {}

  /** Registers a plan of so many tasks and has it issued to the unit, whose officer then looks at his list. */
  async issue(client: LoadClient, tasks: number): Promise<Part[]> {
    const { office, leader, liaison } = this.people;
    const registered = await client.ask(post('/api/tasks/plans', office, this.plan(tasks)));
    const { planId } = JSON.parse(registered) as { planId: string };
    await client.ask(post(`/api/tasks/plans/${planId}/issue-request`, office));
    await client.ask(post(`/api/tasks/plans/${planId}/issue-approval`, leader));
    const list = await client.ask(get(`/api/tasks/ledger?planId=${planId}&limit=${tasks}`, liaison));
    const { items } = JSON.parse(list) as { items: Part[] };
    if (items.length !== tasks) throw new Error(`A unit sees ${items.length} of the ${tasks} tasks of its plan.`);
    return items.map(({ no, taskId, assignmentId }) => ({ planId, no, taskId, assignmentId }));
  }

  /** The unit signs, reports and asks for completion; the office closes. */
  async carryOut(client: LoadClient, { taskId, assignmentId }: Part): Promise<void> {
    const { office, liaison } = this.people;
    const part = `/api/tasks/tasks/${taskId}/assignments/${assignmentId}`;
    await client.ask(post(`${part}/acceptance`, liaison));
    await client.ask(post(`${part}/reports`, liaison, { progress: 100, text: '已完成标准比对和企业走访。' }));
    await client.ask(post(`${part}/completion-request`, liaison, { statement: '实施方案已印发' }));
    await client.ask(post(`${part}/completion`, office, { opinion: '同意办结' }));
  }

  /** How many finished tasks the office finds in the ledger under the task's plan and title. */
  async findCompleted(client: LoadClient, { planId, no }: Part): Promise<number> {
    const title = encodeURIComponent(titleOf(no));
    const at = `/api/tasks/ledger?planId=${planId}&phase=COMPLETED&text=${title}`;
    const { items } = JSON.parse(await client.ask(get(at, this.people.office))) as { items: unknown[] };
    return items.length;
  }

  private plan(tasks: number): object {
    const no = `${this.name}-${++this.plans}-${tasks}`;
    const deadline = `${new Date().getFullYear() + 1}-11-30`;
    return {
      ...this.parties,
      title: `负载测试方案${no}`,
      documentNumber: `测〔2026〕${no}号`,
      adoptedOn: '2026-01-01',
      aspects: [{ no: 1, title: '负载', origin: 'bench' }],
      tasks: Array.from({ length: tasks }, (_, index) => ({
        no: String(index + 1),
        aspectNo: 1,
        title: titleOf(String(index + 1)),
        text: '由各区政府组织落实，按月反馈进展。',
        origin: 'OFFICE',
        deadline,
        units: [{ unitId: this.unitId, role: 'RESPONSIBLE' }],
      })),
    };
  }
}

/** With an end of its own: no title is part of another. */
function titleOf(no: string): string {
  return `负载任务${no}。`;
}

function post(path: string, token: string, body?: object): Shot {
  return {
    method: 'POST',
    path,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  };
}

function get(path: string, token: string): Shot {
  return { method: 'GET', path, headers: { authorization: `Bearer ${token}` } };
}
