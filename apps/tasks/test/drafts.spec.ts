import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { acceptanceOf, handIn, paperText } from './support/papers.js';
import { Tasks, type Cast } from './support/tasks.js';

let tasks: Tasks;
let cast: Cast;
let leadId: string;
let coId: string;

const NAMES = { lead: '示例市市场监管局', co: '示例市商务局', unknown: '示例市星际事务局' };

beforeAll(async () => {
  tasks = await Tasks.start();
  cast = await tasks.cast();
  leadId = await tasks.unit('DEPARTMENT', { name: NAMES.lead });
  coId = await tasks.unit('DEPARTMENT', {
    name: '示例市商务和贸易促进局',
    aliases: [{ name: NAMES.co, from: null, to: '2021-12-31' }],
  });
});
afterAll(() => tasks.stop());

const read = () => handIn(tasks, cast.coordinator, paperText(NAMES));
const change = (draftId: string, body: object, headers?: Record<string, string>) =>
  tasks.ask(cast.coordinator, 'POST', `/drafts/${draftId}/changes`, body, headers);
const get = (draftId: string) => tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}`);
const sentences = async (draftId: string, query = '') =>
  (await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}/sentences${query}`)).items;
const accept = (draftId: string, fields: object = {}) =>
  tasks.ask(cast.coordinator, 'POST', `/drafts/${draftId}/acceptance`, { ...acceptanceOf(cast), ...fields });
const resolve = (draftId: string) =>
  change(draftId, { kind: 'RESOLVE_UNIT', name: NAMES.unknown, as: { unitId: cast.departments[0] } });

describe('a paper that is handed in', () => {
  it('is proposed with units, deadlines, reasons and the sentences of each task', async () => {
    const draft = await read();
    expect(draft).toMatchObject({
      phase: 'READY',
      phaseLabel: '待审核',
      progress: 100,
      tasks: 2,
      openSentences: 0,
      head: { documentNumber: '示例质强组发〔2021〕7号', issuedOn: '2021-11-20' },
      proposed: [
        {
          no: '一',
          title: '提升产品质量',
          deadline: '2022-06-30',
          units: [
            { name: NAMES.lead, role: 'LEAD', unitId: leadId, matchedBy: 'name' },
            { name: NAMES.co, role: 'CO', unitId: coId, matchedBy: 'alias' },
          ],
          sure: { lead: { confidence: 0.98, reasons: ['says-lead'] } },
          taskId: null,
        },
        { title: '提升服务质量', deadline: '2022-12-31', units: [{ name: NAMES.unknown, unitId: null }, {}] },
      ],
    });
    const shown = await sentences(draft.draftId);
    const ofFirst = shown.filter(({ taskKeys }: { taskKeys: string[] }) => taskKeys.includes(draft.proposed[0].key));
    expect(ofFirst.map(({ id }: { id: number }) => id)).toEqual(draft.proposed[0].sentenceIds);
    expect(shown.find(({ text }: { text: string }) => text === '各成员单位：')).toMatchObject({
      state: 'NOT_ACTIONABLE',
      reason: 'recipients',
      reasonLabel: '主送机关',
      place: { block: 3, from: 0, to: 6 },
    });
  });

  it('has its limits in working days counted by the holidays that departments have published', async () => {
    const days = ['2021-12-02', '2021-12-03'].map((date) => ({ date, kind: 'off' as const, festival: '示例' }));
    await tasks.calendar(2021, 1, days);
    const text = `示例市方案\n一、建设检测平台，自印发之日起5个工作日内建成。（${NAMES.lead}负责）\n示例市人民政府\n2021年11月26日`;
    const { proposed } = await handIn(tasks, cast.coordinator, text);
    expect(proposed[0].milestones).toMatchObject([{ due: '2021-12-07' }]);
  });

  it('can be a file, whose bytes and hash are kept', async () => {
    const body = Buffer.from(paperText(NAMES));
    const url = `/api/tasks/drafts?fileName=${encodeURIComponent('方案.txt')}`;
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await tasks.service.request('POST', url, { as: cast.coordinator, body, headers });
    expect(answer).toMatchObject({ status: 201, body: { fileName: '方案.txt', fileBytes: body.length } });
    expect(answer.headers.location).toBe(`/api/tasks/drafts/${answer.body.draftId}`);
    await tasks.service.settle();
    expect(await get(answer.body.draftId)).toMatchObject({ phase: 'READY', tasks: 2 });
    const { rows } = await tasks.service.database.query<{ same: boolean }>(
      `SELECT bytes = $2 AND encode(sha256(bytes), 'hex') = $3 AS same FROM draft_file WHERE draft_id = $1`,
      [answer.body.draftId, body, answer.body.fileHash],
    );
    expect(rows).toEqual([{ same: true }]);
  });

  it('is refused above 20 MB, as JSON where a file is meant, and as a file where JSON is meant', async () => {
    const send = (url: string, body: unknown, type: string) =>
      tasks.service.request('POST', url, { as: cast.coordinator, body, headers: { 'content-type': type } });
    const file = '/api/tasks/drafts?fileName=a.txt';
    const octets = 'application/octet-stream';
    expect(await send(file, Buffer.alloc(20 * 1024 * 1024 + 1), octets)).toMatchObject({ status: 413 });
    expect(await send(file, '{"text":"a"}', 'application/json')).toMatchObject({ status: 400 });
    expect(await send('/api/tasks/plans', Buffer.from('{}'), octets)).toMatchObject({ status: 415 });
  });

  it('that holds no text is unreadable with the reason and what to do, and can be discarded', async () => {
    const { draftId } = await handIn(tasks, cast.coordinator, ' ');
    const draft = await get(draftId);
    expect(draft).toMatchObject({ phase: 'UNREADABLE', phaseLabel: '无法阅读', refusal: { code: 'PAPER.EMPTY' } });
    expect(draft.refusal.message).toContain('Hand in');
    expect(await accept(draftId)).toMatchObject({ status: 409, body: { code: 'DRAFT.ACTION_NOT_ALLOWED' } });
    await tasks.must(cast.coordinator, 'POST', `/drafts/${draftId}/discarding`, { reason: '文件有误' });
    expect(await get(draftId)).toMatchObject({ phase: 'DISCARDED', allowedActions: [] });
  });

  it('is seen by its office and by auditors alone', async () => {
    const { draftId } = await read();
    const stranger = await tasks.service.appoint(cast.departments[0]!, 'COORDINATOR');
    expect(await tasks.ask(stranger, 'GET', `/drafts/${draftId}`)).toMatchObject({ status: 404 });
    expect((await tasks.must(stranger, 'GET', '/drafts')).items).toEqual([]);
    const listed = (await tasks.must(cast.coordinator, 'GET', '/drafts?phase=READY&limit=1')).items;
    expect(listed).toMatchObject([{ draftId }]);
  });
});

