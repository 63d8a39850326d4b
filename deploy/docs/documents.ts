import { asyncApiDocument, cataloguePage } from './event-catalogue.js';
import { openApi } from './open-api.js';
import { permissionsPage } from './permissions.js';
import { remindersPage } from './reminders.js';
import { stateMachinesPage } from './state-machines.js';

/** Every generated document by its file name. */
export function generatedDocuments(): Record<string, string> {
  return {
    'asyncapi.json': JSON.stringify(asyncApiDocument(), null, 2),
    'events.md': cataloguePage(),
    'openapi.json': JSON.stringify(openApi(), null, 2),
    'permissions.md': permissionsPage(),
    'reminders.md': remindersPage(),
    'state-machines.md': stateMachinesPage(),
  };
}
