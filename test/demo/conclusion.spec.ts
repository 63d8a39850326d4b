import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conclude } from './conclusion.js';
import expected from './expected.json' with { type: 'json' };

let printed: string;
let complaints: string[];

beforeEach(() => {
  printed = '';
  complaints = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void (printed += `${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void complaints.push(line.trim()));
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the exit status of the demonstration', () => {
  it('is 0 when the outcome is what was worked out by hand', () => {
    expect(conclude(expected, structuredClone(expected))).toBe(0);
    expect(printed).toContain('与手工计算完全一致');
    expect(complaints).toEqual([]);
  });

  it('is 1 when anything differs; the outcome is printed and every difference named', () => {
    const outcome = structuredClone(expected);
    outcome.messages.sent = 30;
    outcome.scores.at(-1)!.marks = '72.00';
    expect(conclude(expected, outcome)).toBe(1);
    expect(printed).toContain('共发出 30 条');
    expect(printed).not.toContain('与手工计算完全一致');
    expect(complaints.slice(1)).toEqual([
      'messages.sent: worked out 31, happened 30',
      'scores.16.marks: worked out "71.67", happened "72.00"',
    ]);
  });

  it('is 130 when somebody stopped the story', () => {
    expect(conclude(expected, undefined)).toBe(130);
    expect(printed).toBe('');
  });
});
