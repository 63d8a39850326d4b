import type { TruePart } from './truth.js';
import { dayOf, momentOf, nextDay, type Calendar } from './working-days.js';

export interface LightDates {
  yellowFrom: string | null;
  redFrom: string | null;
}

type Lit = Pick<TruePart, 'phase' | 'deadline' | 'assignedAt' | 'progress' | 'returns' | 'submittedAt'>;

const DUE_SOON_WORKING_DAYS = 7;
const NEARLY_DONE = 90;
const BEHIND = 10;
const FAR_BEHIND = 30;

/** From when on a part is yellow and red, found by living through every day up to its deadline. */
export function lightDatesOf(part: Lit, calendar: Calendar): LightDates {
  const { phase, deadline, submittedAt } = part;
  if (deadline === null || phase === 'COMPLETED' || phase === 'CLOSED') return { yellowFrom: null, redFrom: null };
  const dates = { yellowFrom: yellowOf(part, deadline, calendar), redFrom: redOf(part, deadline, calendar) };
  if (phase !== 'COMPLETION_SUBMITTED' || submittedAt === null) return dates;
  const reached = (from: string | null) => (from !== null && from <= submittedAt ? from : null); // it shows the light of that day
  return { yellowFrom: reached(dates.yellowFrom), redFrom: reached(dates.redFrom) };
}

export function lightOf({ phase, deadline }: Lit, { yellowFrom, redFrom }: LightDates, now: string): string {
  if (phase === 'COMPLETED') return 'BLUE';
  if (phase === 'CLOSED' || deadline === null) return 'GREY';
  if (redFrom !== null && now >= redFrom) return 'RED';
  return yellowFrom !== null && now >= yellowFrom ? 'YELLOW' : 'GREEN';
}

function redOf(part: Lit, deadline: string, calendar: Calendar): string {
  const behind = firstDayBehind(part, deadline, calendar, (points) => points > FAR_BEHIND);
  return momentOf(earliest(nextDay(deadline), behind));
}

function yellowOf(part: Lit, deadline: string, calendar: Calendar): string | null {
  const assignedOn = dayOf(part.assignedAt);
  const near = calendar.after(calendar.nearest(deadline, -1), -DUE_SOON_WORKING_DAYS);
  const days = [
    part.progress < NEARLY_DONE ? latest(assignedOn, near) : null,
    firstDayBehind(part, deadline, calendar, (points) => points >= BEHIND),
    part.returns > 0 ? assignedOn : null,
  ].filter((day) => day !== null);
  const first = days.toSorted()[0];
  return first === undefined ? null : momentOf(first);
}

/** The first day on which the working days that are over, in percent of all, are so far ahead of the progress. */
function firstDayBehind(
  { assignedAt, progress }: Lit,
  deadline: string,
  calendar: Calendar,
  isBehind: (points: number) => boolean,
): string | null {
  const assignedOn = dayOf(assignedAt);
  const total = calendar.between(assignedOn, deadline);
  let over = 0;
  for (let day = nextDay(assignedOn); day <= deadline; day = nextDay(day)) {
    if (!calendar.isWorkingDay(day)) continue;
    over++;
    if (isBehind((over * 100) / total - progress)) return nextDay(day);
  }
  return null;
}

function earliest(one: string, other: string | null): string {
  return other !== null && other < one ? other : one;
}

function latest(one: string, other: string): string {
  return one > other ? one : other;
}
