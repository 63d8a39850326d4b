import { BadRequestException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#kernel';
import { problemOf } from './problem.js';

describe('problem details', () => {
  it('of a refused action name the state and what may be done instead', () => {
    const error = new DomainError('conflict', 'TASK.ACTION_NOT_ALLOWED', 'Not now.', {
      state: 'ASSIGNED',
      allowedActions: ['accept'],
    });
    expect(problemOf(error)).toMatchObject({
      status: 409,
      code: 'TASK.ACTION_NOT_ALLOWED',
      state: 'ASSIGNED',
      allowedActions: ['accept'],
    });
  });

  it('of an unexpected failure say nothing about the inside', () => {
    const problem = problemOf(new Error('relation "task" does not exist'));
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(problem)).not.toContain('relation');
  });

  it.each(['Query read timeout', 'Client has encountered a connection error and is not queryable'])(
    'of a connection that is gone (%s) ask to try again',
    (message) => {
      expect(problemOf(new Error(message))).toMatchObject({ status: 503, code: 'SERVICE.UNAVAILABLE' });
    },
  );

  it.each(['57P01', '08006', '53300', '57014', 'ECONNREFUSED', 'ENOTFOUND'])(
    'of a database that is away (%s) ask to try again',
    (code) => {
      expect(problemOf(Object.assign(new Error('gone'), { code }))).toMatchObject({
        status: 503,
        code: 'SERVICE.UNAVAILABLE',
      });
    },
  );

  it('of the HTTP layer have codes of their own', () => {
    expect(problemOf(new NotFoundException())).toMatchObject({ status: 404, code: 'ROUTE.NOT_FOUND' });
    expect(problemOf(new BadRequestException())).toMatchObject({ status: 400, code: 'REQUEST.MALFORMED' });
    expect(problemOf(Object.assign(new Error('too large'), { statusCode: 413 }))).toMatchObject({
      code: 'REQUEST.TOO_LARGE',
    });
  });
});
