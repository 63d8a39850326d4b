import type { Rule } from './rule.js';

/** What the people were told fits together. */
export const ANSWERS_FIT: Rule = {
  name: 'nothing forbidden or impossible was acknowledged, and everything was answered',
  differences: ({ entries, truth }) => {
    const unanswered = entries.flatMap((entry) =>
      entry.kind === 'unanswered'
        ? [
            `${entry.command.action} by ${entry.command.username} was asked ${entry.attempts} times and never answered (key ${entry.command.key}): ${entry.why}`,
          ]
        : [],
    );
    return [...truth.wrong, ...unanswered];
  },
};
