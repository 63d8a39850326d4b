import { addDays, instantOf, localDateOf, type LocalDate, type WorkingDays } from '#kernel';
import type { AssignmentPhase, AssignmentState, TaskPhase } from '#contracts';

export type Light = 'RED' | 'YELLOW' | 'GREEN' | 'GREY' | 'BLUE';

/** The numbers of the light rules; configuration with these defaults. */
export interface LightLimits {
  /** Days before the deadline, in working days, from which a part that is not nearly done is yellow. */
  dueSoonWorkingDays: number;
  /** Progress in percent from which it is nearly done. */
  nearlyDone: number;
  /** Points behind the planned progress from which it is yellow. */
  behind: number;
  /** Points behind the planned progress above which it is red. */
  farBehind: number;
}

export const DEFAULT_LIGHT_LIMITS: LightLimits = {
  dueSoonWorkingDays: 7,
  nearlyDone: 90,
  behind: 10,
  farBehind: 30,
};

/** What the lights of an open assignment are made of. */
export interface LightFacts {
  assignedOn: LocalDate;
  deadline: LocalDate;
  /** Percent. */
  progress: number;
  returns: number;
}

/**
 * The rules, worst first. `from`: the first day on which the rule holds, or null when it never does as things stand.
 * Planned progress on a day is the working days that have ended since the assignment ÷ those up to the deadline.
 */
export const LIGHT_RULES = [
  {
    light: 'RED',
    says: '逾期未办结',
    from: ({ deadline }) => addDays(deadline, 1),
  },
  {
    light: 'RED',
    says: '落后序时进度超过规定上限（默认 30 个百分点）',
    from: (facts, days, { farBehind }) =>
      dayAfterWorkingDays(facts, days, (total) => Math.floor(((facts.progress + farBehind) * total) / 100) + 1),
  },
  {
    light: 'YELLOW',
    says: '临近时限（默认 7 个工作日内）而完成率不足（默认 90%）',
    from: ({ deadline, progress, assignedOn }, days, { dueSoonWorkingDays, nearlyDone }) =>
      progress < nearlyDone ? later(assignedOn, days.add(days.onOrBefore(deadline), -dueSoonWorkingDays)) : null,
  },
  {
    light: 'YELLOW',
    says: '落后序时进度达到规定值（默认 10 个百分点）',
    from: (facts, days, { behind }) =>
      dayAfterWorkingDays(facts, days, (total) => Math.ceil(((facts.progress + behind) * total) / 100)),
  },
  {
    light: 'YELLOW',
    says: '曾被退回补办',
    from: ({ returns, assignedOn }) => (returns > 0 ? assignedOn : null),
  },
] as const satisfies readonly {
  light: Light;
  says: string;
  from: (facts: LightFacts, days: WorkingDays, limits: LightLimits) => LocalDate | null;
}[];

/** From when on an open assignment is yellow and red, as ISO instants; null: never, as things stand. */
export interface LightDates {
  yellowFrom: string | null;
  redFrom: string | null;
}

export const NO_LIGHT_DATES: LightDates = { yellowFrom: null, redFrom: null };

/** The dates at which the light changes if nothing else happens. They replace storing the light, which would go stale. */
export function lightDatesOf(facts: LightFacts, days: WorkingDays, limits: LightLimits): LightDates {
  const first: Partial<Record<Light, LocalDate>> = {};
  for (const { light, from } of LIGHT_RULES) {
    const date = from(facts, days, limits);
    if (date !== null && date < (first[light] ?? NEVER)) first[light] = date;
  }
  return { yellowFrom: startOf(first.YELLOW), redFrom: startOf(first.RED) };
}

/** After every date. */
const NEVER: LocalDate = '9999-99-99';

function startOf(date: LocalDate | undefined): string | null {
  return date === undefined ? null : instantOf(date).toISOString();
}

/** What the light dates of any assignment are made of. */
export type Lit = Pick<
  AssignmentState,
  'phase' | 'deadline' | 'assignedAt' | 'progress' | 'completionSubmittedAt' | 'returns'
>;

/**
 * The light dates of an assignment; none when it has no deadline or is over, and while it is reviewed none after its
 * request: it shows the light of that day, because the length of a review is not the unit's.
 */
export function lightDatesOfAssignment(assignment: Lit, days: WorkingDays, limits: LightLimits): LightDates {
  const { phase, deadline, assignedAt, progress, completionSubmittedAt, returns } = assignment;
  if (deadline === null || phase === 'COMPLETED' || phase === 'CLOSED') return NO_LIGHT_DATES;
  const facts = { assignedOn: localDateOf(new Date(assignedAt)), deadline, progress, returns };
  const dates = lightDatesOf(facts, days, limits);
  if (phase !== 'COMPLETION_SUBMITTED' || completionSubmittedAt === null) return dates;
  const submittedAt = new Date(completionSubmittedAt);
  const reached = (from: string | null) => (from !== null && new Date(from) <= submittedAt ? from : null);
  return { yellowFrom: reached(dates.yellowFrom), redFrom: reached(dates.redFrom) };
}

/** What a light is read from. The SQL twin is `lightSql` in `persistence/light-sql.ts`; a test holds them together. */
export interface LitAssignment extends LightDates {
  phase: AssignmentPhase;
  deadline: LocalDate | null;
}

/** The light of an assignment at `now`. Blue is finished; grey has no deadline, or ended unfinished with its task. */
export function lightOf(assignment: LitAssignment, now: Date): Light {
  if (assignment.phase === 'COMPLETED') return 'BLUE';
  if (assignment.phase === 'CLOSED' || assignment.deadline === null) return 'GREY';
  if (assignment.redFrom !== null && now >= new Date(assignment.redFrom)) return 'RED';
  if (assignment.yellowFrom !== null && now >= new Date(assignment.yellowFrom)) return 'YELLOW';
  return 'GREEN';
}

/** Worst first. Blue is no answer for a task that is still open. */
export const WORST_FIRST = ['RED', 'YELLOW', 'GREEN', 'GREY'] as const satisfies readonly Light[];

/**
 * The light of a task at `now`: that of its reporter; while there is none, the worst of its open parts, of which whoever
 * asks is given those that he may see.
 * The SQL twin is `taskLightSql` in `persistence/light-sql.ts`.
 */
export function taskLightOf(
  task: {
    phase: TaskPhase;
    reporterUnitId: string | null;
    assignments: readonly (LitAssignment & { unitId: string })[];
  },
  now: Date,
): Light {
  if (task.phase === 'COMPLETED') return 'BLUE';
  const followed = task.assignments.filter(
    ({ unitId }) => task.reporterUnitId === null || unitId === task.reporterUnitId,
  );
  const lights = followed.map((assignment) => lightOf(assignment, now));
  return WORST_FIRST.find((light) => lights.includes(light)) ?? 'GREY';
}

/** The day after the n-th working day since the assignment; null when fewer lie before the deadline's end. */
function dayAfterWorkingDays(
  { assignedOn, deadline }: LightFacts,
  days: WorkingDays,
  needed: (total: number) => number,
): LocalDate | null {
  const total = deadline > assignedOn ? days.between(assignedOn, deadline) : 0;
  const count = needed(total);
  return total > 0 && count <= total ? addDays(days.add(assignedOn, count), 1) : null;
}

function later(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}
