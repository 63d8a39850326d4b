import type { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import { byTask, byUnit, shortName } from './names.js';

const LIGHTS = ['RED', 'YELLOW', 'GREEN', 'GREY', 'BLUE'] as const;
type Light = (typeof LIGHTS)[number];

interface LedgerRow {
  no: string;
  assignmentId: string | null;
  unitName: string;
  phase: string | null;
  acceptedAt: string | null;
  signedLate: boolean;
  completedLate: boolean;
  returns: number | null;
  light: Light;
}

export interface LedgerOutcome {
  signing: { assignments: number; inTime: number; late: number; never: number };
  completion: { inTime: number; late: number; closedUnfinished: number; open: number; returns: number };
  /** Rows by light, `task unit`; of the finished ones how many per task. */
  ledger: Record<Exclude<Light, 'BLUE'>, string[]> & { BLUE: Record<string, number> };
  /** Assignments by light, as the cockpit's own projection counts them. */
  cockpit: Record<Light, number>;
}

/** What the ledger and the cockpit say at the end. */
export async function ledgerOutcome(coordinator: PublicApi): Promise<LedgerOutcome> {
  const rows = await coordinator.list<LedgerRow>('/api/tasks/ledger');
  const assignments = rows.filter(({ assignmentId }) => assignmentId !== null);
  return {
    signing: signingOf(assignments),
    completion: completionOf(assignments),
    ledger: ledgerByLight(rows),
    cockpit: await cockpitByLight(coordinator),
  };
}

function signingOf(assignments: readonly LedgerRow[]): LedgerOutcome['signing'] {
  const signed = assignments.filter(({ acceptedAt }) => acceptedAt !== null);
  const late = signed.filter(({ signedLate }) => signedLate).length;
  return {
    assignments: assignments.length,
    inTime: signed.length - late,
    late,
    never: assignments.length - signed.length,
  };
}

function completionOf(assignments: readonly LedgerRow[]): LedgerOutcome['completion'] {
  const completed = assignments.filter(({ phase }) => phase === 'COMPLETED');
  const late = completed.filter(({ completedLate }) => completedLate).length;
  const closedUnfinished = assignments.filter(({ phase }) => phase === 'CLOSED').length;
  return {
    inTime: completed.length - late,
    late,
    closedUnfinished,
    open: assignments.length - completed.length - closedUnfinished,
    returns: assignments.reduce((sum, { returns }) => sum + (returns ?? 0), 0),
  };
}

function ledgerByLight(rows: readonly LedgerRow[]): LedgerOutcome['ledger'] {
  const of = (light: Light) => rows.filter((row) => row.light === light).toSorted(inOrder);
  const named = (light: Light) =>
    of(light).map(({ no, assignmentId, unitName }) => `${no} ${assignmentId ? shortName(unitName) : unitName}`);
  const finished: Record<string, number> = {};
  for (const { no } of of('BLUE')) finished[no] = (finished[no] ?? 0) + 1;
  return { RED: named('RED'), YELLOW: named('YELLOW'), GREEN: named('GREEN'), GREY: named('GREY'), BLUE: finished };
}

function inOrder(a: LedgerRow, b: LedgerRow): number {
  return byTask(a.no, b.no) || byUnit(shortName(a.unitName), shortName(b.unitName));
}

async function cockpitByLight(coordinator: PublicApi): Promise<Record<Light, number>> {
  const { items } = await coordinator.get<{ items: { key: Light; total: number }[] }>('/api/tasks/cockpit?by=light');
  const counted = (light: Light) => items.find(({ key }) => key === light)?.total ?? 0;
  return Object.fromEntries(LIGHTS.map((light) => [light, counted(light)])) as Record<Light, number>;
}
