import { loadConfig, runService } from '#platform';
import { AssessmentModule } from './assessment.module.js';
import { AssessmentEnvironment } from './config.js';

await runService(() => {
  const config = loadConfig(AssessmentEnvironment, process.env);
  return { name: 'assessment', config, modules: [AssessmentModule.register(config)] };
});
