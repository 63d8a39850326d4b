import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureKafkaJars } from './jars.js';
import { brokerAnswers } from './probe.js';
import { serverProperties } from './server-properties.js';

describe('the local broker', () => {
  it('can be reached from this machine alone', () => {
    const properties = serverProperties({ dataDir: '/data', port: 9092, controllerPort: 9093 });
    expect(properties).toContain('listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n');
  });

  it('takes other settings where they are given', () => {
    const config = { 'offsets.topic.num.partitions': '50' };
    const lines = serverProperties({ dataDir: '/data', port: 9092, controllerPort: 9093, config }).split('\n');
    expect(lines.filter((line) => line.startsWith('offsets.topic.num.partitions'))).toEqual([
      'offsets.topic.num.partitions=50',
    ]);
  });

  it('does not answer where nobody listens', async () => {
    expect(await brokerAnswers(1)).toBe(false);
  });

  it('says what to do when Maven is missing, and leaves nothing half fetched', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kafka-jars-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const before = process.env['PATH'];
    process.env['PATH'] = folder;
    onTestFinished(() => void (process.env['PATH'] = before));
    await expect(ensureKafkaJars({ libsDir: path.join(folder, 'libs') })).rejects.toThrow(/Maven.*KAFKA_BROKERS/s);
    expect(await readdir(folder)).toEqual([]);
  });
});
