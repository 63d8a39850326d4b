import { describe, expect, it } from 'vitest';
import { SchemeState } from '#contracts';
import { derivedId, WorkingDays } from '#kernel';
import type { AssignmentRecord } from '../../../assessment/src/domain/scoring/assignment-record.js';
import { record } from '../../../assessment/test/support/histories.js';
import { scoresOfRecords } from '../../../assessment/test/support/scores-of-records.js';
import { SAMPLE_ACCOUNTS } from './accounts.js';
import { calendarsKnownOn, SAMPLE_CALENDARS } from './calendars.js';
import { SAMPLE_GROUPS } from './groups.js';
import { SAMPLE_ASPECTS, SAMPLE_PLAN, SAMPLE_SECTIONS, SAMPLE_TASKS } from './plan.js';
import source from './plan.source.json' with { type: 'json' };
import { SAMPLE_SCHEME } from './scheme.js';
import { SAMPLE_UNITS } from './units.js';

const keys = SAMPLE_UNITS.map(({ key }) => key);
/** 解读要点: what the interpretation says of the paper. */
const TALKING_POINTS = SAMPLE_TASKS.filter(({ origin }) => origin === 'INTERPRETATION');

describe('units of the sample', () => {
  it('has the sixteen districts and the economic-technological development area', () => {
    const districts = SAMPLE_UNITS.filter(({ kind }) => kind === 'DISTRICT');
    expect(districts).toHaveLength(17);
    expect(SAMPLE_GROUPS.find(({ name }) => name === '各区政府')?.members).toHaveLength(16);
  });

  it('names each unit once, after the superior and the seat that it refers to', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(SAMPLE_UNITS.map(({ name }) => name)).size).toBe(keys.length);
    SAMPLE_UNITS.forEach(({ superior, seat }, index) => {
      for (const above of [superior, seat]) if (above) expect(keys.slice(0, index)).toContain(above);
    });
  });

  it('leaves central units out of every assessment', () => {
    expect(SAMPLE_UNITS.filter(({ kind, scorable }) => kind === 'CENTRAL_UNIT' && scorable)).toEqual([]);
  });

  it('puts only registered units into groups, and keeps those the paper names beside the members out of the members', () => {
    for (const { members } of SAMPLE_GROUPS) for (const member of members) expect(keys).toContain(member);
    const members = SAMPLE_GROUPS.find(({ name }) => name === '领导小组成员单位')?.members;
    expect(members).not.toContain('local-finance');
    expect(members).not.toContain('drug-administration');
    expect(members).not.toContain('customs');
  });
});

