import type { Random } from '../random.js';
import { isOpen, type Board } from './board.js';
import { plusDays } from './dates.js';
import type { Wish } from './desk.js';
import { partPath } from './liaison.js';
import { ADMINISTRATOR, COORDINATOR, type People } from './people.js';

/** What the office does next about tasks that are issued; null while there is nothing to do. */
export function officeWish(board: Board, people: People, today: string, random: Random): Wish | null {
  const submitted = board.openParts.filter(({ phase }) => phase === 'COMPLETION_SUBMITTED');
  if (submitted.length > 0 && random.chance(0.7)) {
    const part = random.pick(submitted);
    const about = {
      username: COORDINATOR,
      method: 'POST' as const,
      taskId: part.taskId,
      assignmentId: part.assignmentId,
    };
    if (random.chance(0.3)) {
      return {
        ...about,
        action: 'return',
        path: partPath(part, 'completion-return'),
        body: { reason: '没有可检验的目标' },
      };
    }
    return { ...about, action: 'complete', path: partPath(part, 'completion'), body: { opinion: '同意办结' } };
  }
  const open = board.tasks.filter(({ ended }) => !ended);
  if (open.length === 0) return null;
  return random.chance(0.6) ? deadlineWish(board, today, random) : assignWish(board, people, random);
}

function deadlineWish(board: Board, today: string, random: Random): Wish {
  const task = random.pick(board.tasks.filter(({ ended }) => !ended));
  const open = task.parts.filter(isOpen);
  const part = open.length > 0 && random.chance(0.3) ? random.pick(open) : null;
  const deadline = plusDays(today, random.int(0, 20));
  const body = { deadline, reason: '年度工作安排', unitId: part?.unitId ?? null };
  const path = `/api/tasks/tasks/${task.taskId}/deadline`;
  return { username: COORDINATOR, action: 'set-deadline', method: 'PUT', taskId: task.taskId, path, body };
}

function assignWish(board: Board, people: People, random: Random): Wish {
  const task = random.pick(board.tasks.filter(({ ended }) => !ended));
  const carrying = new Set(task.parts.map(({ unitId }) => unitId));
  const others = people.districts.filter(({ unitId }) => !carrying.has(unitId));
  const { unitId } = random.pick(others.length > 0 ? others : people.districts);
  const path = `/api/tasks/tasks/${task.taskId}/assignments`;
  const body = { units: [{ unitId, role: task.reporterUnitId === null ? 'RESPONSIBLE' : 'CO' }] };
  return { username: COORDINATOR, action: 'assign', method: 'POST', taskId: task.taskId, path, body };
}

/** An administrator gives a unit another name. */
export function renameWish(people: People, today: string, random: Random): Wish {
  const { unitId, name } = random.pick(people.departments);
  const body = { name: `${name}（${random.int(1, 999_999)}）`, lastDayOfOldName: plusDays(today, -1) };
  const path = `/api/departments/units/${unitId}/name`;
  return { username: ADMINISTRATOR, action: 'rename-unit', method: 'PUT', unitId, path, body };
}
