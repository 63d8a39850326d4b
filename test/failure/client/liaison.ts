import type { Random } from '../random.js';
import { isOpen, type Board, type BoardPart } from './board.js';
import type { Wish } from './desk.js';
import type { District } from './people.js';

export function partPath({ taskId, assignmentId }: Pick<BoardPart, 'taskId' | 'assignmentId'>, what: string): string {
  return `/api/tasks/tasks/${taskId}/assignments/${assignmentId}/${what}`;
}

/** What the liaison officer of a unit does next about one of its parts; null while there is nothing to do. */
export function liaisonWish(board: Board, { unitId, liaison }: District, random: Random): Wish | null {
  const own = board.openParts.filter((part) => part.unitId === unitId && part.phase !== 'COMPLETION_SUBMITTED');
  if (own.length === 0) return null;
  const part = random.pick(own);
  const { taskId, assignmentId } = part;
  const about = { username: liaison, method: 'POST', taskId, assignmentId } as const;
  if (part.phase === 'ASSIGNED') return { ...about, action: 'accept', path: partPath(part, 'acceptance') };
  const begun = part.phase === 'IN_PROGRESS' || part.phase === 'RETURNED';
  if (!begun || part.deadline === null || random.chance(0.7)) {
    const progress = Math.min(100, part.progress + random.int(0, 30));
    const body = { progress, text: `进展${random.int(1, 999)}：按计划推进` };
    return { ...about, action: 'report', path: partPath(part, 'reports'), body };
  }
  const body = { statement: '任务完成，申请办结', missingUnitIds: missingUnits(board, part) };
  return { ...about, action: 'request-completion', path: partPath(part, 'completion-request'), body };
}

/** The reporter names the units that are not done; others name nobody. */
function missingUnits(board: Board, { taskId, unitId }: BoardPart): string[] {
  const task = board.task(taskId);
  if (task?.reporterUnitId !== unitId) return [];
  return task.parts.filter((part) => part.unitId !== unitId && isOpen(part)).map((part) => part.unitId);
}
