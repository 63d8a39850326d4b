import { loadConfig, runService } from '#platform';
import { NotificationsEnvironment } from './config.js';
import { NotificationsModule } from './notifications.module.js';

await runService(() => {
  const config = loadConfig(NotificationsEnvironment, process.env);
  return { name: 'notifications', config, modules: [NotificationsModule.register(config)] };
});
