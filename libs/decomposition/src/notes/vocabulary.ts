/** The words of responsibility notes. What a word makes of the units beside it stands in its row. */

/** What a field of a note holds. */
export type FieldKind =
  | 'lead' // 牵头单位、主责单位
  | 'responsible' // 责任单位
  | 'co' // 配合单位
  | 'deadline' // 完成时限
  | 'person'; // 牵头领导、责任人: people, not units

export const LABELS: readonly { kind: FieldKind; words: readonly string[] }[] = [
  {
    kind: 'lead',
    words: [
      '牵头单位',
      '牵头部门',
      '牵头责任单位',
      '牵头责任部门',
      '牵头主责单位',
      '总牵头单位',
      '主要牵头单位',
      '牵头实施单位',
      '牵头机构',
      '牵头处室',
      '牵头科室',
      '主责单位',
      '主责部门',
      '主办单位',
      '主办部门',
      '主办处室',
      '主办科室',
      '主要责任单位',
      '第一责任单位',
      '首要责任单位',
      '主体责任单位',
      '牵头方',
      '牵头',
      '主责',
      '主办',
    ],
  },
  {
    kind: 'responsible',
    words: [
      '责任单位',
      '责任部门',
      '责任主体',
      '责任机构',
      '责任处室',
      '责任科室',
      '承办处室',
      '承办科室',
      '经办处室',
      '责任分工',
      '责任单位及分工',
      '承办单位',
      '承办部门',
      '落实单位',
      '落实部门',
      '实施单位',
      '实施主体',
      '实施部门',
      '承担单位',
      '执行单位',
      '完成单位',
      '负责单位',
      '负责部门',
      '主管单位',
      '主管部门',
      '牵头及责任单位',
      '牵头和责任单位',
      '任务分工',
      '职责分工',
      '分工单位',
      '分工',
      '责任',
      '承办',
    ],
  },
  {
    kind: 'co',
    words: [
      '配合单位',
      '配合部门',
      '配合处室',
      '配合科室',
      '协办单位',
      '协办部门',
      '协同单位',
      '协同部门',
      '协作单位',
      '协助单位',
      '协助部门',
      '参与单位',
      '参与部门',
      '参加单位',
      '参加部门',
      '配合责任单位',
      '协同责任单位',
      '联办单位',
      '会办单位',
      '会办部门',
      '会办',
      '指导单位',
      '指导部门',
      '指导',
      '督导单位',
      '监管单位',
      '监管部门',
      '支持单位',
      '支持部门',
      '其他责任单位',
      '配合',
      '协办',
      '协同',
      '参与',
      '参加',
    ],
  },
  {
    kind: 'deadline',
    words: [
      '完成时限',
      '完成时间',
      '完成期限',
      '完成日期',
      '办结时限',
      '办理时限',
      '时限要求',
      '时间要求',
      '时间安排',
      '时间进度',
      '时间节点',
      '进度安排',
      '进度要求',
      '实施期限',
      '实施时间',
      '推进时间',
      '截止时间',
      '时限',
    ],
  },
  {
    kind: 'person',
    words: [
      '牵头领导',
      '牵头市领导',
      '牵头区领导',
      '牵头省领导',
      '牵头县领导',
      '协同领导',
      '配合领导',
      '责任领导',
      '分管领导',
      '分管市领导',
      '主管领导',
      '包保领导',
      '责任人',
      '负责人',
      '联系人',
      '联系电话',
      '具体责任人',
      '第一责任人',
    ],
  },
];

/** What a verb makes of the units before it. */
export type VerbRole =
  | 'lead' // 牵头
  | 'plain' // 负责
  | 'divided' // 按职责分工负责
  | 'co'; // 配合

/**
 * Verbs of notes, tried in this order where one may stand. `atClauseEnd` verbs are also words of names (市协同创新办, 落实处) and
 * count only where the clause ends behind them.
 */
export const VERBS: readonly { role: VerbRole; pattern: RegExp; atClauseEnd: boolean }[] = [
  {
    role: 'co',
    pattern:
      /(?:按照?(?:各自)?职责(?:分工)?)?(?:积极|共同|密切)?(?:配合|协办|协同配合|协同|协助|参与|参加|支持|联办)(?:落实|实施|推进|负责)?/y,
    atClauseEnd: true,
  },
  {
    role: 'divided',
    pattern:
      /(?:按照?|根据|依据?|依照|结合)(?:各自)?(?:的)?(?:工作)?(?:职责|职能|任务|权限|部门|责任)(?:和|及)?(?:权限|任务)?(?:职责)?(?:分工)?(?:分别|共同|具体|抓好|做好|组织)?(?:负责|落实|实施|推进|组织实施|贯彻落实|牵头落实|抓落实|推动落实)/y,
    atClauseEnd: false,
  },
  { role: 'divided', pattern: /(?:分工|分别|各自|分头|各负其责)(?:负责|落实|实施)/y, atClauseEnd: false },
  {
    role: 'lead',
    pattern: /(?:共同|联合|分别|总|主要|统筹)?牵头(?:会同)?(?:负责|落实|实施|组织实施|抓总|推进|组织|统筹)?/y,
    atClauseEnd: false,
  },
  { role: 'lead', pattern: /(?:负总责|抓总|主办|主责|为主责单位|总负责|为主负责)/y, atClauseEnd: false },
  {
    role: 'plain',
    pattern: /(?:共同|联合|具体|组织|统一|主要|统筹)?负责(?!人|同志)(?:落实|实施|组织实施|推进)?/y,
    atClauseEnd: false,
  },
  {
    role: 'plain',
    pattern: /(?:贯彻|组织|具体|共同|抓好|推动)?(?:落实|组织实施|实施|承担|推进|承办|执行|办理)/y,
    atClauseEnd: true,
  },
];

/** Signs that a verb of notes begins with. */
export const VERB_STARTS: ReadonlySet<string> = new Set('按积共密配协参支联根依结分各总主统牵负抓为具组贯推落实承执办');

/** What a field of time says where there is no limit. */
export const CONTINUING =
  /^(?:持续(?:推进|实施|开展|进行|落实|用力|深化|加强|做好|巩固)?|长期(?:坚持|推进|实施|任务|开展)?|常态化(?:推进|开展|实施)?|(?:全年|常年|长期)(?:持续|坚持)?(?:推进|实施|开展)?|全程|始终|每年|年度|即时|及时|随时|无|-+|立即(?:实施|开展|执行)?|立行立改|按(?:时间)?(?:节点|进度|计划|要求)(?:推进)?)$/;
