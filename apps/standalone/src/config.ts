import { z } from 'zod';

/** What the installation job needs. */
export const InstallEnvironment = z.object({
  /** An administrator's; it may create roles and schemas. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Where the secrets made at the first installation stay, and where the services' environments are written. */
  LIANBAN_DATA: z.string().min(1),
});
