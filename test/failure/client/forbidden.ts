import type { Random } from '../random.js';
import type { Board, BoardPart } from './board.js';
import { plusDays } from './dates.js';
import type { Wish } from './desk.js';
import { partPath } from './liaison.js';
import { COORDINATOR, LEADER, type People } from './people.js';

type Forbidden = (part: BoardPart, people: People, today: string, random: Random) => Wish;

const REPORT = { progress: 100, text: '不该由我报' } as const;

function about({ taskId, assignmentId }: BoardPart) {
  return { method: 'POST', taskId, assignmentId, forbidden: true } as const;
}

function unitOf(people: People, { unitId }: BoardPart) {
  const district = people.districts.find((candidate) => candidate.unitId === unitId);
  if (!district) throw new Error(`No district has the id ${unitId}, though it carries a task.`);
  return district;
}

function stranger(people: People, { unitId }: BoardPart, random: Random) {
  return random.pick(people.districts.filter((candidate) => candidate.unitId !== unitId));
}

/** What nobody may do, whatever the state is. */
const FORBIDDEN: readonly Forbidden[] = [
  (part, people, _today, random) => {
    const username = stranger(people, part, random).liaison;
    return { ...about(part), username, action: 'accept', path: partPath(part, 'acceptance') };
  },
  (part, people, _today, random) => {
    const username = stranger(people, part, random).liaison;
    return { ...about(part), username, action: 'report', path: partPath(part, 'reports'), body: REPORT };
  },
  (part, people) => {
    const username = unitOf(people, part).approver;
    return { ...about(part), username, action: 'report', path: partPath(part, 'reports'), body: REPORT };
  },
  (part) => ({ ...about(part), username: COORDINATOR, action: 'accept', path: partPath(part, 'acceptance') }),
  (part, people) => {
    const username = unitOf(people, part).liaison;
    const body = { opinion: '自己同意自己' };
    return { ...about(part), username, action: 'complete', path: partPath(part, 'completion'), body };
  },
  (part) => {
    const body = { opinion: '领导不审核' };
    return { ...about(part), username: LEADER, action: 'complete', path: partPath(part, 'completion'), body };
  },
  (part, people, today, random) => ({
    username: unitOf(people, part).liaison,
    action: 'set-deadline',
    method: 'PUT',
    forbidden: true,
    taskId: part.taskId,
    path: `/api/tasks/tasks/${part.taskId}/deadline`,
    body: { deadline: plusDays(today, random.int(21, 40)), reason: '自行延期' },
  }),
];

/** A command that must be refused; null while there is nothing that it could be about. */
export function forbiddenWish(board: Board, people: People, today: string, random: Random): Wish | null {
  const parts = board.openParts;
  return parts.length === 0 ? null : random.pick(FORBIDDEN)(random.pick(parts), people, today, random);
}
