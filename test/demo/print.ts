import { localDateOf } from '#kernel';
import type { Outcome } from './story-run.js';
import type { Teller } from './timeline.js';

const LIGHT_WORDS = { RED: '红灯', YELLOW: '黄灯', GREEN: '绿灯', GREY: '灰灯' } as const;

const RULE_WORDS: Record<string, string> = {
  SIGN_DUE: '签收到期',
  DEADLINE_T7: '时限前7个工作日',
  DEADLINE_T1: '时限前1个工作日',
  OVERDUE_1: '逾期1个工作日',
};

const FACT_WORDS: Record<string, string> = {
  SIGNED_LATE: '逾期签收',
  NEVER_SIGNED: '未签收',
  RETURNED: '退回补办',
  COMPLETED_LATE: '逾期办结',
  NOT_COMPLETED: '到期未办结',
};

/** Prints the story line by line while it happens. */
export function storyteller(): Teller {
  return {
    reminded: (at, reminders) => console.log(`  ${localDateOf(at)} 09:00  发出提醒 ${reminders} 条`),
    happened: ({ at, says }) => console.log(`  ${at}  ${says}`),
  };
}

/** Prints what came of it: reminders, what the new calendar moved, figures, the ledger by light, the ranking. */
export function printOutcome(outcome: Outcome): void {
  section('提醒 Reminders');
  for (const { on, rule, task, units } of outcome.reminders) {
    console.log(`  ${on}  ${RULE_WORDS[rule] ?? rule}  ${task}：${units.join('、')}`);
  }
  const { sent, suppressed, recipients } = outcome.messages;
  console.log(`  共发出 ${sent} 条（${recipients} 人次），未发 ${suppressed} 条`);
  section('2023年放假安排公布后移动的提醒 Moved by the calendar');
  for (const { rule, task, before, after, units } of outcome.movedByCalendar) {
    console.log(`  ${task} ${RULE_WORDS[rule] ?? rule}：${before} → ${after}（${units.join('、')}）`);
  }
  printFigures(outcome);
  printScores(outcome);
}

function printFigures({ signing, completion, ledger, cockpit }: Outcome): void {
  section('签收与办结 Signing and completion');
  console.log(`  签收：${signing.assignments} 项中按时 ${signing.inTime}，逾期 ${signing.late}，未签 ${signing.never}`);
  console.log(
    `  办结：按时 ${completion.inTime}，逾期 ${completion.late}，随任务结束未办结 ${completion.closedUnfinished}，` +
      `在办 ${completion.open}；退回 ${completion.returns} 次`,
  );
  section('台账（按亮灯） The ledger by light');
  for (const [light, word] of Object.entries(LIGHT_WORDS)) {
    console.log(`  ${word}  ${ledger[light as keyof typeof LIGHT_WORDS].join('；')}`);
  }
  const finished = Object.entries(ledger.BLUE).map(([task, count]) => `${task} × ${count}`);
  console.log(`  办结  ${finished.join('；')}（看板：${cockpit.BLUE} 项）`);
}

function printScores({ scores }: Outcome): void {
  section('各区2022年度得分 Scores of the districts');
  for (const { rank, unit, marks, lost } of scores) {
    const reasons = lost.map(
      (reason) => `${reason.marks} ${reason.task} ${FACT_WORDS[reason.fact] ?? reason.fact}（${reason.on}）`,
    );
    console.log(`  ${String(rank).padStart(2)}  ${marks.padStart(6)}  ${unit}  ${reasons.join('；')}`);
  }
}

function section(title: string): void {
  console.log(`\n  ${title}\n`);
}
