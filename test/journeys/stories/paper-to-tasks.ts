import type { GroupState } from '#contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilSettled } from '../../../apps/standalone/src/sample/settled.js';
import { docx, p } from '../../../libs/papers/test/build/docx.js';
import type { City } from '../../demo/city.js';
import { Journey } from '../support/journey.js';
import type { Transport } from '../support/transport.js';

const UNKNOWN = '市夜间经济工作专班';

/** In the style of the city's plans: titles with their own full stop, notes in brackets, groups, ellipses, no year at a date. */
const PAPER = [
  '北京市贯彻质量强国战略工作领导小组文件',
  '京质强组发〔2021〕88号',
  '关于印发《北京市夜间消费质量提升行动方案》的通知',
  '各区人民政府，各成员单位：',
  '现将《北京市夜间消费质量提升行动方案》印发给你们，请结合实际认真贯彻落实。',
  '北京市夜间消费质量提升行动方案',
  '一、总体要求',
  '以消费者感受为标准，提升夜间消费的质量和安全。',
  '二、主要任务',
  '（一）规范夜间市场秩序。制定夜间经营规范，2022年3月底前印发。建立夜间投诉快速处理机制，投诉按时办结率达到95%以上。（责任单位：市商务局牵头，市市场监管局、各区政府配合）',
  `（二）培育夜间消费品牌。2022年年底前培育夜间消费品牌20个以上。（责任单位：${UNKNOWN}牵头，市商务局配合）`,
  '（三）开展夜间食品抽检。每季度公布抽检结果，持续推进。（责任单位：市市场监管局牵头，东城区、丰台区政府配合）',
  '（四）公布夜间抽检信息。抽检结果向社会公布。（责任单位：市市场监管局牵头）',
  '（五）办好夜间消费节。2022年9月底前举办夜间消费节。（责任单位：市商务局负责）',
  '三、保障措施',
  '各单位要加强组织领导，确保各项任务落到实处。',
  '北京市贯彻质量强国战略工作领导小组',
  '2021年11月20日',
];

interface Proposed {
  key: string;
  title: string;
  taskId: string | null;
  sentenceIds: number[];
  units: { name: string; unitId: string | null; groupId: string | null; candidates: object[] }[];
}

interface Waiting {
  taskId: string;
  assignmentId: string;
}

interface Draft {
  draftId: string;
  phase: string;
  planId: string | null;
  openSentences: number;
  proposed: Proposed[];
}

