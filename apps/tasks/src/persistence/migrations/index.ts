import { CreateTasks1637366400000 } from './1637366400000-create-tasks.js';

/** In the order in which they run. */
export const tasksMigrations = [CreateTasks1637366400000];
