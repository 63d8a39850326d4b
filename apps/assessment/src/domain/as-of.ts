import type { LocalDate } from '#kernel';
import { invalidField } from './errors.js';

/**
 * A day can be judged only when it is over: what still happens on it would change the scores when they are computed again.
 * @throws DomainError `ASSESSMENT.DAY_NOT_OVER`, `ASSESSMENT.DAY_BEFORE_YEAR`
 */
export function requireDayToJudge(asOf: LocalDate, year: number, today: LocalDate): void {
  if (asOf >= today) {
    const message = `${asOf} is not over yet (today is ${today}); the last day that can be judged is yesterday.`;
    throw invalidField('ASSESSMENT.DAY_NOT_OVER', [{ pointer: '/asOf', message }]);
  }
  if (asOf < `${year}-01-01`) {
    const message = `${asOf} lies before ${year}, the year of the scheme.`;
    throw invalidField('ASSESSMENT.DAY_BEFORE_YEAR', [{ pointer: '/asOf', message }]);
  }
}
