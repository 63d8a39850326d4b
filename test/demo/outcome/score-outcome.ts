import type { UnitResult } from '#contracts';
import type { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { byUnit, shortName } from './names.js';

export interface Score {
  rank: number;
  unit: string;
  /** Points with two decimals. */
  marks: string;
  lost: { item: string; fact: string; task: string; on: string; marks: string }[];
}

/** The published scores, best first; every point lost with the task and the day that took it. */
export async function scoreOutcome(coordinator: PublicApi, numberOf: (taskId: string) => string): Promise<Score[]> {
  const published = await coordinator.list<{ assessmentId: string }>('/api/assessment/assessments?phase=PUBLISHED');
  const [newest] = published;
  if (!newest) throw new Error('No scores were published.');
  const { results } = await coordinator.get<{ results: UnitResult[] }>(
    `/api/assessment/assessments/${newest.assessmentId}`,
  );
  const scores: Score[] = [];
  for (const result of results) {
    const { items } = await coordinator.get<Explanation>(
      `/api/assessment/assessments/${newest.assessmentId}/results/${result.unitId}/explanation`,
    );
    scores.push(scoreOf(result, items, numberOf));
  }
  return scores.toSorted((a, b) => a.rank - b.rank || byUnit(a.unit, b.unit));
}

interface Explanation {
  items: { no: string; reasons: { fact: string; taskId: string; on: string; marks: number }[] }[];
}

function scoreOf(
  { rank, unitName, marks }: UnitResult,
  items: Explanation['items'],
  numberOf: (taskId: string) => string,
): Score {
  const lost = items.flatMap(({ no, reasons }) =>
    reasons.map(({ fact, taskId, on, marks: taken }) => ({
      item: no,
      fact,
      task: numberOf(taskId),
      on,
      marks: points(taken),
    })),
  );
  return { rank, unit: shortName(unitName), marks: points(marks), lost };
}

/** Hundredths as points: `-1333` is `-13.33`. */
function points(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
