import { loadConfig, runService } from '#platform';
import { TasksEnvironment } from './config.js';
import { TasksModule } from './tasks.module.js';

await runService(() => {
  const config = loadConfig(TasksEnvironment, process.env);
  return { name: 'tasks', config, modules: [TasksModule.register(config)] };
});
