import type { AssessmentState, SchemeState, UnitResult } from '#contracts';
import type { LocalDate } from '#kernel';
import type { AssignmentRecord } from './assignment-record.js';
import { factsOf, inScoringOrder, type Fact } from './facts.js';
import type { UnitFigures } from './figures.js';
import { obligationsAsOf, yearOf } from './obligation.js';
import { scoreUnit, type UnitScore } from './score-unit.js';

/** A unit that the scheme is about: of its object class, and scorable by the city. */
export interface AssessedUnit {
  unitId: string;
  name: string;
}

export type ClassScores = Pick<AssessmentState, 'results' | 'unassessed'>;

/** Draft scores of a class. The same units and figures give the same scores bit for bit, in whatever order the units come; figures of others are ignored. */
export function scoreClass(
  scheme: SchemeState,
  units: readonly AssessedUnit[],
  figures: ReadonlyMap<string, UnitFigures>,
): ClassScores {
  const named = [...units].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
  const scored = named.map((unit) => ({
    unit,
    score: scoreUnit(scheme, unit.unitId, figures.get(unit.unitId) ?? []),
  }));
  return {
    results: ranked(scored.flatMap(({ unit, score }) => (score ? [{ ...score, unitName: unit.name }] : []))),
    unassessed: scored.flatMap(({ unit, score }) => (score ? [] : [{ unitId: unit.unitId, unitName: unit.name }])),
  };
}

/** Facts of the assignments that count to `year` as of the end of `asOf`, in scoring order. */
export function factsOfYear(records: readonly AssignmentRecord[], year: number, asOf: LocalDate): Fact[] {
  const counted = obligationsAsOf(records, asOf).filter((obligation) => yearOf(obligation) === year);
  return inScoringOrder(counted.flatMap((obligation) => factsOf(obligation, asOf)));
}

/** Best first. Equal marks share a rank and the next rank is skipped (1, 1, 3); among equals the order of `scores` stays. */
export function ranked(scores: readonly (UnitScore & { unitName: string })[]): UnitResult[] {
  const bestFirst = [...scores].sort((a, b) => b.marks - a.marks);
  let rank = 0;
  return bestFirst.map((score, index) => {
    if (score.marks !== bestFirst[index - 1]?.marks) rank = index + 1;
    return { ...score, rank };
  });
}
