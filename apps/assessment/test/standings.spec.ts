import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId, newId } from '#kernel';
import type { Statement } from '#messaging';
import { until, type ServiceUnderTest } from '#testing';
import type { AssignmentRecord } from '../src/domain/scoring/assignment-record.js';
import { scoreClass } from '../src/domain/scoring/score-class.js';
import { addRecords } from '../src/persistence/standings.js';
import { unitFigures } from '../src/persistence/unit-figures.js';
import { readReasons } from '../src/persistence/unit-reasons.js';
import { CarriedTask } from './support/carried-task.js';
import { days, histories } from './support/histories.js';
import { officeAtWork } from './support/office.js';
import { schemes } from './support/scheme.js';
import { explainedItems, scoresOfRecords } from './support/scores-of-records.js';
import { startAssessment, succeed } from './support/start.js';

const UNITS = ['东城区', '西城区', '朝阳区'].map((name) => ({ unitId: derivedId(name), name }));
const UNIT_IDS = UNITS.map(({ unitId }) => unitId);
const STANDINGS = 'SELECT to_jsonb(s) AS standing FROM assignment_standing s ORDER BY assignment_id';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startAssessment();
});
afterAll(() => service.stop());

const context = {
  query: <R>(sql: string | Statement, params?: unknown[]) => service.database.query<R>(sql, params),
  table: (name: string) => name,
};
const standings = async () => (await service.database.query<{ standing: object }>(STANDINGS)).rows;

/** Only these are known, of tasks in one plan that the scheme's office runs and in one that it does not. */
async function begin(records: readonly AssignmentRecord[], officeUnitId: string, foreign: ReadonlySet<string>) {
  const { database } = service;
  const [own, others] = [derivedId('own plan'), derivedId('plan of others')];
  await database.query('DELETE FROM assignment_record');
  await database.query('DELETE FROM assignment_standing');
  await database.query('DELETE FROM known_task');
  await database.query('DELETE FROM known_plan');
  await database.query('INSERT INTO known_plan VALUES ($1, $2, $2), ($3, $4, $4)', [
    own,
    officeUnitId,
    others,
    derivedId('another office'),
  ]);
  await database.query(
    `INSERT INTO known_task SELECT DISTINCT ON (task_id) task_id, plan_id, '1', '一' FROM unnest($1::uuid[], $2::uuid[]) AS t (task_id, plan_id)`,
    [records.map(({ taskId }) => taskId), records.map(({ taskId }) => (foreign.has(taskId) ? others : own))],
  );
}

/** The records in any order, some of them twice, in batches as they may come. */
const deliveries = (records: AssignmentRecord[]) =>
  fc
    .tuple(
      fc.shuffledSubarray(records, { minLength: records.length }),
      fc.subarray(records),
      fc.integer({ min: 1, max: 9 }),
    )
    .map(([all, again, size]) => {
      const told = [...all, ...again];
      return Array.from({ length: Math.ceil(told.length / size) }, (_, index) =>
        told.slice(index * size, (index + 1) * size),
      );
    });

const given = histories(UNIT_IDS).chain((records) =>
  fc.record({
    records: fc.constant(records),
    batches: deliveries(records),
    foreign: fc.subarray(records.map(({ taskId }) => taskId)),
  }),
);

describe('scores from how assignments stand', () => {
  it('and their reasons are bit for bit those from the records, as of any day, in whatever order and however often events come', async () => {
    await fc.assert(
      fc.asyncProperty(given, schemes, days, async ({ records, batches, foreign }, scheme, asOf) => {
        const elsewhere = new Set(foreign);
        await begin(records, scheme.officeUnitId, elsewhere);
        for (const batch of batches) await addRecords(batch, context);
        const own = records.filter(({ taskId }) => !elsewhere.has(taskId));
        const recomputed = scoresOfRecords(scheme, UNITS, own, asOf);
        const figures = await unitFigures(service.database, scheme, UNIT_IDS, asOf);
        expect(JSON.stringify(scoreClass(scheme, UNITS, figures))).toBe(JSON.stringify(recomputed));
        const explained = await readReasons(
          service.database,
          scheme,
          { assessmentId: newId(), asOf },
          recomputed.results,
        );
        const reasons = recomputed.results.map((result) => ({
          unitId: result.unitId,
          reasons: explainedItems(scheme, result, own, asOf).map(({ no, reasons: each }) => ({ no, reasons: each })),
        }));
        expect(explained).toEqual(reasons);
      }),
      { numRuns: 60 },
    );
  });

  it('follow a record of an earlier day that comes after later ones', async () => {
    const [records] = fc
      .sample(given, { numRuns: 20, seed: 4 })
      .toSorted((a, b) => b.records.length - a.records.length);
    const { records: all } = records!;
    await begin(all, derivedId('an office'), new Set());
    await addRecords(all, context);
    const whole = await standings();
    const late = all.filter((_, index) => index % 3 === 1);
    await begin(all, derivedId('an office'), new Set());
    await addRecords(
      all.filter((record) => !late.includes(record)),
      context,
    );
    expect(await standings()).not.toEqual(whole);
    await addRecords(late, context);
    expect(await standings()).toEqual(whole);
  });
});

describe('how assignments stand', () => {
  it('is built anew from the log alone', async () => {
    await begin([], derivedId('an office'), new Set());
    await officeAtWork(service);
    const task = await CarriedTask.assign(service, UNIT_IDS);
    await task.signed(UNIT_IDS[0]!, '2022-01-20');
    await task.submitted(UNIT_IDS[0]!, '2022-06-20');
    await task.returned(UNIT_IDS[0]!, '2022-06-25');
    await task.deadlineMoved('2022-09-30', '2022-06-28');
    await task.submitted(UNIT_IDS[0]!, '2022-10-01');
    await task.completed(UNIT_IDS[0]!, '2022-10-04');
    await task.ended('2022-11-01');
    const before = await standings();
    expect(before).toHaveLength(UNIT_IDS.length);
    await service.database.query('UPDATE assignment_standing SET year = 1999');
    const administrator = await service.appoint(newId(), 'ADMINISTRATOR');
    const rebuild = { as: administrator, body: { projection: 'facts' } };
    await succeed(service.request('POST', '/api/assessment/operator/rebuilds', rebuild));
    await until('they are built anew', async () => isDeepStrictEqual(await standings(), before));
  });
});
