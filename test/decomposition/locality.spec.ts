import { describe, expect, it } from 'vitest';
import type { Register } from '#decomposition';
import { read } from './support/read.js';

const unit = (unitId: string, name: string) => ({ unitId, name, aliases: [] });
const REGISTER: Register = {
  units: [
    unit('city-education', '岚江市教育委员会'),
    unit('east-education', '岚江市东屏区教育委员会'),
    unit('west-education', '岚江市西屏区教育委员会'),
    unit('west-health', '岚江市西屏区卫生健康委员会'),
    unit('river-street', '岚江市东屏区临河街道办事处'),
    unit('city-market', '岚江市市场监督管理局'),
    unit('city-market-law', '岚江市市场监督管理局法规处'),
    unit('city-market-quality', '岚江市市场监督管理局质量发展处'),
  ],
  groups: [
    { groupId: 'east-streets', name: '东屏区各街道', aliases: [], members: [] },
    { groupId: 'west-streets', name: '西屏区各街道', aliases: [], members: [] },
    { groupId: 'market-offices', name: '岚江市市场监督管理局各处室', aliases: [], members: [] },
  ],
};

function resolved(note: string, ...head: readonly string[]) {
  const { tasks } = read([...head, '一、任务', `（一）完善体系。推进工作。（${note}）`].join('\n'), REGISTER);
  return tasks[0]?.units.value.map(({ resolution }) => {
    if (resolution.state === 'unit') return [resolution.unitId, resolution.by];
    return resolution.state === 'group' ? [resolution.groupId, resolution.by] : 'open';
  });
}

describe('a name that leaves its place out', () => {
  const EAST = ['岚江市东屏区人民政府办公室关于印发质量提升方案的通知'];

  it.for([
    ['区教委负责', 'east-education'],
    ['区教育委员会负责', 'east-education'],
    ['临河街道负责', 'river-street'],
    ['临河街道办事处负责', 'river-street'],
    ['各街道负责', 'east-streets'],
  ])('means that of the district whose paper it is: %s', ([note = '', id]) => {
    expect(resolved(note, ...EAST)).toEqual([[id, 'place-of-issuer']]);
  });

  it.for([
    ['a red head', ['岚江市东屏区人民政府文件']],
    ['the title of the plan', ['东屏区质量提升行动方案']],
  ] as const)('is told by %s, too', ([, head]) => {
    expect(resolved('区教委负责', ...head)).toEqual([['east-education', 'place-of-issuer']]);
  });

  it('is never that of another district, though no other has such an office', () => {
    expect(resolved('区卫生健康委负责', ...EAST)).toEqual(['open']);
  });

  it('stays open where the paper is of the whole city, or of nobody', () => {
    expect(resolved('区教委负责', '岚江市人民政府关于印发质量提升方案的通知')).toEqual(['open']);
    expect(resolved('区教委负责')).toEqual(['open']);
  });

  it('means the offices of the department whose paper it is', () => {
    const head = '岚江市市场监督管理局关于印发年度工作要点的通知';
    expect(resolved('法规处牵头，质量发展处、各处室配合', head)).toEqual([
      ['city-market-law', 'place-of-issuer'],
      ['city-market-quality', 'place-of-issuer'],
      ['market-offices', 'place-of-issuer'],
    ]);
  });

  it('is still the city in a paper of the city', () => {
    expect(resolved('市教委负责', '岚江市人民政府关于印发质量提升方案的通知')?.[0]).toContain('city-education');
  });

  it('says why it was matched', () => {
    const { tasks } = read([...EAST, '一、任务', '（一）推进。完善制度。（区教委负责）'].join('\n'), REGISTER);
    expect(tasks[0]?.units.reasons).toContain('meant-by-issuer');
  });
});
