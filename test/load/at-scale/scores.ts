import type pg from 'pg';
import type { AssessmentState, SchemeState } from '#contracts';
import { addDays, localDateOf } from '#kernel';
import { SAMPLE_SCHEME } from '../../../apps/standalone/src/sample/scheme.js';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance } from '../../demo/instance.js';
import { behindOf, untilCaughtUp } from '../behind.js';
import { durationsOf, type Durations } from '../statistics.js';
import { DailyWork } from './daily-work.js';
import { oneEvent } from './one-event.js';
import { onSubject, withInstance, type At } from './subject.js';

const DRAFTS = 3;
const EXPLANATIONS = 50;

export interface ScoresFigures {
  units: number;
  /** Assignments that the scores were taken from. */
  obligations: number;
  /** Milliseconds of a draft of the whole class, from the request to its answer. */
  full: Durations;
  /** Milliseconds that one more event costs: its record with what follows from it, and the marks of its unit. */
  'event taken in'?: Durations;
  'event scored'?: Durations;
  /** Milliseconds until a unit is told why it lost each point of its draft; absent where nobody lost one. */
  explained?: Durations;
  /** Milliseconds of a request for publication, which keeps the reasons of all units. */
  'reasons kept'?: Durations;
}

/** Drafts the scores of all districts for the year of the data, has one more event scored, asks for the reasons of single units and for publication. */
export async function measureScores({ at, say }: { at: At; say: (line: string) => void }): Promise<ScoresFigures> {
  return onSubject(at, (subject) =>
    withInstance(subject, 'embedded', { DEMO_CLOCK: subject.asOf }, async (instance, database) => {
      const until = at === 'empty' ? await somethingToJudge(instance, database) : subject.asOf;
      const assessor = await PublicApi.at(instance.origin).signIn('office.assessor', instance.passwords.sample);
      const asOf = addDays(localDateOf(new Date(until)), -1);
      const scheme = await schemeOf(assessor, Number(asOf.slice(0, 4)));
      const full: number[] = [];
      let draft: AssessmentState | undefined;
      for (let run = 0; run < DRAFTS; run++) {
        const begun = performance.now();
        draft = await assessor.post<AssessmentState>('/api/assessment/assessments', {
          schemeId: scheme.schemeId,
          asOf,
        });
        full.push(performance.now() - begun);
        say(`draft ${run + 1}: ${full.at(-1)?.toFixed(0)} ms`);
      }
      const results = draft?.results ?? [];
      const obligations = results.reduce((sum, result) => sum + result.obligations, 0);
      const explained = draft && (await explanations(assessor, draft));
      const event = await oneEvent(subject.url, scheme, asOf);
      return {
        units: results.length,
        obligations,
        full: durationsOf(full),
        ...(event && { 'event taken in': event.taken, 'event scored': event.scored }),
        ...(explained && { explained }),
        ...(draft && { 'reasons kept': durationsOf([await publicationAsked(assessor, draft)]) }),
      };
    }),
  );
}

/** The sample alone is judged by nobody: has one unit sign for a small plan, and goes on to the year in which it is due. */
async function somethingToJudge(instance: Instance, database: pg.Client): Promise<string> {
  await DailyWork.prepare(instance, database);
  const office = await PublicApi.at(instance.origin).signIn('office.coordinator', instance.passwords.sample);
  await untilCaughtUp(() => behindOf(office));
  const now = '2027-01-08T20:00:00+08:00';
  await office.post('/api/demo/clock', { now });
  return now;
}

async function schemeOf(assessor: PublicApi, year: number): Promise<SchemeState> {
  const name = `规模测试考核细则${year}`;
  const present = await assessor.list<SchemeState>('/api/assessment/schemes');
  const known = present.find((scheme) => scheme.name === name);
  return known ?? (await assessor.post<SchemeState>('/api/assessment/schemes', { ...SAMPLE_SCHEME, name, year }));
}

async function explanations(
  assessor: PublicApi,
  { assessmentId, results }: AssessmentState,
): Promise<Durations | undefined> {
  const lost = results.filter(({ items }) => items.some((item) => item.applicable && item.marks < item.fullMarks));
  const durations: number[] = [];
  for (const { unitId } of lost.slice(0, EXPLANATIONS)) {
    const begun = performance.now();
    await assessor.get(`/api/assessment/assessments/${assessmentId}/results/${unitId}/explanation`);
    durations.push(performance.now() - begun);
  }
  return durations.length > 0 ? durationsOf(durations) : undefined;
}

async function publicationAsked(assessor: PublicApi, { assessmentId }: AssessmentState): Promise<number> {
  const begun = performance.now();
  await assessor.post(`/api/assessment/assessments/${assessmentId}/publication-request`);
  return performance.now() - begun;
}
