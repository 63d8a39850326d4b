import type { ItemResult, SchemeState, UnitResult } from '#contracts';
import type { LocalDate } from '#kernel';
import type { AssignmentRecord } from '../../src/domain/scoring/assignment-record.js';
import { figuresOf } from '../../src/domain/scoring/figures.js';
import { factsOfYear, scoreClass, type AssessedUnit, type ClassScores } from '../../src/domain/scoring/score-class.js';
import type { ScoreReason } from '../../src/domain/scoring/score-reason.js';
import { reasonsOf } from '../../src/domain/scoring/unit-reasons.js';

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

/** The items of a unit with the reasons of each, from everything that happened. */
export function explainedItems(
  scheme: SchemeState,
  result: UnitResult,
  records: readonly AssignmentRecord[],
  asOf: LocalDate,
): (ItemResult & { reasons: ScoreReason[] })[] {
  const facts = factsOfYear(records, scheme.year, asOf).filter(({ unitId }) => unitId === result.unitId);
  const reasons = reasonsOf(scheme, result, facts);
  if (!reasons) throw new Error(`The reasons of ${result.unitName} do not add up to what it lost.`);
  return result.items.map((item, index) => ({ ...item, reasons: reasons[index]!.reasons }));
}
