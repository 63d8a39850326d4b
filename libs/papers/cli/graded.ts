import type { Proposal, ProposedTask, Role } from '#decomposition';

/** A proposal in the form that the grader of the corpus reads, with everything else beside it. */
export function asGraded({ head, tasks, sentences, coverage }: Proposal) {
  return {
    documentNumber: head.documentNumber,
    title: head.title,
    head,
    tasks: tasks.map(gradedTask),
    coverage,
    sentences,
  };
}

function gradedTask({ text, units, lead, deadline, ...task }: ProposedTask) {
  const withRole = (role: Role): string[] =>
    units.value.filter((unit) => unit.role === role && !unit.addedByRule).map(({ name }) => name);
  return {
    ...task,
    text: text.value,
    lead: lead.value,
    co: withRole('co'),
    responsible: withRole('responsible'),
    units: units.value.map(({ name }) => name),
    deadline: deadline.value.raw,
    ...(deadline.value.due && { due: deadline.value.due }),
    continuing: deadline.value.continuing,
    milestones: deadline.value.milestones,
    resolutions: units.value.map(({ name, reading, resolution }) => ({
      name,
      ...(reading && { reading }),
      ...resolution,
    })),
    confidence: {
      text: confidenceOf(text),
      units: confidenceOf(units),
      lead: confidenceOf(lead),
      deadline: confidenceOf(deadline),
    },
  };
}

const confidenceOf = ({
  confidence,
  reasons,
}: ProposedTask['text'] | ProposedTask['units'] | ProposedTask['lead'] | ProposedTask['deadline']) => ({
  confidence,
  reasons,
});
