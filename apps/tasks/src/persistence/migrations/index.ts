import { CreateTasks1637366400000 } from './1637366400000-create-tasks.js';
import { CreateDrafts1637452800000 } from './1637452800000-create-drafts.js';
import { RequestRevisions1637539200000 } from './1637539200000-request-revisions.js';
import { KeepMeasures1637625600000 } from './1637625600000-keep-measures.js';
import { ShowReading1637712000000 } from './1637712000000-show-reading.js';

/** In the order in which they run. */
export const tasksMigrations = [
  CreateTasks1637366400000,
  CreateDrafts1637452800000,
  RequestRevisions1637539200000,
  KeepMeasures1637625600000,
  ShowReading1637712000000,
];
