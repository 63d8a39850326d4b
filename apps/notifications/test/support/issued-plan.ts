import { PlanIssued, type PlanState } from '#contracts';
import { derivedId, newId } from '#kernel';
import type { Person, ServiceUnderTest } from '#testing';
import type { TaskEvent } from './carried-task.js';

/** The plan of every task that names no other. */
export const PLAN_ID = derivedId('the plan');

/** Tells that a plan was issued, which the office `officeUnitId` runs. */
export function issuedPlan(officeUnitId: string, planId = PLAN_ID): TaskEvent {
  const plan: PlanState = {
    planId,
    title: '质量提升行动方案（示例）',
    documentNumber: planId,
    issuerUnitId: newId(),
    officeUnitId,
    memberGroupId: newId(),
    adoptedOn: '2022-02-28',
    publishedOn: null,
    recipients: [],
    notice: '',
    sections: [],
    phase: 'ISSUED',
    issuedAt: '2022-03-01T02:00:00Z',
    aspects: [{ no: 1, title: '标准', origin: '示例' }],
  };
  return { definition: PlanIssued, aggregateId: planId, aggregateVersion: 3, data: { plan } };
}

/** A coordinator of the office that runs the plan. */
export async function coordinatorOfPlan(service: ServiceUnderTest): Promise<Person> {
  const coordinator = await service.appoint(newId(), 'COORDINATOR');
  await service.receiveAll([issuedPlan(coordinator.unitId)]);
  return coordinator;
}
