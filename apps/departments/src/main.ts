import { loadConfig, runService } from '#platform';
import { DepartmentsEnvironment, readEnvironment } from './config.js';
import { DepartmentsModule } from './departments.module.js';

await runService(() => {
  const config = loadConfig(DepartmentsEnvironment, readEnvironment());
  return { name: 'departments', config, modules: [DepartmentsModule.register(config)] };
});
