import { measuresOf, type CarriedTask, type Measure, type Proposal } from '#decomposition';
import type { DraftMeasure, DraftTask } from '#contracts';
import type { DraftContent } from '../domain/drafts/draft.js';

/** The content of a unit's own plan, each task with the carried task that it is for, as far as the plan tells. */
export function withMeasures(content: DraftContent, proposal: Proposal, carried: readonly CarriedTask[]): DraftContent {
  const measures = new Map(measuresOf(proposal, carried).measures.map((measure) => [measure.key, measure]));
  const tasks = content.tasks.map((task) => {
    const measure = measures.get(task.key);
    return measure ? { ...task, measure: draftMeasure(measure, task) } : task;
  });
  return { ...content, tasks };
}

/** The units that the plan names see to the measure inside the unit. */
function draftMeasure(measure: Measure, { units }: DraftTask): DraftMeasure {
  const owner = units.map(({ name }) => name).join('、');
  const candidates = measure.candidates.map((candidate) => ({
    ...candidate,
    reasons: [...candidate.reasons],
    terms: [...candidate.terms],
  }));
  if (measure.state === 'open') return { taskId: null, sure: { confidence: 0, reasons: [] }, candidates, owner };
  const { taskId, confidence, reasons } = measure;
  return { taskId, sure: { confidence, reasons: [...reasons] }, candidates, owner };
}