describe('the plan of the sample', () => {
  it('gives task 1 word for word as the paper has it, with the note that names who is responsible', () => {
    const { title, text, note } = source.paper.task1;
    const inWordsOfThePaper = SAMPLE_TASKS.filter(({ origin }) => origin === 'PLAN_TEXT');
    expect(inWordsOfThePaper).toEqual([
      {
        no: '1',
        aspectNo: 1,
        title,
        text,
        sourceSentence: note,
        origin: 'PLAN_TEXT',
        responsibleGroup: 'standardization-committee-members',
      },
    ]);
    const group = SAMPLE_GROUPS.find(({ key }) => key === 'standardization-committee-members');
    expect(note).toContain(`：${group?.name})`);
  });

  it('gives the talking points word for word as the interpretation has them, and nothing else', () => {
    expect(TALKING_POINTS.map(({ text }) => text)).toEqual(source.interpretation.sentences);
    expect(SAMPLE_TASKS).toHaveLength(1 + TALKING_POINTS.length);
  });

  it('titles a talking point with the leading words of its sentence, and says that its aspect was chosen for the sample', () => {
    for (const [index, sentence] of source.interpretation.sentences.entries()) {
      const { title, sourceSentence } = TALKING_POINTS[index]!;
      expect(title).toMatch(/^[^，]+$/);
      expect(sentence.startsWith(`${title}，`)).toBe(true);
      expect(sourceSentence).toBe(`${sentence}（归类：办公室（示例））`);
    }
  });

  it('never names a unit where the source names none', () => {
    for (const { responsibleGroup } of TALKING_POINTS) expect(responsibleGroup).toBeUndefined();
  });

  it('never counts a talking point among the 17 tasks of the paper', () => {
    const numbersOfThePaper = Array.from({ length: source.interpretation.tasks }, (_, index) => String(index + 1));
    for (const { no, origin } of SAMPLE_TASKS) {
      expect(numbersOfThePaper.includes(no)).toBe(origin === 'PLAN_TEXT');
      expect(no.startsWith('解读-')).toBe(origin === 'INTERPRETATION');
    }
  });

  it('gives the frame of the paper word for word, and marks what could not be read', () => {
    const { documentNumber, recipients, notice, opening, generalRequirements } = source.paper;
    expect(SAMPLE_PLAN).toMatchObject({ documentNumber, notice });
    expect(SAMPLE_PLAN.recipients.join('，')).toBe(recipients);
    const { beforeTheGap, afterTheGap } = generalRequirements;
    expect(SAMPLE_SECTIONS.map(({ text }) => text)).toEqual([
      opening,
      `${beforeTheGap}〔…〕${afterTheGap}`,
      `${source.interpretation.requirements}。`,
    ]);
  });

  it('names as recipients units and groups that the register has', () => {
    const named = SAMPLE_PLAN.recipients.flatMap((line) => line.split('、'));
    const known = [...SAMPLE_UNITS, ...SAMPLE_GROUPS].flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('marks in a section of the paper what could not be read', () => {
    for (const { text, origin } of SAMPLE_SECTIONS) expect(text.includes('〔…〕')).toBe(origin.includes('〔…〕'));
    expect(SAMPLE_SECTIONS.filter(({ text }) => text.includes('〔…〕'))).toHaveLength(1);
  });

  it('keeps the five aspects in the order of the interpretation, with cards under each', () => {
    expect(SAMPLE_ASPECTS.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5]);
    expect(SAMPLE_ASPECTS.map(({ title }) => title)).toEqual(source.interpretation.aspects);
    expect(SAMPLE_ASPECTS[0].title).toBe(source.paper.firstAspect);
    expect(new Set(SAMPLE_TASKS.map(({ aspectNo }) => aspectNo))).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});

describe('accounts of the sample', () => {
  it('names an account by unit and role', () => {
    const usernames = SAMPLE_ACCOUNTS.map(({ username }) => username);
    expect(new Set(usernames).size).toBe(usernames.length);
    for (const { username, unit } of SAMPLE_ACCOUNTS) {
      expect(username).toMatch(/^[a-z-]+\.(liaison|approver|leader|deputy|coordinator|assessor|auditor|member)$/);
      expect(keys).toContain(unit);
    }
  });
});

describe('the scheme of the sample', () => {
  it('adds up to its full marks', () => {
    expect(SAMPLE_SCHEME.items.reduce((sum, { fullMarks }) => sum + fullMarks, 0)).toBe(SAMPLE_SCHEME.fullMarks);
  });
});

describe('the proportion done in time, by the scheme of the sample', () => {
  const UNIT = { unitId: derivedId('东城区'), name: '东城区' };
  const DUE = { unitId: UNIT.unitId, on: '2022-01-10', deadline: '2022-09-30' };
  const scheme = SchemeState.parse({
    ...SAMPLE_SCHEME,
    schemeId: derivedId('a scheme'),
    officeUnitId: derivedId('an office'),
    revision: 1,
  });

  /** What the item counts as of a day for a part of which this happened, each on its day. */
  function counted(asOf: string, ...happened: [kind: AssignmentRecord['kind'], on: string][]) {
    const story = happened.map(([kind, on], index) => record('part', { ...DUE, kind, on, taskVersion: index + 2 }));
    const done = [record('done', DUE), record('done', { ...DUE, kind: 'COMPLETED', taskVersion: 2 })];
    const records = [...done, record('part', DUE), ...story];
    const [result] = scoresOfRecords(scheme, [UNIT], records, asOf).results;
    return result?.items.find(({ no }) => no === '4')?.proportion;
  }

  it('leaves out a part that was closed with its task before its deadline: neither met nor missed', () => {
    expect(counted('2022-12-31', ['CLOSED', '2022-09-30'])).toEqual({ met: 1, due: 1 });
  });

  it('counts a part that was closed with its task after its deadline as missed', () => {
    expect(counted('2022-12-31', ['CLOSED', '2022-10-08'])).toEqual({ met: 1, due: 2 });
  });

  it('leaves out a part that is not due yet, and one that was handed in on time and waits for review', () => {
    expect(counted('2022-06-30')).toEqual({ met: 1, due: 1 });
    expect(counted('2022-12-31', ['SUBMITTED', '2022-09-30'])).toEqual({ met: 1, due: 1 });
  });

  it('counts a part that was done late or never as missed', () => {
    expect(counted('2022-12-31', ['SUBMITTED', '2022-10-01'], ['COMPLETED', '2022-10-08'])).toEqual({ met: 1, due: 2 });
    expect(counted('2022-12-31')).toEqual({ met: 1, due: 2 });
  });
});

describe('calendars of the sample', () => {
  it('has the 178 off-days and 40 shifted working days of 2021 to 2026', () => {
    const days = SAMPLE_CALENDARS.filter(({ provisional }) => !provisional).flatMap((calendar) => calendar.days);
    expect(days.filter(({ kind }) => kind === 'off')).toHaveLength(178);
    expect(days.filter(({ kind }) => kind === 'work')).toHaveLength(40);
  });

  it('counts the last day of 2022 to the arrangement of 2023', () => {
    const real = SAMPLE_CALENDARS.find(({ year, provisional }) => year === 2023 && !provisional);
    expect(real?.days[0]?.date).toBe('2022-12-31');
  });

  it('knows of 2023 only the statutory days until the arrangement was published on 8 December 2022', () => {
    const of2023 = (date: string) => calendarsKnownOn(date).find(({ year }) => year === 2023);
    expect(of2023('2022-12-07')).toMatchObject({ provisional: true });
    expect(of2023('2022-12-08')).toMatchObject({ provisional: false });
  });

  it('knows nothing of an arrangement before it was published', () => {
    expect(calendarsKnownOn('2021-11-20').map(({ year }) => year)).toEqual([2021, 2022, 2023]);
  });

  it('makes every statutory day on a weekend up on a working day', () => {
    for (const { year, days, provisional } of SAMPLE_CALENDARS.filter((calendar) => calendar.provisional)) {
      const weekdays = new WorkingDays([]);
      const weekdaysOff = days.filter(({ date }) => weekdays.isWorkingDay(date)).length;
      expect({ year, provisional, weekdaysOff }).toEqual({ year, provisional, weekdaysOff: year === 2023 ? 11 : 13 });
    }
  });
});
