import { describe, expect, it } from 'vitest';
import { expandNamedUnits, reporterAmong, type NamedUnit } from './named-units.js';

const naming = { origin: 'PLAN', deadline: null } as const;
const unit = (unitId: string, role: NamedUnit['role']): NamedUnit => ({ unitId, role, ...naming });
const group = (groupId: string, role: NamedUnit['role']): NamedUnit => ({ groupId, role, ...naming });
const members = new Map([
  ['districts', ['east', 'west']],
  ['departments', ['east', 'market']],
  ['single', ['market']],
  ['empty', []],
]);
const groupOf = (groupId: string) => ({ name: `组 ${groupId}`, memberIds: members.get(groupId) ?? [] });
const expand = (...named: NamedUnit[]) =>
  expandNamedUnits(named, groupOf).map(({ unitId, role, viaGroupId }) => [unitId, role, viaGroupId]);

describe('units that a task names', () => {
  it('gives a group to its members, each marked with the group', () => {
    expect(expand(group('districts', 'RESPONSIBLE'))).toEqual([
      ['east', 'RESPONSIBLE', 'districts'],
      ['west', 'RESPONSIBLE', 'districts'],
    ]);
  });

  it('keeps the strongest role of a unit that is named twice: lead before responsible before co', () => {
    expect(expand(unit('east', 'CO'), group('districts', 'RESPONSIBLE'), unit('west', 'LEAD'))).toEqual([
      ['east', 'RESPONSIBLE', 'districts'],
      ['west', 'LEAD', null],
    ]);
    expect(expand(unit('west', 'LEAD'), group('districts', 'CO'))).toEqual([
      ['west', 'LEAD', null],
      ['east', 'CO', 'districts'],
    ]);
  });

  it('refuses a group without members, because somebody would be left out unnoticed', () => {
    for (const groupId of ['empty', 'unknown']) {
      const expanding = () => expand(unit('west', 'LEAD'), group(groupId, 'CO'));
      expect(expanding).toThrow(
        expect.objectContaining({
          code: 'PLAN.GROUP_WITHOUT_MEMBERS',
          message: expect.stringContaining(`The group 组 ${groupId} has no members`),
        }),
      );
    }
  });
});

describe('the unit that reports for all', () => {
  const reporter = (...named: NamedUnit[]) => reporterAmong(expandNamedUnits(named, groupOf))?.unitId ?? null;

  it('is the first lead named by itself', () => {
    expect(reporter(unit('west', 'CO'), unit('market', 'LEAD'), unit('east', 'LEAD'))).toBe('market');
    expect(reporter(group('districts', 'LEAD'), unit('market', 'LEAD'))).toBe('market');
  });

  it('is the only lead even when a group named it', () => {
    expect(reporter(group('single', 'LEAD'), unit('west', 'CO'))).toBe('market');
  });

  it('is left to the office when no lead is named, or a group names several', () => {
    expect(reporter(group('departments', 'RESPONSIBLE'))).toBeNull();
    expect(reporter(group('districts', 'LEAD'))).toBeNull();
  });
});
