import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startKafka } from '../local/cluster/kafka.js';
import type { Installation } from '../local/installation.js';
import type { Run } from '../local/run.js';
import { startBroker } from './broker.js';
import { ensureKafkaJars } from './jars.js';
import { ensureJava } from './java.js';
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

  describe('on a machine without what it needs', () => {
    let folder: string;

    /** All programs there are, those that a test writes. */
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'kafka-programs-'));
      vi.stubEnv('PATH', folder);
    });

    afterEach(async () => {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    });

    function javaThatSays(version: string): Promise<void> {
      const script = `#!/bin/sh\necho 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g' >&2\necho 'openjdk version ${version}' >&2\n`;
      return writeFile(path.join(folder, 'java'), script, { mode: 0o755 });
    }

    it('says what to do when Maven is missing, and leaves nothing half fetched', async () => {
      const fetched = ensureKafkaJars({ libsDir: path.join(folder, 'libs') });
      await expect(fetched).rejects.toThrow(/^Maven is needed .*"mvn" could not be run.*apt-get install .*maven/);
      expect(await readdir(folder)).toEqual([]);
    });

    it('says what to do when Java is missing, before anything is fetched or formatted', async () => {
      const started = startBroker({ dataDir: path.join(folder, 'data'), libsDir: folder, port: 1, controllerPort: 2 });
      await expect(started).rejects.toThrow(/^Java 17 or newer is needed .*"java" could not be run.*apt-get install/);
      expect(await readdir(folder)).toEqual([]);
    });

    it.each([
      ['"11.0.22" 2024-01-16', 11],
      ['"1.8.0_391"', 8],
    ])('names a Java that is too old: %s', async (version, major) => {
      await javaThatSays(version);
      await expect(ensureJava()).rejects.toThrow(`the "java" on PATH is ${major}. Install it, for example: apt-get`);
    });

    it.each(['"17.0.15" 2025-04-15', '"21" 2023-09-19', '"25-ea" 2025-09-16'])('takes Java %s', async (version) => {
      await javaThatSays(version);
      await expect(ensureJava()).resolves.toBeUndefined();
    });

    it('tells who starts the cluster that he may name a broker of his own', async () => {
      const installation = { kafkaData: path.join(folder, 'kafka', 'data'), kafkaLibs: folder } as Installation;
      await mkdir(path.join(folder, 'kafka'));
      const run = { say: () => {}, note: () => {} } as unknown as Run;
      await expect(startKafka(run, installation, 6)).rejects.toThrow(/^Java 17 .*\n.*KAFKA_BROKERS=/);
    });
  });
});
