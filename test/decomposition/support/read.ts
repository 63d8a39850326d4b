import { decompose, readPlainText, type Proposal, type ProposedTask, type Register, type Role } from '#decomposition';

export function read(text: string, register?: Register): Proposal {
  return decompose(readPlainText(text), register);
}

export const withRole = (task: ProposedTask, role: Role): string[] =>
  task.units.value.filter((unit) => unit.role === role && !unit.addedByRule).map(({ name }) => name);

export interface Carried {
  lead: string[];
  co: string[];
  responsible: string[];
}

export function carried(task: ProposedTask | undefined): Carried | undefined {
  return task && { lead: withRole(task, 'lead'), co: withRole(task, 'co'), responsible: withRole(task, 'responsible') };
}

/** Who carries the one task of a paper that holds nothing else but this note. */
export function noted(note: string): Carried | undefined {
  return carried(read(`一、主要任务\n（一）完善体系。推进相关工作。${note}`).tasks[0]);
}

/** Sentences that ask nothing of anybody, by the reason that is given. */
export function excluded(proposal: Proposal): Record<string, string[]> {
  const byReason: Record<string, string[]> = {};
  for (const sentence of proposal.sentences) {
    if (sentence.state === 'not-actionable') (byReason[sentence.reason] ??= []).push(sentence.text);
  }
  return byReason;
}
