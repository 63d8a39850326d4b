import {
  EventAttemptRow,
  HandledEventRow,
  ParkedEventRow,
  ProjectionGenerationRow,
  ProjectionMarkRow,
  ProjectionScanRow,
  SkippedEventRow,
} from './consumer.entities.js';
import { EventLog, EventLogEpoch, EventLogFloor, RelayCursorRow, RelayLeaseRow } from './log.entities.js';

/** Tables of the event path in every service's schema. */
export const messagingEntities = [
  EventLog,
  EventLogEpoch,
  EventLogFloor,
  RelayCursorRow,
  RelayLeaseRow,
  ProjectionGenerationRow,
  ProjectionMarkRow,
  ProjectionScanRow,
  ParkedEventRow,
  SkippedEventRow,
  EventAttemptRow,
  HandledEventRow,
] as const;
