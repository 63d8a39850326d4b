import { Standing } from '../../../apps/tasks/src/access/standing.js';
import type { SeededBug } from './bug.js';

/** Whoever sees a part may do with it what its liaison officer may. */
export const SKIP_A_PERMISSION: SeededBug = {
  name: 'a permission is not asked for',
  foundBy: 'nothing forbidden or impossible was acknowledged, and everything was answered',
  install: (app) => {
    const standing = app.get(Standing, { strict: false });
    const toAssignment = standing.toAssignment.bind(standing);
    standing.toAssignment = async (...about) => new Set([...(await toAssignment(...about)), 'OWN_LIAISON']);
  },
};
