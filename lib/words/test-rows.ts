import type { ReportSection } from '@/domain/reports/period-report';
import { formatCount, formatRate } from '@/lib/format';
import type { TestView } from '@/server/services/creative';

const KINDS = {
  keep_running: 'Undecided',
  winner: 'A variant won',
  no_winner: 'No variant won',
  mismatch: 'Invalid: shared otherwise than planned',
} as const;

/** Tests with their arms, the control first: what each was given and what it brought. */
export function testRows(tests: readonly TestView[]): string[][] {
  return tests.flatMap(({ name, verdict, variants, endedAt }) =>
    variants.flatMap(({ delivered, clicked, ordered }, place) => {
      const isControl = place === 0;
      if (delivered === 0 && !isControl) return [];
      const rate = (count: number) => formatRate(delivered > 0 ? count / delivered : null);
      return [
        [
          ...[isControl ? name : '', isControl ? 'Control' : `Variant ${place}`, formatCount(delivered)],
          ...[rate(clicked), rate(ordered)],
          isControl && verdict ? `${endedAt ? '' : 'So far: '}${KINDS[verdict.kind]}` : '',
        ],
      ];
    }),
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
