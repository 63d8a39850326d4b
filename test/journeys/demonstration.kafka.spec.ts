import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/test/demo/main.js');

it(
  'the demonstration in a cluster with Apache Kafka comes out as worked out by hand',
  { timeout: 300_000 },
  async () => {
    const program = spawn(process.execPath, [PROGRAM, '--cluster'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(program, 'exit');
    onTestFinished(async () => {
      program.kill(); // it puts the product and its data away first
      await ended;
    });
    const [printed, complaints] = await Promise.all([text(program.stdout), text(program.stderr)]);
    expect(await ended, `${printed}${complaints}`).toEqual([0, null]);
    expect(printed).toContain('与手工计算完全一致');
  },
);
