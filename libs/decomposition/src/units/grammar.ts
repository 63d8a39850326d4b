/** Words of which names of units are made, as far as a unit can be told by them alone. */

/** Endings of units: whoever ends so is one. */
const STRONG_ENDING =
  /(?:局|委|办|厅|部|署|委员会|办公室|管委会|组委会?|政府|党组|党委|领导小组|指挥部|总队|支队|兵团|法院|检察院|海关|银行|分行|支行|集团|总社|总工会|工会|妇联|残联|科协|文联|侨联|作协|记协|工商联|贸促会|红十字会|联合会|协会|学会|商会|研究会|基金会|总公司|公司|军区|警备区|监委|纪委|团委|共青团(?:中央|[省市区县]委)|供销社|电视台|广播电台|总台|报社|管理处|服务局|总站|监测站|管理站|编办|台办|侨办|党校|行政学院|社科院|科学院|工程院|银保监会|证监会|仲裁委|代表处|办事处|专班|行署|外办|机关工委|证券交易所|督查室|督导室|研究室|政研室|参事室|党工委|纪工委|派出所|村委会|居委会|村\(居\)委会|交易中心|管理中心|服务中心|指导中心|监管中心|信息中心|调度中心|运营中心|监测中心|检测中心|疾控中心|数据中心|采购中心|监管局|成员单位|主管部门|有关部门|相关部门|有关单位|相关单位|监管机构|主管机构|有关机构|相关机构)$/;

/** Endings that units share with other things: only beside better evidence. */
const WEAK_ENDING =
  /(?:院|会|社|处|司|所|站|队|中心|机构|部门|单位|学校|大学|学院|医院|院校|高校|企业|平台|[省市县区旗州盟镇乡]|街道|地区|地方|中央|开发区|新区|高新区|经开区|园区|分会|支部|联盟|馆|台|网|厂|矿|港)$/;

/** What no name of a unit begins with: the verbs of plans, and words that explain. */
const NOT_A_BEGINNING =
  /^(?:加强|加快|加大|推进(?!办|中心)|推动|推广(?!中心|站)|完善|健全|建立|建设(?!局|厅|委|部|交通|和)|构建|打造|培育|开展|组织(?!部|人事)|实施(?!办)|落实(?!办)|强化|深化|优化|提升|提高|支持|鼓励|引导|探索|促进(?!会|局|中心)|扩大|发挥|制定|出台|编制(?!办|委)|严格|规范|统筹(?!办|局|委)|积极|大力|着力|持续|进一步|继续|坚持|围绕|聚焦|依托|通过|对(?!外|台)|在|将|把|按|向|从|为|以|经由|由于|包括|包含|含|如|例如|即|指(?!挥|导)|以下|其中|简称|见|详见|不含|除|或|并|力争|确保|全面|全力|不断|充分|切实|认真|做好|做大|抓好|抓紧|巩固|保障(?!局|部|中心|处)|创新(?!局|委|办|创业|中心)|改革(?!办|委|局|和)|改造|改善|改进|发展(?!改革|和改革|规划|计划|研究|服务|委|局|中心)|拓展|新建|新增|扩建|争取|申报|申请|参加|参与|配合|协助|协调(?!办|局|处|中心)|协同|督促|督导(?!室|办|局|组)|检查(?!院|局)|执行(?!局)|结合|根据|本(?!级)|该|此|请|敦促)/;

/** Signs and words that no name holds. */
const NOT_IN_A_NAME =
  /[%‰《》<>=+!?。;:“”]|的|不|是否|\d{3}(?!\d*(?:热线|专班|平台|中心|办))|[局委厅办署]商(?![标务业会贸品])/;

/** Quantifiers that make a group of what follows. */
const QUANTIFIER = '(?:各有关|各相关|有关|相关|各级|各|全体|所有|其他有关|其他相关|其他|沿线各|沿海各|沿江各|属地)';

const GROUP = new RegExp(
  `^${QUANTIFIER}|(?:有关|相关|各级|各)(?:[^、,]{0,8})(?:部门|单位|机构|地区|地方|政府|企业|院校|高校|市|县|区|部委|机关)(?:(?:和|及|、)(?:单位|企业|机构))?$|(?:成员单位|主管部门)$|^(?:省级|市级|区级|县级|省直|市直|区直|县直|中央|国家)(?:行业)?(?:部门|单位)`,
);

/** Words that name a unit only together with what stands before them: never a name by themselves. */
const BARE =
  /^(?:和|及|以及|与)?(?:其他)?(?:部门|单位|地区|地方|机构|企业|部门和单位|部门及单位|部门、单位|单位和部门|部委|有关方面|相关方面)$/;

export const isBareWord = (name: string): boolean => BARE.test(name);

/** Whether the name stands for many units (各地区, 国务院相关部门), which a register or a person must expand. */
export const isGroupName = (name: string): boolean => GROUP.test(name);

export interface UnitEvidence {
  /** Whether a unit may have this name at all. */
  readonly possible: boolean;
  /** Whether the name alone says that it is a unit. */
  readonly strong: boolean;
  /** Whether its ending is one that units have. */
  readonly weak: boolean;
}

/** What the words of a compact, folded name say; no register is asked. */
export function unitEvidence(name: string): UnitEvidence {
  const plain = name.replace(/\([^()]*\)$/, '');
  const possible =
    plain.length >= 2 &&
    plain.length <= 32 &&
    !NOT_IN_A_NAME.test(plain) &&
    !NOT_A_BEGINNING.test(plain) &&
    !isBareWord(plain);
  const ending = STRONG_ENDING.test(plain);
  const weak = possible && (ending || WEAK_ENDING.test(plain));
  return { possible, strong: possible && (ending || (weak && isGroupName(plain))), weak };
}