describe('a draft under review', () => {
  it('offers candidates for a name that the register does not know, and takes what a person says for all its mentions', async () => {
    const unknown = '示例市商务和贸易厅';
    const { draftId, proposed } = await handIn(tasks, cast.coordinator, paperText({ ...NAMES, unknown }));
    expect(proposed[1].units[0]).toMatchObject({ name: unknown, unitId: null });
    expect(proposed[1].units[0].candidates).toContainEqual(expect.objectContaining({ unitId: coId }));
    await change(draftId, { kind: 'RESOLVE_UNIT', name: unknown, as: { groupId: cast.districtsId } });
    expect((await get(draftId)).proposed[1]).toMatchObject({
      units: [{ name: unknown, unitId: null, groupId: cast.districtsId, matchedBy: 'PERSON', candidates: [] }, {}],
      sure: { units: { confidence: 1, reasons: ['said-by-reviewer'] } },
    });
    expect(await change(draftId, { kind: 'RESOLVE_UNIT', name: unknown, as: { unitId: coId } })).toMatchObject({
      status: 409,
      body: { code: 'DRAFT.UNIT_NOT_OPEN' },
    });
    const nobody = { kind: 'RESOLVE_UNIT', name: NAMES.co, as: { unitId: newId() } };
    expect(await change(draftId, nobody)).toMatchObject({ status: 400, body: { code: 'REGISTER.ENTRY_UNKNOWN' } });
  });

  it('splits a task with its sentences, and merges the parts again', async () => {
    const { draftId, proposed } = await read();
    const { key, sentenceIds, units } = proposed[0];
    const part = (no: string, ids: number[]) => ({ no, title: `第${no}项`, text: `内容${no}`, sentenceIds: ids });
    const last = sentenceIds.slice(-2);
    await change(draftId, { kind: 'SPLIT_TASK', key, parts: [part('1', []), part('2', last)] });
    const split = await get(draftId);
    expect(split.proposed.map(({ no }: { no: string }) => no)).toEqual(['1', '2', '二']);
    expect(split.proposed[1]).toMatchObject({ key: 'added-1', sentenceIds: last, units, deadline: '2022-06-30' });
    expect(split.proposed[0]).toMatchObject({ key, sentenceIds: sentenceIds.slice(0, -2) });
    const foreign = { kind: 'SPLIT_TASK', key, parts: [part('1', []), part('3', last)] };
    expect(await change(draftId, foreign)).toMatchObject({ body: { code: 'DRAFT.SENTENCE_OF_ANOTHER_TASK' } });
    await change(draftId, { kind: 'MERGE_TASKS', key, others: ['added-1'] });
    const merged = await get(draftId);
    expect(merged).toMatchObject({ tasks: 2, openSentences: 0 });
    expect(merged.proposed[0]).toMatchObject({ key, no: '1', sentenceIds, units, text: '内容1\n内容2' });
  });

  it('opens the sentences of a removed task until they are placed, and refuses acceptance with each of them', async () => {
    const { draftId, proposed } = await read();
    const { key, sentenceIds } = proposed[1];
    await change(draftId, { kind: 'REMOVE_TASK', key });
    expect(await get(draftId)).toMatchObject({ tasks: 1, openSentences: sentenceIds.length });
    const refused = await accept(draftId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'DRAFT.LEFT_TO_DECIDE', state: 'READY' } });
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      sentenceIds.map((id: number) => `/sentences/${id}`),
    );
    const [first, ...others] = sentenceIds;
    const toTask = { kind: 'PLACE_SENTENCES', sentenceIds: [first], to: { taskKey: proposed[0].key } };
    await change(draftId, toTask);
    await change(draftId, { kind: 'PLACE_SENTENCES', sentenceIds: others, to: { reason: '与上一项重复' } });
    expect(await sentences(draftId, '?state=OPEN')).toEqual([]);
    expect(await get(draftId)).toMatchObject({
      openSentences: 0,
      proposed: [{ sentenceIds: expect.arrayContaining([first]) }],
    });
    expect(await accept(draftId)).toMatchObject({ status: 200, body: { phase: 'ACCEPTED' } });
  });

  it('takes new tasks, new wording and another order, and no task becomes its own measure', async () => {
    const { draftId, proposed } = await read();
    const [first, second] = proposed.map(({ key }: { key: string }) => key);
    const fields = {
      no: '三',
      title: '新增任务',
      text: '由办公室补充',
      units: [{ name: '组', role: 'LEAD', groupId: cast.districtsId }],
    };
    await change(draftId, { kind: 'ADD_TASK', afterKey: second, fields });
    await change(draftId, {
      kind: 'EDIT_TASK',
      key: first,
      fields: { title: '改后的名称', deadline: null, continuing: true },
    });
    await change(draftId, { kind: 'MOVE_TASK', key: 'added-1', afterKey: null, parentKey: null });
    await change(draftId, { kind: 'MOVE_TASK', key: first, afterKey: 'added-1', parentKey: 'added-1' });
    const reviewed = await get(draftId);
    expect(reviewed.proposed).toMatchObject([
      { key: 'added-1', no: '三' },
      {
        key: first,
        title: '改后的名称',
        deadline: null,
        continuing: true,
        parentKey: 'added-1',
        sure: { deadline: { confidence: 1 } },
      },
      { key: second },
    ]);
    const circle = { kind: 'MOVE_TASK', key: 'added-1', afterKey: null, parentKey: first };
    expect(await change(draftId, circle)).toMatchObject({ status: 409, body: { code: 'DRAFT.OWN_MEASURE' } });
  });

  it('keeps who changed what, with what stood before and where', async () => {
    const { draftId, proposed } = await read();
    const [key, second] = proposed.map((task: { key: string }) => task.key);
    await change(draftId, { kind: 'EDIT_TASK', key, fields: { title: '改后的名称' } });
    await change(draftId, { kind: 'MOVE_TASK', key, afterKey: second, parentKey: null });
    await change(draftId, { kind: 'MOVE_TASK', key, afterKey: second, parentKey: second });
    const { items } = await tasks.must(cast.coordinator, 'GET', `/drafts/${draftId}/changes`);
    const stood = (parentKey: string | null, afterKey: string | null) => ({
      tasks: [{ key, parentKey, afterKey }],
      sentences: [],
    });
    expect(items).toMatchObject([
      { version: 5, action: 'MOVE_TASK', before: stood(null, second), after: stood(second, second) },
      { version: 4, action: 'MOVE_TASK', before: stood(null, null), after: stood(null, second) },
      {
        version: 3,
        actor: cast.coordinator.accountId,
        action: 'EDIT_TASK',
        before: { tasks: [{ key, title: '提升产品质量', afterKey: null }], sentences: [] },
        after: { tasks: [{ key, title: '改后的名称', afterKey: null }], sentences: [] },
      },
      { version: 2, type: 'tasks.draft-read', actor: 'clock', action: null },
      { version: 1, type: 'tasks.draft-received', actor: cast.coordinator.accountId },
    ]);
  });

  it('lets the second of two reviewers who saw the same version read again', async () => {
    const { draftId, version, proposed } = await read();
    const edit = (title: string) =>
      change(draftId, { kind: 'EDIT_TASK', key: proposed[0].key, fields: { title } }, { 'if-match': `"${version}"` });
    const statuses = (await Promise.all([edit('甲'), edit('乙')])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 412]);
    expect((await get(draftId)).version).toBe(version + 1);
  });
});

