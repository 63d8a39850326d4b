import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Role } from '#contracts';
import {
  mustStepAside,
  relationsToAssignment,
  relationsToDraft,
  relationsToPlan,
  relationsToTask,
  type Relation,
  type UnitCircle,
} from './tasks.policy.js';

const UNITS = ['office', 'group', 'seat', 'bureau', 'agency', 'district'] as const;
type Unit = (typeof UNITS)[number];

/** The agency is below the bureau; the office sits in `seat`. */
const CIRCLES: Record<Unit, UnitCircle> = {
  office: { unitId: 'office', superiorIds: [], seatUnitId: 'seat' },
  group: { unitId: 'group', superiorIds: [], seatUnitId: null },
  seat: { unitId: 'seat', superiorIds: [], seatUnitId: null },
  bureau: { unitId: 'bureau', superiorIds: [], seatUnitId: null },
  agency: { unitId: 'agency', superiorIds: ['bureau'], seatUnitId: null },
  district: { unitId: 'district', superiorIds: [], seatUnitId: null },
};

/** Written by hand: who may not judge whom, besides themselves. */
const BARRED: readonly [Unit, Unit][] = [
  ['office', 'seat'],
  ['bureau', 'agency'],
];

const unit = fc.constantFrom(...UNITS);
const scene = fc.record({
  actor: fc.record({ unitId: unit, roles: fc.uniqueArray(fc.constantFrom(...Role.options)) }),
  isGroupMember: fc.boolean(),
  reviewed: unit,
  assignments: fc.uniqueArray(
    fc.record({ unitId: unit, role: fc.constantFrom('LEAD' as const, 'CO' as const, 'RESPONSIBLE' as const) }),
    { selector: ({ unitId }) => unitId },
  ),
  reporterUnitId: fc.option(unit),
  unknown: fc.option(fc.constantFrom('office', 'reviewer', 'reviewed'), { freq: 1 }),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

function relations({ actor, isGroupMember, reviewed, assignments, reporterUnitId, unknown }: Scene): Set<Relation> {
  const someone = { accountId: 'someone', ...actor };
  const toPlan = relationsToPlan(someone, { officeUnitId: 'office', issuerUnitId: 'group' }, isGroupMember);
  const toTask = relationsToTask(someone, toPlan, { reporterUnitId, assignments });
  const circles = { office: CIRCLES.office, reviewer: CIRCLES[actor.unitId], reviewed: CIRCLES[reviewed] };
  return relationsToAssignment(someone, toTask, reviewed, unknown ? { ...circles, [unknown]: null } : circles);
}

/** One sentence of the rules per line, without any of the code above. */
function oracle({
  actor,
  isGroupMember,
  reviewed,
  assignments,
  reporterUnitId,
  unknown,
}: Scene): Record<Relation, boolean> {
  const is = (role: Role) => actor.roles.some((held) => held === role);
  const own = assignments.filter((assignment) => assignment.unitId === actor.unitId)[0];
  const forUnit = is('LIAISON_OFFICER') || is('UNIT_APPROVER');
  const coordinates = is('COORDINATOR') && actor.unitId === 'office';
  const member = is('GROUP_MEMBER') && isGroupMember;
  const officeBarred = barred('office', reviewed);
  return {
    COORDINATOR: coordinates,
    GROUP_LEADER: is('GROUP_LEADER') && actor.unitId === 'group',
    GROUP_MEMBER: member,
    AUDITOR: is('AUDITOR'),
    CARRIER: forUnit && own !== undefined,
    LEAD_UNIT: forUnit && own !== undefined && (own.role === 'LEAD' || reporterUnitId === own.unitId),
    OWN_UNIT: forUnit && actor.unitId === reviewed,
    OWN_LIAISON: is('LIAISON_OFFICER') && actor.unitId === reviewed,
    OWN_APPROVER: is('UNIT_APPROVER') && actor.unitId === reviewed,
    REVIEWER: unknown === null && (officeBarred ? member && !barred(actor.unitId, reviewed) : coordinates),
    SYSTEM: false,
  };
}

function barred(one: Unit, other: Unit): boolean {
  return one === other || BARRED.some((pair) => pair.includes(one) && pair.includes(other));
}

describe('relations of a person to a task', () => {
  it('are those that the rules say, for every person, task and unit', () => {
    fc.assert(
      fc.property(scene, (drawn) => {
        const expected = Object.entries(oracle(drawn)).filter(([, holds]) => holds);
        expect([...relations(drawn)].toSorted()).toEqual(expected.map(([relation]) => relation).toSorted());
      }),
      { numRuns: 3_000 },
    );
  });

  it("to a unit's own plan are that unit's alone, and to a draft of an office never those of a unit", () => {
    fc.assert(
      fc.property(scene, (drawn) => {
        const someone = { accountId: 'someone', ...drawn.actor };
        const to = (kind: 'PLAN' | 'UNIT_PLAN') => [
          ...relationsToDraft(someone, { kind, officeUnitId: drawn.reviewed }),
        ];
        const expected = oracle(drawn);
        const own = (['OWN_UNIT', 'OWN_LIAISON', 'OWN_APPROVER'] as const).filter((relation) => expected[relation]);
        expect(to('UNIT_PLAN').toSorted()).toEqual(own.toSorted());
        expect(to('PLAN').filter((relation) => relation.startsWith('OWN'))).toEqual([]);
      }),
    );
  });

  it('never let anyone judge his own unit, its superiors, its subordinates or the seat of his office', () => {
    for (const one of UNITS) {
      for (const other of UNITS) {
        expect([one, other, mustStepAside(CIRCLES[one], CIRCLES[other])]).toEqual([one, other, barred(one, other)]);
      }
    }
  });
});
