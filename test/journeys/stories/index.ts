import type { Transport } from '../support/transport.js';
import { orderOfSources } from './order-of-sources.js';
import { paperToTasks } from './paper-to-tasks.js';
import { readmeTour } from './readme-tour.js';
import { renamedUnit } from './renamed-unit.js';
import { returnedCompletion } from './returned-completion.js';
import { servicesAlone } from './services-alone.js';
import { unitPlan } from './unit-plan.js';

/** In which services learn from one another: they must come out alike however events travel. */
export const STORIES = {
  'a paper that becomes the tasks of its units': paperToTasks,
  'the own plan of a unit for the tasks that it carries': unitPlan,
  'a completion that is sent back': returnedCompletion,
  'a unit that is renamed by a reform': renamedUnit,
  'each service with all others stopped': servicesAlone,
  'events of two sources that arrive in either order': orderOfSources,
  'the guided tour of the README': readmeTour,
} as const satisfies Record<string, (transport: Transport) => void>;