describe('an accepted draft', () => {
  it('is the registered plan of the paper, each task with the sentences it came from', async () => {
    const { draftId } = await read();
    await resolve(draftId);
    const accepted = await accept(draftId, { documentNumber: `示例〔2021〕${newId()}号` });
    expect(accepted).toMatchObject({ status: 200, body: { phase: 'ACCEPTED' } });
    const { planId } = accepted.body;
    expect(await tasks.must(cast.coordinator, 'GET', `/plans/${planId}`)).toMatchObject({
      phase: 'REGISTERED',
      title: '示例市质量提升行动方案',
      adoptedOn: '2021-11-20',
      tasks: 2,
      planTextTasks: 2,
      aspects: [{ no: 1, title: '二、主要任务' }],
      sections: [{ text: expect.stringContaining('坚持质量第一') }],
    });
    const { proposed } = await get(draftId);
    const task = await tasks.must(cast.coordinator, 'GET', `/tasks/${proposed[1].taskId}`);
    expect(task).toMatchObject({ planId, no: '二', title: '提升服务质量', deadline: '2022-12-31' });
    expect(task.sourceSentence).toContain('建成服务质量监测体系');
    expect(await change(draftId, { kind: 'REMOVE_TASK', key: proposed[0].key })).toMatchObject({ status: 409 });
    expect((await tasks.events(draftId)).at(-1)).toMatchObject({
      type: 'tasks.draft-accepted',
      data: { draft: { planId } },
    });
  });

  it('was refused while a unit was unknown, a lead missing, a number double or a field no plan takes', async () => {
    const { draftId, proposed } = await read();
    const [first, second] = proposed.map(({ key }: { key: string }) => key);
    const co = { name: NAMES.co, role: 'CO', unitId: coId };
    await change(draftId, { kind: 'EDIT_TASK', key: first, fields: { no: '二', units: [co] } });
    const left = await accept(draftId);
    expect(left.body.errors).toEqual([
      { pointer: `/tasks/${first}/units`, message: expect.stringContaining('none to lead') },
      { pointer: `/tasks/${first}/no`, message: expect.stringContaining('like another') },
      { pointer: `/tasks/${second}/units`, message: expect.stringContaining(NAMES.unknown) },
      { pointer: `/tasks/${second}/no`, message: expect.stringContaining('like another') },
    ]);
    await change(draftId, {
      kind: 'EDIT_TASK',
      key: first,
      fields: { no: '一', units: [{ ...co, role: 'LEAD' }], deadline: '2021-01-01' },
    });
    await resolve(draftId);
    const late = await accept(draftId, { documentNumber: `示例〔2021〕${newId()}号` });
    expect(late).toMatchObject({ status: 409, body: { code: 'TASK.DEADLINE_IN_PAST' } });
    expect(await get(draftId)).toMatchObject({ phase: 'READY', planId: null });
  });

  it('needs what the paper does not tell', async () => {
    const text = ['一、主要任务', `（一）提升产品质量。建立质量档案。（责任单位：${NAMES.lead}）`].join('\n');
    const { draftId } = await handIn(tasks, cast.coordinator, text);
    const refused = await accept(draftId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'DRAFT.NOT_A_PLAN' } });
    const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(['/adoptedOn', '/documentNumber', '/title']);
    const auditor = await tasks.service.appoint(cast.officeUnitId, 'AUDITOR');
    const audited = await tasks.ask(auditor, 'POST', `/drafts/${draftId}/acceptance`, acceptanceOf(cast));
    expect(audited).toMatchObject({ status: 403, body: { code: 'DRAFT.NOT_YOURS' } });
    const told = { title: '方案', documentNumber: `示例〔2021〕${newId()}号`, adoptedOn: '2021-11-20' };
    expect(await accept(draftId, told)).toMatchObject({ status: 200 });
  });
});
