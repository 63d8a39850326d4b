import { compareSets, type Evidence, type Rule } from './rule.js';
import { scoreUnits, type ExpectedResult } from './scores.js';
import type { ItemRow, Reason, ResultRow, Scheme, Tables } from './tables.js';
import { dayOf } from './working-days.js';

/** What scoring knows of each part is what happened to it, each thing once. */
export const FACTS_ARE_COMPLETE: Rule = {
  name: 'facts for scoring are what happened',
  differences: ({ tables, truth }) => {
    const eventOf = new Map(tables.logs.tasks.map((row) => [`${row.aggregateId} ${row.version}`, row]));
    const expected = new Map<string, string>();
    for (const part of truth.parts.values()) {
      for (const { kind, version, deadline } of part.happened) {
        const event = eventOf.get(`${part.taskId} ${version}`);
        const day = event ? dayOf(event.occurredAt) : 'never';
        const name = `${kind} of ${part.assignmentId} v${version} on ${day}, sign by ${part.signDueOn}, deadline ${deadline}, event ${event?.id}`;
        expected.set(name, 'it happened');
      }
    }
    const found = tables.records.map(
      ({ kind, assignmentId, version, onDay, signDueOn, deadline, eventId }) =>
        `${kind} of ${assignmentId} v${version} on ${onDay}, sign by ${signDueOn}, deadline ${deadline}, event ${eventId}`,
    );
    return compareSets('fact', expected, found);
  },
};

/** Stored scores are those that one computes from the acknowledged commands alone. */
export const SCORES_ARE_RIGHT: Rule = {
  name: 'scores are those of a fresh computation',
  differences: (evidence) =>
    evidence.tables.assessments.flatMap((assessment) => scoreDifferences(evidence, assessment)),
};

function scoreDifferences(
  { tables, truth }: Evidence,
  { assessmentId, schemeId, asOf, phase }: Tables['assessments'][number],
): string[] {
  const scheme = tables.schemes.find((candidate) => candidate.schemeId === schemeId) as Scheme;
  const units = tables.units.filter(
    ({ service, kind, scorable }) => service === 'departments' && kind === scheme.objectClass && scorable,
  );
  const expected = scoreUnits(
    scheme,
    units.map(({ unitId }) => unitId),
    [...truth.parts.values()],
    asOf,
  );
  const found = tables.results.filter((row) => row.assessmentId === assessmentId);
  const of = (rows: readonly Pick<ResultRow, 'unitId'>[]) => new Set(rows.map(({ unitId }) => unitId));
  const missing = expected
    .filter(({ unitId }) => !of(found).has(unitId))
    .map(({ unitId }) => `unit ${unitId} has no score as of ${asOf}`);
  const lines = found.flatMap((row) => {
    const must = expected.find(({ unitId }) => unitId === row.unitId);
    if (!must) return [`unit ${row.unitId} is scored as of ${asOf}, and has nothing to be judged by`];
    const marks = different(`unit ${row.unitId} as of ${asOf}`, describe(row), describe(must));
    return phase === 'DRAFT' ? marks : [...marks, ...reasonDifferences(row, must)];
  });
  return [...missing, ...lines];
}

function reasonDifferences({ unitId, reasons }: ResultRow, must: ExpectedResult): string[] {
  const what = `reasons of unit ${unitId}`;
  return different(what, reasons ? describeReasons(reasons) : 'not kept', describeReasons(must.items));
}

function different(what: string, found: string, must: string): string[] {
  return found === must ? [] : [`${what}: ${found}; it must be ${must}`];
}

function describe({
  marks,
  outOf,
  rank,
  obligations,
  items,
}: Omit<ResultRow, 'assessmentId' | 'unitId' | 'reasons'>): string {
  return `${marks} of ${outOf}, rank ${rank}, ${obligations} parts, ${items.map(describeItem).join(', ')}`;
}

function describeItem({ no, marks, proportion, deductions }: ItemRow): string {
  const counted = deductions?.map(({ fact, times }) => `${times} × ${fact}`).toSorted() ?? [];
  return `item ${no} ${marks} [${proportion ? `${proportion.met} of ${proportion.due}` : counted.join('; ')}]`;
}

/** Whose hundredth does not divide is a matter of order; which facts took points is not. */
function describeReasons(items: readonly { no: string; reasons: readonly Reason[] }[]): string {
  const each = items.map(({ no, reasons }) => {
    const facts = reasons.map(({ fact, assignmentId, on }) => `${fact} ${assignmentId} ${on}`).toSorted();
    return `item ${no} [${facts.join('; ')}]`;
  });
  return each.join(', ');
}
