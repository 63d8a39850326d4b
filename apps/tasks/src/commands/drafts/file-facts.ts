import { createHash } from 'node:crypto';

/** What a draft keeps of the file that was handed in. */
export function fileFacts(fileName: string, bytes: Buffer, now: Date) {
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  return { fileName, fileBytes: bytes.length, fileHash, receivedAt: now.toISOString() };
}
