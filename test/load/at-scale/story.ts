import { addDays, instantOf, localDateOf, type LocalDate } from '#kernel';
import type { Random } from '../../failure/random.js';
import type { PlanCard } from '../../../apps/tasks/src/domain/plan.js';
import type { TaskCard } from '../../../apps/tasks/src/domain/task.js';
import type { World } from './world.js';

/** What somebody does to the part of one unit, and when. */
export interface Step {
  at: Date;
  /** Which of the plan's tasks. */
  task: number;
  unitId: string;
  act:
    | { action: 'ACCEPT' }
    | { action: 'REPORT'; progress: number; text: string }
    | { action: 'REQUEST_COMPLETION'; statement: string; missingUnitIds: string[] }
    | { action: 'RETURN_FOR_REWORK'; reason: string }
    | { action: 'COMPLETE'; opinion: string };
}

/** A plan as people write it down, and all that happens to it until a day. */
export interface PlanStory {
  card: PlanCard;
  tasks: readonly TaskCard[];
  registeredAt: Date;
  requestedAt: Date;
  issuedAt: Date;
  /** In the order of time. */
  steps: readonly Step[];
}

/** How the parts of the loaded plans differ; shares of one. */
export const MIX = {
  /** Of tasks that a second and a third unit carry beside the first: 1.25 units a task on average. */
  unitsOfATask: [0.2, 0.05],
  signedLate: 0.06,
  /** Signed and reported on, and then nothing more comes. */
  stalls: 0.05,
  submittedLate: 0.08,
  returned: 0.03,
  /** Of parts beside the reporter's that are finished before his; the others are closed with the task. */
  othersFinish: 0.6,
} as const;

const ASPECTS = 8;
/** Days from the issue to a task's deadline. */
const SHORTEST = 90;
const LONGEST = 540;

export interface PlanPlace {
  /** From 0. */
  index: number;
  adoptedOn: LocalDate;
  tasks: number;
}

