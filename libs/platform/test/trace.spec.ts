import { Logger } from '@nestjs/common';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { LOGGER } from '#platform';
import { until } from '#testing';
import { startNotingService } from './support/noting-service.js';

it('what a consumer logs about an event can be found by the trace and the correlation id of the request that caused it', async () => {
  const lines: Record<string, unknown>[] = [];
  const { service, drop } = await startNotingService(
    { handle: async (batch) => new Logger('Notes').warn(`${batch.length} read`) },
    { LOG_LEVEL: 'warn' },
  );
  onTestFinished(async () => {
    await service.stop();
    await drop();
  });
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  Object.assign(service.app.get<object>(LOGGER), { [pino.symbols.streamSym]: { write } });

  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, 'x-correlation-id': 'plan-3' };
  expect((await service.request('POST', '/api/notifications/notes', { headers })).status).toBe(200);

  const { rows } = await service.database.query('SELECT correlation_id, traceparent FROM event_log');
  expect(rows).toEqual([{ correlation_id: 'plan-3', traceparent: expect.stringContaining(trace) }]);
  const line = await until('the consumer has logged', () => lines.find(({ msg }) => msg === '1 read'));
  expect(line).toMatchObject({ service: 'notifications', context: 'Notes', correlationId: 'plan-3', traceId: trace });
});
