import { describe, expect, it } from 'vitest';
import { applyToPlan, registerPlan, type PlanCommand, type PlanContext, type PlanOutline } from './plan.js';
import type { Relation } from './tasks.policy.js';

const card = {
  title: '方案',
  documentNumber: '示例〔2021〕1号',
  issuerUnitId: 'group',
  memberGroupId: 'members',
  adoptedOn: '2021-11-20',
  publishedOn: null,
  recipients: [],
  notice: '',
  sections: [],
  aspects: [],
};
const registered = registerPlan({ planId: 'plan', officeUnitId: 'office' }, card, new Set(['COORDINATOR'])).plan;

function context(accountId: string, relation: Relation, outline: Partial<PlanOutline> = {}): PlanContext {
  const now = new Date('2021-11-23T01:00:00Z');
  return {
    relations: new Set([relation]),
    accountId,
    now,
    outline: { tasks: 17, earliestDeadline: '2021-11-23', earliestTaskNo: '5', ...outline },
  };
}

const request: PlanCommand = { action: 'REQUEST_ISSUE' };
const requested = applyToPlan(registered, request, context('clerk', 'COORDINATOR')).plan;

describe('a plan', () => {
  it('is issued by the leading group at the moment of approval', () => {
    const { plan, event } = applyToPlan(requested, { action: 'APPROVE_ISSUE' }, context('leader', 'GROUP_LEADER'));
    expect(plan).toMatchObject({ phase: 'ISSUED', issuedAt: '2021-11-23T01:00:00.000Z', version: 3 });
    expect(event.type).toBe('tasks.plan-issued');
  });

  it('goes back to the office with the reason, and may be requested again', () => {
    const refusal: PlanCommand = { action: 'REFUSE_ISSUE', reason: '责任单位不全' };
    const { plan, event } = applyToPlan(requested, refusal, context('leader', 'GROUP_LEADER'));
    expect(plan).toMatchObject({ phase: 'REGISTERED', refusalReason: '责任单位不全', issueRequestedBy: null });
    expect(event.data).toMatchObject({ reason: '责任单位不全' });
    expect(applyToPlan(plan, request, context('clerk', 'COORDINATOR')).plan.phase).toBe('ISSUE_REQUESTED');
  });

  it('is never decided on by whoever requested its issue', () => {
    for (const command of [{ action: 'APPROVE_ISSUE' }, { action: 'REFUSE_ISSUE', reason: '否' }] as const) {
      expect(() => applyToPlan(requested, command, context('clerk', 'GROUP_LEADER'))).toThrow(
        expect.objectContaining({ code: 'PLAN.REQUESTER_CANNOT_DECIDE' }),
      );
    }
  });

  it('is not put before the leading group without a task', () => {
    expect(() => applyToPlan(registered, request, context('clerk', 'COORDINATOR', { tasks: 0 }))).toThrow(
      expect.objectContaining({ code: 'PLAN.WITHOUT_TASKS' }),
    );
  });

  it('is neither requested nor issued once one of its deadlines has passed, but can be sent back', () => {
    const passed = { earliestDeadline: '2021-11-22' };
    const message = expect.stringContaining('The deadline 2021-11-22 of task 5 has passed');
    const inPast = expect.objectContaining({ code: 'PLAN.DEADLINE_IN_PAST', message });
    const leader = context('leader', 'GROUP_LEADER', passed);
    expect(() => applyToPlan(registered, request, context('clerk', 'COORDINATOR', passed))).toThrow(inPast);
    expect(() => applyToPlan(requested, { action: 'APPROVE_ISSUE' }, leader)).toThrow(inPast);
    expect(applyToPlan(requested, { action: 'REFUSE_ISSUE', reason: '时限已过' }, leader).plan.phase).toBe(
      'REGISTERED',
    );
  });

  it('needs no deadline to be issued', () => {
    const open = context('leader', 'GROUP_LEADER', { earliestDeadline: null });
    expect(applyToPlan(requested, { action: 'APPROVE_ISSUE' }, open).plan.phase).toBe('ISSUED');
  });
});
