import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { until } from '#testing';
import { ReadDrafts } from '../src/jobs/read-drafts.job.js';
import { handIn, paperText } from './support/papers.js';
import { Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
});
afterAll(() => tasks.stop());

const TEXT = paperText({ lead: '示例市市场监管局', co: '示例市商务局' });

const LONG = `${TEXT}\n${'坚持问题导向，持续改进工作。'.repeat(20_000)}`;

/** A draft as a process leaves it that was killed in its `attempts`-th reading. */
async function leftBehind(attempts: number, text = TEXT): Promise<string> {
  const { draftId: readBefore } = await handIn(tasks, cast.coordinator, TEXT);
  return leftBesideIt(readBefore, attempts, text);
}

/** The same of the paper of `readBefore`, without anything that wakes the job. */
async function leftBesideIt(readBefore: string, attempts: number, text = TEXT): Promise<string> {
  const draftId = newId();
  const { database } = tasks.service;
  await database.query(
    `INSERT INTO draft (draft_id, version, office_unit_id, file_name, file_bytes, file_hash, phase, received_at, tasks, sentences, open_sentences, attempts, progress)
     SELECT $2, 1, office_unit_id, file_name, file_bytes, file_hash, 'RECEIVED', received_at, 0, 0, 0, $3, 50 FROM draft WHERE draft_id = $1`,
    [readBefore, draftId, attempts],
  );
  await database.query('INSERT INTO draft_file (draft_id, bytes) VALUES ($1, $2)', [draftId, Buffer.from(text)]);
  return draftId;
}

const get = (draftId: string) => tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`);

/** How often the reading was begun, which nobody is shown. */
async function attemptsAt(draftId: string): Promise<{ attempts: number; phase: string } | undefined> {
  const query = 'SELECT attempts, phase FROM draft WHERE draft_id = $1';
  return (await tasks.service.database.query<{ attempts: number; phase: string }>(query, [draftId])).rows[0];
}

/** The job looks again. */
async function lookAgain(): Promise<void> {
  await tasks.service.moveTo(tasks.service.clock.now().toISOString());
}

describe('the reading of papers', () => {
  it('shows that it is under way', async () => {
    const draftId = await leftBehind(1);
    expect(await get(draftId)).toMatchObject({ phase: 'RECEIVED', reading: true, phaseLabel: '阅读中', progress: 50 });
    await lookAgain();
  });

  it('shows a paper that waits how many are read before it, and each since when it is where it is', async () => {
    const { draftId: readBefore } = await handIn(tasks, cast.coordinator, TEXT);
    const read = await leftBesideIt(readBefore, 1);
    const { database } = tasks.service;
    await database.query(
      `UPDATE draft SET stage = 'UNDERSTANDING', stage_since = '2021-11-22T02:00:00Z' WHERE draft_id = $1`,
      [read],
    );
    const waiting = await leftBesideIt(readBefore, 0);
    const last = await leftBesideIt(readBefore, 0);
    expect(await get(read)).toMatchObject({
      stage: { stage: 'UNDERSTANDING', stageLabel: '正在分析内容', since: '2021-11-22T02:00:00.000Z', before: 0 },
    });
    const { receivedAt, ...shown } = await get(waiting);
    expect(shown).toMatchObject({
      phaseLabel: '待阅读',
      stage: { stage: 'WAITING', stageLabel: '排队等候阅读', since: receivedAt, before: 1 },
    });
    expect(await get(last)).toMatchObject({ stage: { stage: 'WAITING', before: 2 } });
    await lookAgain();
    for (const draftId of [read, waiting, last]) {
      expect(await get(draftId)).toMatchObject({ phase: 'READY', progress: 100, stage: null });
    }
  });

  it('notes when each stage began while it goes on', async () => {
    const { draftId } = await handIn(tasks, cast.coordinator, TEXT);
    const query = `SELECT stage, stage_since AS since FROM draft WHERE draft_id = $1`;
    const { rows } = await tasks.service.database.query<{ stage: string; since: Date }>(query, [draftId]);
    expect(rows).toEqual([{ stage: 'UNDERSTANDING', since: tasks.service.clock.now() }]);
  });

  it('begins anew after the process that read was killed', async () => {
    const draftId = await leftBehind(1);
    await lookAgain();
    expect(await get(draftId)).toMatchObject({ phase: 'READY', reading: false, tasks: 2, version: 2 });
  });

  it('gives a paper up that has ended three processes, and says so', async () => {
    const draftId = await leftBehind(3);
    await lookAgain();
    expect(await get(draftId)).toMatchObject({
      phase: 'UNREADABLE',
      refusal: { code: 'PAPER.READING_CUT_OFF', message: expect.stringContaining('another format') },
    });
  });

  it('leaves the paper, uncounted, to the next process when the service stops, which does not wait for it', async () => {
    const beside = await Tasks.start({ beside: tasks });
    const { draftId } = await beside.must(cast.coordinator, 'POST', '/drafts/pasted-texts', { text: LONG });
    await until('the reading to begin', async () => (await attemptsAt(draftId))?.attempts === 1);
    await beside.stop();
    expect(await attemptsAt(draftId)).toEqual({ attempts: 0, phase: 'RECEIVED' });
    await lookAgain();
    expect(await get(draftId)).toMatchObject({ phase: 'READY', tasks: 2 });
  });

  it('keeps a draft discarded that was given up meanwhile', async () => {
    const draftId = await leftBehind(0, LONG);
    const job = tasks.service.app.get(ReadDrafts, { strict: false });
    const reading = job.run(tasks.service.clock.now());
    await until('the reading to begin', async () => (await attemptsAt(draftId))?.attempts === 1);
    await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/discarding`, { reason: '重复收文' });
    await expect(reading).resolves.toBeUndefined(); // a job that fails is tried again and hides it
    expect(await get(draftId)).toMatchObject({ phase: 'DISCARDED', tasks: 0, version: 2 });
  });
});
