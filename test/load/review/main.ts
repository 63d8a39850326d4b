import { setTimeout as pause } from 'node:timers/promises';
import { PublicApi } from '../../../apps/standalone/src/sample/public-api.js';
import type { Instance } from '../../demo/instance.js';
import { numeral } from '../../decomposition/support/variations.js';
import { onSubject, withInstance } from '../at-scale/subject.js';
import { durationsOf, type Durations } from '../statistics.js';

const TASKS_OF_A_SECTION = 20;

export interface ReviewOptions {
  tasks: number;
  /** Of each kind of request. */
  rounds: number;
  say: (line: string) => void;
}

export interface ReviewFigures {
  tasks: number;
  sentences: number;
  /** Seconds from handing the paper in until it is proposed. */
  proposed: number;
  requests: Record<string, Durations>;
}

interface Draft {
  draftId: string;
  phase: string;
  tasks: number;
  sentences: number;
  proposed: { key: string }[];
}

/** Hands in a paper of many tasks and reviews it as one office does: pages of it, and one change after the other. */
export function measureReview(options: ReviewOptions): Promise<ReviewFigures> {
  return onSubject('empty', (subject) =>
    withInstance(subject, 'embedded', {}, (instance) => measure(instance, options)),
  );
}

async function measure({ origin, passwords }: Instance, { tasks, rounds, say }: ReviewOptions): Promise<ReviewFigures> {
  const office = await PublicApi.at(origin).signIn('office.coordinator', passwords.sample);
  const begun = performance.now();
  const { draftId } = await office.post<Draft>('/api/tasks/drafts/pasted-texts', { text: paperOf(tasks) });
  const path = `/api/tasks/drafts/${draftId}`;
  const draft = await read(office, path);
  const proposed = (performance.now() - begun) / 1000;
  say(`${draft.tasks} tasks, ${draft.sentences} sentences, proposed after ${proposed.toFixed(1)} s`);
  const requests: Record<string, Durations> = {};
  for (const [name, request] of Object.entries(requestsOf(draft))) {
    const taken: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { address, body } = request(round);
      const from = performance.now();
      await (body ? office.post(`${path}${address}`, body) : office.get(`${path}${address}`));
      taken.push(performance.now() - from);
    }
    requests[name] = durationsOf(taken);
  }
  return { tasks: draft.tasks, sentences: draft.sentences, proposed, requests };
}

async function read(office: PublicApi, path: string): Promise<Draft> {
  for (;;) {
    const draft = await office.get<Draft>(path);
    if (draft.phase === 'READY') return draft;
    if (draft.phase !== 'RECEIVED') throw new Error(`The paper is ${draft.phase} and not proposed.`);
    await pause(100);
  }
}

type Request = (round: number) => { address: string; body?: object };

/** What a reviewer asks for; tasks are named by the keys that the reading gives them, in their order. */
function requestsOf({ tasks, sentences }: Draft): Record<string, Request> {
  const changes = (body: object) => ({ address: '/changes', body });
  const key = (round: number) => `t${((round * 37) % tasks) + 1}`;
  return {
    'the draft with its first tasks': () => ({ address: '' }),
    'a page of sentences': (round) => ({ address: `/sentences?limit=200&state=${round % 2 ? 'TASK' : 'OPEN'}` }),
    'a task edited': (round) =>
      changes({ kind: 'EDIT_TASK', key: key(round), fields: { title: `改为第${round}个题目` } }),
    'a sentence placed': (round) =>
      changes({
        kind: 'PLACE_SENTENCES',
        sentenceIds: [(round * 101) % sentences],
        to: { reason: '另行印发专项方案' },
      }),
    'a task moved to the top': (round) =>
      changes({ kind: 'MOVE_TASK', key: key(round + 100), afterKey: null, parentKey: null }),
    'a task removed': (round) => changes({ kind: 'REMOVE_TASK', key: `t${tasks - round}` }),
  };
}

/** Sections of twenty items, each of four sentences and its note. */
function paperOf(tasks: number): string {
  const items = Array.from({ length: tasks }, (_, index) => [
    ...(index % TASKS_OF_A_SECTION === 0
      ? [`${numeral(index / TASKS_OF_A_SECTION + 1)}、第${index / TASKS_OF_A_SECTION + 1}组重点任务`]
      : []),
    itemOf(index),
  ]);
  return ['北京市质量提升行动方案', '京质强组发〔2021〕66号', ...items.flat(), '2021年11月20日'].join('\n');
}

function itemOf(index: number): string {
  const sentences = [
    `（${numeral((index % TASKS_OF_A_SECTION) + 1)}）推进第${index}项服务。`,
    `围绕重点产业和民生领域，完善第${index}项工作体系，推动资源共享。`,
    `2022年${(index % 12) + 1}月底前建成第${index}号平台。`,
    `每年服务企业${100 + index}家。`,
    '（责任单位：市市场监管局牵头，市商务局、各区政府配合）',
  ];
  return sentences.join('');
}

/** The figures as a person reads them. */
export function printedReview({ tasks, sentences, proposed, requests }: ReviewFigures): string {
  const rows = Object.entries(requests).map(([name, { p50, p95, max }]) => {
    const [half, most, all] = [p50, p95, max].map((value) => value.toFixed(0).padStart(6));
    return `  ${name.padEnd(34)}${half}${most}${all} ms`;
  });
  const head = `${tasks} tasks, ${sentences} sentences: proposed after ${proposed.toFixed(1)} s; p50, p95, max of`;
  return [head, ...rows].join('\n');
}
