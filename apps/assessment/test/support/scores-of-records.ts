import type { SchemeState } from '#contracts';
import type { LocalDate } from '#kernel';
import type { AssignmentRecord } from '../../src/domain/scoring/assignment-record.js';
import { figuresOf } from '../../src/domain/scoring/figures.js';
import { factsOfYear, scoreClass, type AssessedUnit, type ClassScores } from '../../src/domain/scoring/score-class.js';

/** Scores of a class worked out from everything that happened, without what is kept between. */
export function scoresOfRecords(
  scheme: SchemeState,
  units: readonly AssessedUnit[],
  records: readonly AssignmentRecord[],
  asOf: LocalDate,
): ClassScores {
  const byUnit = Map.groupBy(factsOfYear(records, scheme.year, asOf), ({ unitId }) => unitId);
  return scoreClass(scheme, units, new Map([...byUnit].map(([unitId, own]) => [unitId, figuresOf(own)])));
}
