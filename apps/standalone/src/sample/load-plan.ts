import type { SchemeState } from '#contracts';
import type { Register } from './load-register.js';
import { SAMPLE_ASPECTS, SAMPLE_PLAN, SAMPLE_SECTIONS, SAMPLE_TASKS, type SampleTask } from './plan.js';
import type { PublicApi } from './public-api.js';
import { SAMPLE_SCHEME } from './scheme.js';

/**
 * Registers the plan with its tasks, unless a plan of this document number is there.
 * @param api signed in as a coordinator of the office that runs the plan
 */
export async function loadPlan(api: PublicApi, { unitIds, groupIds }: Register): Promise<void> {
  const present = await api.list<{ documentNumber: string }>('/api/tasks/plans');
  if (present.some(({ documentNumber }) => documentNumber === SAMPLE_PLAN.documentNumber)) return;
  const { issuer, memberGroup, ...fields } = SAMPLE_PLAN;
  await api.post('/api/tasks/plans', {
    ...fields,
    issuerUnitId: unitIds.get(issuer),
    memberGroupId: groupIds.get(memberGroup),
    sections: SAMPLE_SECTIONS,
    aspects: SAMPLE_ASPECTS,
    tasks: SAMPLE_TASKS.map((task) => bodyOf(task, groupIds)),
  });
}

function bodyOf({ responsibleGroup, ...task }: SampleTask, groupIds: ReadonlyMap<string, string>) {
  const units = responsibleGroup ? [{ groupId: groupIds.get(responsibleGroup), role: 'RESPONSIBLE' }] : [];
  return { ...task, units };
}

/**
 * Adopts the scheme for the districts, unless one of this name is there.
 * @param api signed in as an assessor
 */
export async function loadScheme(api: PublicApi): Promise<void> {
  const present = await api.list<SchemeState>('/api/assessment/schemes');
  if (present.some(({ name }) => name === SAMPLE_SCHEME.name)) return;
  await api.post('/api/assessment/schemes', SAMPLE_SCHEME);
}
