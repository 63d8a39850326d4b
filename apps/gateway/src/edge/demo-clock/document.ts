import type { OpenApiDocument } from '../openapi/merge-documents.js';

export const DEMO_CLOCK_PATH = '/api/demo/clock';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const clock = (description: string) => ({
  'application/json': {
    schema: {
      type: 'object',
      required: ['now'],
      properties: { now: { type: 'string', format: 'date-time', description } },
      additionalProperties: false,
    },
  },
});

/** The one address that the edge adds to those of the services. */
export const DEMO_CLOCK_DOCUMENT: OpenApiDocument = {
  paths: {
    [DEMO_CLOCK_PATH]: {
      post: {
        operationId: 'postApiDemoClock',
        summary: '演示时钟 — move the clock of a demonstration and wait until every service has come to rest',
        tags: ['demo'],
        security: [{ bearer: [] }],
        requestBody: { required: true, content: clock('later than the clock shows') },
        responses: {
          200: {
            description: 'Every service is at this time, with nothing left to do.',
            content: clock('as it stands now'),
          },
          400: problem('Not an instant.'),
          401: problem('Not signed in.'),
          403: problem('Only the office that runs the work moves the clock.'),
          409: problem('The clock never moves backwards, or this installation follows the real time.'),
          413: problem('The body is too large.'),
          415: problem('The body is not JSON.'),
          429: problem('Too many requests.'),
          500: problem('Unexpected failure; the clock has not moved.'),
          502: problem('A service does not answer.'),
          503: problem('Temporarily unavailable; try again.'),
          504: problem('A service did not come to rest in time; it is named.'),
        },
      },
    },
  },
};
