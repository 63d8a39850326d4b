import { PlanIssued, type PlanState } from '#contracts';
import { derivedId, newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import { register } from './start.js';

/** A leading group and its office, with the people who count in them. */
export interface OfficeAtWork {
  officeUnitId: string;
  groupUnitId: string;
  planId: string;
  coordinator: Person;
  assessor: Person;
  leader: Person;
}

/** Registers the group and the office that are called `name`, appoints their people and issues their plan. */
export async function officeAtWork(service: ServiceUnderTest, name = '市'): Promise<OfficeAtWork> {
  const groupUnitId = await register(service, `${name}领导小组`, { kind: 'LEADING_GROUP', scorable: false });
  const officeUnitId = await register(service, `${name}领导小组办公室`, {
    kind: 'COORDINATION_OFFICE',
    scorable: false,
  });
  const planId = planIdOf(name);
  await issuePlan(service, { planId, officeUnitId, issuerUnitId: groupUnitId });
  return {
    officeUnitId,
    groupUnitId,
    planId,
    coordinator: await service.appoint(officeUnitId, 'COORDINATOR'),
    assessor: await service.appoint(officeUnitId, 'ASSESSOR'),
    leader: await service.appoint(groupUnitId, 'GROUP_LEADER'),
  };
}

/** The plan of the office that is called `name`. */
export const planIdOf = (name = '市') => derivedId(`plan of ${name}`);

/** Tells that a plan was issued. */
export async function issuePlan(
  service: ServiceUnderTest,
  parties: Pick<PlanState, 'officeUnitId' | 'issuerUnitId'> & { planId?: string },
): Promise<void> {
  const plan: PlanState = {
    planId: newId(),
    title: '质量提升行动方案（示例）',
    documentNumber: newId(),
    memberGroupId: newId(),
    adoptedOn: '2022-01-08',
    publishedOn: null,
    recipients: [],
    notice: '',
    sections: [],
    phase: 'ISSUED',
    issuedAt: '2022-01-10T01:00:00Z',
    aspects: [{ no: 1, title: '标准', origin: '示例' }],
    ...parties,
  };
  await service.receive(PlanIssued, { aggregateId: plan.planId, aggregateVersion: 3, data: { plan } });
}
