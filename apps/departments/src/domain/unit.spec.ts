import type { UnitKind, UnitState } from '#contracts';
import { newId } from '#kernel';
import { describe, expect, it } from 'vitest';
import { assertUnitFits, renamed, UNIT_KIND_RULES, type UnitSurroundings } from './unit.js';

const ALONE: UnitSurroundings = { superior: undefined, seat: undefined, aboveSuperior: [] };

function unitOf(kind: UnitKind, changes: Partial<UnitState> = {}): UnitState {
  const unitId = newId();
  return {
    unitId,
    name: `unit ${unitId}`,
    kind,
    superiorId: null,
    seatUnitId: null,
    scorable: false,
    aliases: [],
    origin: '示例',
    ...changes,
  };
}

/** Kinds written out by hand: the table must say exactly this. */
const OUTSIDE_HIERARCHY: readonly string[] = ['LEADING_GROUP'];
const SERVING_A_GROUP: readonly string[] = ['COORDINATION_OFFICE'];
const SEATED: readonly string[] = ['COORDINATION_OFFICE'];
const NEVER_SCORED: readonly string[] = ['LEADING_GROUP', 'COORDINATION_OFFICE', 'CENTRAL_UNIT'];
const KINDS = Object.keys(UNIT_KIND_RULES) as UnitKind[];

describe('a unit of kind', () => {
  it.each(KINDS)('%s may have a superior only inside the administrative hierarchy', (kind) => {
    const superior = unitOf('DEPARTMENT');
    const attempt = () =>
      assertUnitFits(unitOf(kind, { superiorId: superior.unitId }), { ...ALONE, superior, aboveSuperior: [] });
    if (OUTSIDE_HIERARCHY.includes(kind))
      expect(attempt).toThrow(expect.objectContaining({ code: 'UNIT.SUPERIOR_INVALID' }));
    else expect(attempt).not.toThrow();
  });

  it.each(KINDS)('%s may be the superior of another only inside the administrative hierarchy', (kind) => {
    const superior = unitOf(kind);
    const attempt = () => assertUnitFits(unitOf('DISTRICT', { superiorId: superior.unitId }), { ...ALONE, superior });
    if (OUTSIDE_HIERARCHY.includes(kind))
      expect(attempt).toThrow(expect.objectContaining({ code: 'UNIT.SUPERIOR_INVALID' }));
    else expect(attempt).not.toThrow();
  });

  it.each(KINDS)('%s works for a leading group only when it is an office', (kind) => {
    const superior = unitOf('LEADING_GROUP');
    const attempt = () => assertUnitFits(unitOf(kind, { superiorId: superior.unitId }), { ...ALONE, superior });
    if (SERVING_A_GROUP.includes(kind)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'UNIT.SUPERIOR_INVALID' }));
  });

  it.each(KINDS)('%s sits in a department only when it is an office', (kind) => {
    const seat = unitOf('DEPARTMENT');
    const attempt = () => assertUnitFits(unitOf(kind, { seatUnitId: seat.unitId }), { ...ALONE, seat });
    if (SEATED.includes(kind)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'UNIT.SEAT_INVALID' }));
  });

  it.each(KINDS)('%s is scorable only where the city has the right to assess it', (kind) => {
    const attempt = () => assertUnitFits(unitOf(kind, { scorable: true }), ALONE);
    if (NEVER_SCORED.includes(kind)) expect(attempt).toThrow(expect.objectContaining({ code: 'UNIT.NOT_SCORABLE' }));
    else expect(attempt).not.toThrow();
  });
});

describe('a superior', () => {
  it('is refused while it is not registered', () => {
    expect(() => assertUnitFits(unitOf('DISTRICT', { superiorId: newId() }), ALONE)).toThrow(
      expect.objectContaining({ code: 'UNIT.SUPERIOR_INVALID' }),
    );
  });

  it('is refused when it stands below the unit: the hierarchy has no circle', () => {
    const superior = unitOf('DEPARTMENT');
    const unit = unitOf('DEPARTMENT', { superiorId: superior.unitId });
    const around = { ...ALONE, superior, aboveSuperior: [superior.unitId, unit.unitId] };
    expect(() => assertUnitFits(unit, around)).toThrow(expect.objectContaining({ code: 'UNIT.SUPERIOR_INVALID' }));
  });
});

it('refuses a seat that is no department', () => {
  const seat = unitOf('DISTRICT');
  const office = unitOf('COORDINATION_OFFICE', { seatUnitId: seat.unitId });
  expect(() => assertUnitFits(office, { ...ALONE, seat })).toThrow(
    expect.objectContaining({ code: 'UNIT.SEAT_INVALID' }),
  );
});

it('keeps the old name as an alias that ends on the last day it was valid', () => {
  const before = unitOf('DEPARTMENT', { name: '旧名', aliases: [{ name: '简称', from: null, to: null }] });
  expect(renamed(before, '新名', '2022-03-01', '2022-03-01')).toEqual({
    ...before,
    name: '新名',
    aliases: [
      { name: '简称', from: null, to: null },
      { name: '旧名', from: null, to: '2022-03-01' },
    ],
  });
});

it('is not renamed before the last day of its old name: the new name would be in force at once', () => {
  expect(() => renamed(unitOf('DEPARTMENT'), '新名', '2022-03-02', '2022-03-01')).toThrow(
    expect.objectContaining({
      code: 'UNIT.RENAMED_AHEAD',
      details: { errors: [expect.objectContaining({ pointer: '/lastDayOfOldName' })] },
    }),
  );
});