/** What happens to one plan until `until`; the same for the same `random`. */
export function planStory(world: World, place: PlanPlace, until: Date, random: Random): PlanStory {
  const { index, adoptedOn } = place;
  const issuedAt = instantOf(adoptedOn, '16:00');
  const tasks = Array.from({ length: place.tasks }, (_, task) => taskCard(world, task, adoptedOn, random));
  const steps = tasks.flatMap((card, task) => taskSteps(card, task, issuedAt, random));
  return {
    card: planCard(world, index, adoptedOn),
    tasks,
    registeredAt: instantOf(adoptedOn, '09:30'),
    requestedAt: instantOf(adoptedOn, '14:00'),
    issuedAt,
    steps: steps.filter(({ at }) => at <= until).toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/** Of a plan and its copies; the `copy`-th ends with its number, the plan itself with 0. */
export function documentNumberOf(index: number, adoptedOn: LocalDate, copy = 0): string {
  return `规模〔${adoptedOn.slice(0, 4)}〕${index + 1}-${copy}号`;
}

function planCard(world: World, index: number, adoptedOn: LocalDate): PlanCard {
  return {
    title: `第${index + 1}批重点任务行动方案`,
    documentNumber: documentNumberOf(index, adoptedOn),
    issuerUnitId: world.issuer.unitId,
    memberGroupId: world.memberGroupId,
    adoptedOn,
    publishedOn: null,
    recipients: [],
    notice: '',
    sections: [],
    aspects: Array.from({ length: ASPECTS }, (_, at) => ({ no: at + 1, title: `方面${at + 1}`, origin: '示例' })),
  };
}

function taskCard(world: World, task: number, adoptedOn: LocalDate, random: Random): TaskCard {
  const units = unitsOf(world, random);
  return {
    no: String(task + 1),
    aspectNo: 1 + (task % ASPECTS),
    title: `重点任务${task + 1}`,
    text: '由承办单位组织落实，按月反馈进展，年底前形成可检验的成果。',
    sourceSentence: '',
    origin: 'OFFICE',
    deadline: addDays(adoptedOn, random.int(SHORTEST, LONGEST)),
    namedUnits: units.map((unitId, at) => ({
      unitId,
      role: roleOf(units.length, at),
      origin: 'OFFICE',
      deadline: null,
    })),
  };
}

function roleOf(units: number, at: number): 'RESPONSIBLE' | 'LEAD' | 'CO' {
  if (units === 1) return 'RESPONSIBLE';
  return at === 0 ? 'LEAD' : 'CO';
}

function unitsOf({ units }: World, random: Random): string[] {
  const count = 1 + MIX.unitsOfATask.filter((share) => random.chance(share)).length;
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(random.pick(units).unitId);
  return [...chosen];
}

/** The first unit speaks for all; it asks for completion after those that finish before it. */
function taskSteps({ namedUnits, deadline }: TaskCard, task: number, issuedAt: Date, random: Random): Step[] {
  const [first, ...others] = namedUnits.flatMap((named) => ('unitId' in named ? [named.unitId] : []));
  if (first === undefined || deadline === null) return [];
  const submitted = random.chance(MIX.submittedLate)
    ? addDays(deadline, random.int(1, 20))
    : addDays(deadline, -random.int(1, 40));
  const finishes = others.filter(() => random.chance(MIX.othersFinish));
  const missingUnitIds = others.filter((unitId) => !finishes.includes(unitId));
  return [
    ...others.flatMap((unitId) => {
      const begin = beginning(task, unitId, issuedAt, submitted, random);
      if (!finishes.includes(unitId)) return begin;
      return [...begin, ...ending(task, unitId, addDays(submitted, -5), [], random)];
    }),
    ...beginning(task, first, issuedAt, submitted, random),
    ...(random.chance(MIX.stalls) ? [] : ending(task, first, submitted, missingUnitIds, random)),
  ];
}

function beginning(task: number, unitId: string, issuedAt: Date, submitted: LocalDate, random: Random): Step[] {
  const issuedOn = localDateOf(issuedAt);
  const signed = addDays(issuedOn, random.chance(MIX.signedLate) ? random.int(6, 12) : random.int(1, 2));
  const span = (instantOf(submitted).getTime() - instantOf(signed).getTime()) / 86_400_000;
  const reported = addDays(signed, Math.max(1, Math.floor(span * (0.3 + 0.5 * random.next()))));
  const text = '按计划推进，已完成标准比对和企业走访，正在汇总意见。';
  return [
    { at: during(signed, random), task, unitId, act: { action: 'ACCEPT' } },
    { at: during(reported, random), task, unitId, act: { action: 'REPORT', progress: random.int(30, 95), text } },
  ];
}

function ending(task: number, unitId: string, on: LocalDate, missingUnitIds: string[], random: Random): Step[] {
  const request = (day: LocalDate): Step => {
    const act = { action: 'REQUEST_COMPLETION', statement: '已形成可检验的成果。', missingUnitIds } as const;
    return { at: during(day, random), task, unitId, act: { ...act, missingUnitIds: [...missingUnitIds] } };
  };
  const completed = (day: LocalDate): Step => ({
    at: during(day, random),
    task,
    unitId,
    act: { action: 'COMPLETE', opinion: '同意办结' },
  });
  if (!random.chance(MIX.returned)) return [request(on), completed(addDays(on, 2))];
  const returned: Step = {
    at: during(addDays(on, 1), random),
    task,
    unitId,
    act: { action: 'RETURN_FOR_REWORK', reason: '没有可检验的成果，请补充。' },
  };
  return [request(on), returned, request(addDays(on, 2)), completed(addDays(on, 4))];
}

/** Some moment of the working hours of a day. */
function during(day: LocalDate, random: Random): Date {
  return new Date(instantOf(day, '09:00').getTime() + random.int(0, 8 * 3_600_000));
}
