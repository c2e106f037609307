import { STYLE_NAMES } from '@/domain/copy/styles';
import type { ReportSection } from '@/domain/reports/period-report';
import { formatCount, formatRate } from '@/lib/format';
import type { TestResult } from '@/server/services/creative';

const KINDS = {
  keep_running: 'Undecided',
  winner: 'A variant won',
  no_winner: 'No variant won',
  mismatch: 'Invalid: shared otherwise than planned',
} as const;

/** Tests with the arms that messages went to, and the control whatever came of it: it is what the others are held against. */
export function testRows(tests: readonly TestResult[]): string[][] {
  return tests.flatMap(({ name, verdict, arms, endedAt }) =>
    arms
      .filter(({ style, delivered }) => style === 'control' || delivered > 0)
      .map(({ style, delivered, clicked, ordered }, place) => [
        ...[place === 0 ? name : '', STYLE_NAMES[style], formatCount(delivered)],
        ...[
          formatRate(delivered > 0 ? clicked / delivered : null),
          formatRate(delivered > 0 ? ordered / delivered : null),
        ],
        place === 0 && verdict ? `${endedAt ? '' : 'So far: '}${KINDS[verdict.kind]}` : '',
      ]),
  );
}

/** The tests of a period as a section of its report. */
export function testsSection(rows: string[][], nothing: string): ReportSection {
  const header = ['Test', 'Arm', 'Delivered', 'Clicked', 'Ordered', 'Standing'];
  return {
    title: 'Test against control',
    note:
      rows.length === 0 ? nothing : 'Since each test began. Its own page has intervals and what the verdict rests on.',
    figures: [],
    tables: rows.length > 0 ? [{ name: 'Tests', header, rows }] : [],
  };
}