export function paperToTasks(transport: Transport): void {
  let journey: Journey;
  let city: City;
  let draft: Draft;
  let path: string;

  beforeAll(async () => {
    journey = await Journey.open(transport);
    city = await journey.begin();
    await city.moveClock('2021-11-23 09:00');
  });

  afterAll(() => journey.close());

  const read = async () => {
    draft = await (await city.as('office.coordinator')).get<Draft>(path);
    return draft;
  };
  const change = async (body: object) => (await city.as('office.coordinator')).post(`${path}/changes`, body);
  const called = (title: string) => draft.proposed.find((task) => task.title === title)!;
  /** What the reviewer does to the paper; answers the sentences of the task that he takes out. */
  const review = async () => {
    const { key, sentenceIds } = called('规范夜间市场秩序');
    await change({
      kind: 'SPLIT_TASK',
      key,
      parts: [
        { no: '一-1', title: '制定夜间经营规范', text: '制定夜间经营规范，2022年3月底前印发。' },
        {
          no: '一-2',
          title: '建立夜间投诉快速处理机制',
          text: '投诉按时办结率达到95%以上。',
          sentenceIds: sentenceIds.slice(-2, -1),
        },
      ],
    });
    await change({
      kind: 'MERGE_TASKS',
      key: called('开展夜间食品抽检').key,
      others: [called('公布夜间抽检信息').key],
    });
    await change({ kind: 'RESOLVE_UNIT', name: UNKNOWN, as: { unitId: city.unitId('commerce') } });
    await change({ kind: 'REMOVE_TASK', key: called('办好夜间消费节').key });
    return called('办好夜间消费节').sentenceIds;
  };
  const accept = async () => {
    const coordinator = await city.as('office.coordinator');
    const groups = await coordinator.list<GroupState>('/api/departments/groups');
    const members = groups.find(({ name }) => name === '领导小组成员单位')!;
    return coordinator.post<Draft>(`${path}/acceptance`, {
      issuerUnitId: city.unitId('leading-group'),
      memberGroupId: members.groupId,
    });
  };

  it('is handed in as a file of Word and proposed in a moment', async () => {
    const { origin, accessToken } = await city.as('office.coordinator');
    const answer = await fetch(new URL(`/api/tasks/drafts?fileName=${encodeURIComponent('方案.docx')}`, origin), {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/octet-stream' },
      body: Buffer.from(docx({ body: PAPER.map((line) => p(line)).join('') })),
    });
    expect(answer.status).toBe(201);
    path = answer.headers.get('location')!;
    await untilSettled(await city.as('office.coordinator'));
    expect(await read()).toMatchObject({ phase: 'READY', openSentences: 0 });
    expect(draft.proposed.map(({ title }) => title)).toEqual([
      '规范夜间市场秩序',
      '培育夜间消费品牌',
      '开展夜间食品抽检',
      '公布夜间抽检信息',
      '办好夜间消费节',
    ]);
    expect(called('开展夜间食品抽检').units).toMatchObject(
      ['market-regulation', 'dongcheng', 'fengtai'].map((key) => ({ unitId: city.unitId(key) })),
    );
  });

  it('is reviewed: one task split, two merged, one taken out, and the unknown unit named', async () => {
    const removed = await review();
    expect(await read()).toMatchObject({ openSentences: removed.length });
    await expect(accept()).rejects.toMatchObject({ status: 409, code: 'DRAFT.LEFT_TO_DECIDE' });
    await change({ kind: 'PLACE_SENTENCES', sentenceIds: removed, to: { reason: '另行印发专项方案' } });
    expect(await read()).toMatchObject({ openSentences: 0 });
    expect(draft.proposed.map(({ title }) => title)).toEqual([
      '制定夜间经营规范',
      '建立夜间投诉快速处理机制',
      '培育夜间消费品牌',
      '开展夜间食品抽检',
    ]);
  });

  it('becomes the registered plan, which nobody has before the leading group approves it', async () => {
    const { planId } = await accept();
    const liaison = await city.as('dongcheng.liaison');
    expect(await liaison.list('/api/tasks/inbox')).toEqual([]);
    await (await city.as('office.coordinator')).post(`/api/tasks/plans/${planId}/issue-request`);
    await (await city.as('group.leader')).post(`/api/tasks/plans/${planId}/issue-approval`);
    await untilSettled(liaison);
    expect(await read()).toMatchObject({ phase: 'ACCEPTED', planId });
  });

  it('lies with the liaison officers of its units, each with his own part', async () => {
    const found = async (username: string) => {
      const rows = await (await city.as(username)).list<{ title: string }>('/api/tasks/inbox');
      return rows.map(({ title }) => title).toSorted();
    };
    const bothOfFirst = ['制定夜间经营规范', '建立夜间投诉快速处理机制'];
    expect(await found('dongcheng.liaison')).toEqual([...bothOfFirst, '开展夜间食品抽检'].toSorted());
    expect(await found('haidian.liaison')).toEqual(bothOfFirst.toSorted());
    expect(await found('commerce.liaison')).toEqual([...bothOfFirst, '培育夜间消费品牌'].toSorted());
  });

  it('shows every unit the sentences of the paper that its task comes from', async () => {
    const liaison = await city.as('dongcheng.liaison');
    const { taskId } = called('开展夜间食品抽检');
    const task = await liaison.get<{ sourceSentence: string }>(`/api/tasks/tasks/${taskId}`);
    expect(task.sourceSentence).toContain('每季度公布抽检结果，持续推进。');
    expect(task.sourceSentence).toContain('抽检结果向社会公布。');
  });

  it('is revised: the liaison officer of a reworded task signs again, and untouched tasks keep their history', async () => {
    const planId = draft.planId!;
    const accepted = draft;
    const tasksOf = async () => {
      const coordinator = await city.as('office.coordinator');
      const taskOf = ({ taskId }: Proposed) => coordinator.get<{ version: number }>(`/api/tasks/tasks/${taskId}`);
      return Promise.all(accepted.proposed.map(taskOf));
    };
    const liaison = await city.as('commerce.liaison');
    for (const { taskId, assignmentId } of await liaison.list<Waiting>('/api/tasks/inbox')) {
      await liaison.post(`/api/tasks/tasks/${taskId}/assignments/${assignmentId}/acceptance`);
    }
    const before = await tasksOf();
    const reworded = called('培育夜间消费品牌');

    const office = await city.as('office.coordinator');
    const text = PAPER.join('\n');
    const revision = await office.post<Draft>('/api/tasks/drafts/pasted-texts', { text, planId });
    path = `/api/tasks/drafts/${revision.draftId}`;
    await untilSettled(office);
    await read();
    const removed = await review();
    await change({ kind: 'PLACE_SENTENCES', sentenceIds: removed, to: { reason: '另行印发专项方案' } });
    await read();
    const { key } = called('培育夜间消费品牌');
    await change({ kind: 'EDIT_TASK', key, fields: { text: '2022年年底前培育夜间消费品牌30个以上。' } });
    await office.post(`${path}/revision-request`);
    const leader = await city.as('group.leader');
    const asked = await leader.get<{ reissue: object[]; withdraw: object[] }>(`/api/tasks/plans/${planId}/revision`);
    expect(asked).toMatchObject({ reissue: [{ taskId: reworded.taskId }], issue: [], withdraw: [] });
    await leader.post(`${path}/revision-approval`);
    await untilSettled(office);

    const after = await tasksOf();
    const changed = accepted.proposed.filter((_, index) => after[index]!.version !== before[index]!.version);
    expect(changed.map(({ taskId }) => taskId)).toEqual([reworded.taskId]);
    expect(await liaison.list<Waiting>('/api/tasks/inbox')).toEqual([
      expect.objectContaining({ taskId: reworded.taskId, waitingFor: 'SIGN' }),
    ]);
  });
}
