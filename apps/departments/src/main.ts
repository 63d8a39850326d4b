import { loadConfig, runService } from '#platform';
import { DepartmentsEnvironment } from './config.js';
import { DepartmentsModule } from './departments.module.js';

await runService(() => {
  const config = loadConfig(DepartmentsEnvironment, process.env);
  return { name: 'departments', config, modules: [DepartmentsModule.register(config)] };
});
