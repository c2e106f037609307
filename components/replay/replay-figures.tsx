'use client';

import type { ReactNode } from 'react';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { Figure } from '@/components/layout/figure';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Code } from '@/components/ui/code';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { STACKED } from '@/components/ui/stacked-table';
import { CHANGE_KINDS, type ChangeKind, GAPS, type Gap, gapsIn } from '@/domain/replay/change-kinds';
import type { Sides } from '@/domain/replay/totals';
import { formatCount, formatMoney, formatRate, MISSING, plural } from '@/lib/format';
import type { ReplayRunDetail } from '@/server/services/replay';
import { byCount, factorWords, outcomeRows, REPLAY_WORDS, transitionsOf, transitionWords } from './prepare-replay';

/** What a replay has found so far, each count leading to its decisions. */
export function ReplayFigures({ run }: { run: ReplayRunDetail }) {
  const { tally, done } = run;
  const gaps = gapsIn(tally);
  if (done === 0) return null;
  return (
    <>
      <Card className="p-4">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
          <Figure label="Replayed" hint={`${formatCount(done - tally.untouched)} decided again`}>
            {formatCount(done)}
          </Figure>
          <Figure label="Come out the same" hint={`${formatRate(tally.same / done, 1)} of them`}>
            {formatCount(tally.same)}
          </Figure>
          <Figure label="Changed" hint={`${formatRate(tally.changed / done, 1)} of them`}>
            <Drill href={`?${LIST}`}>{formatCount(tally.changed)}</Drill>
          </Figure>
          <Figure label="Could not be made again">
            {gaps > 0 ? <Drill href={`?gaps=true${LIST}`}>{formatCount(gaps)}</Drill> : formatCount(gaps)}
          </Figure>
        </dl>
        {tally.untouched > 0 ? (
          <p className="mt-3 text-xs text-fg-muted">
            {plural(tally.untouched, 'decision')} needed no second look: the same rules decided, and of everything they
            read this policy changes nothing. The others were decided again and checked against the record.
          </p>
        ) : null}
      </Card>
      {gaps > 0 ? <Gaps gaps={tally.gaps} /> : null}
      <BlindSpots run={run} />
      {tally.changed > 0 ? (
        <>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <Outcomes run={run} />
            <Reasons run={run} />
          </div>
          <Expected run={run} />
        </>
      ) : null}
    </>
  );
}

/** The list of changes stands further down. */
const LIST = '#changes';

function Drill({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-link underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}

function Gaps({ gaps }: { gaps: Readonly<Record<string, number>> }) {
  return (
    <Notice tone="warn" title="Not every decision could be made again">
      <ul className="flex flex-col gap-0.5">
        {byCount(gaps).map(([gap, count]) => (
          <li key={gap}>
            {plural(count, 'decision')}: {GAPS[gap as Gap]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function BlindSpots({ run: { blindSpots } }: { run: ReplayRunDetail }) {
  if (blindSpots.length === 0) return null;
  return (
    <Notice tone="warn" title="What a replay cannot show of this policy">
      <ul className="flex flex-col gap-0.5">
        {blindSpots.map(({ path, words }) => (
          <li key={path}>
            <Code>{path}</Code> says {words}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const HEAD = 'py-1 text-xs font-normal text-fg-muted';
const CELL = 'border-t border-border py-1.5';

function Outcomes({ run: { tally } }: { run: ReplayRunDetail }) {
  const transitions = transitionsOf(tally);
  return (
    <Card>
      <CardHeader title="Outcomes" description="As decided at first, before any person’s verdict." />
      <CardBody className="flex flex-col gap-4">
        <table className="w-full text-table">
          <thead>
            <tr>
              <th className={`${HEAD} text-left`}>Outcome</th>
              <th className={`${HEAD} text-right`}>Then</th>
              <th className={`${HEAD} text-right`}>Replayed</th>
              <th className={`${HEAD} text-right`}>Difference</th>
            </tr>
          </thead>
          <tbody>
            {outcomeRows(tally).map(({ outcome, before, after }) => (
              <tr key={outcome}>
                <td className={CELL}>
                  <OutcomeBadge outcome={outcome} />
                </td>
                <td className={`${CELL} text-right`}>{formatCount(before)}</td>
                <td className={`${CELL} text-right`}>{formatCount(after)}</td>
                <td className={`${CELL} text-right`}>{signed(after - before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {transitions.length > 0 ? (
          <Counts
            title="Outcomes that become others"
            rows={transitions.map(({ from, to, count }) => ({
              key: `${from}>${to}`,
              href: `?from=${from}&to=${to}${LIST}`,
              label: transitionWords({ from, to }),
              count,
            }))}
          />
        ) : (
          <p className="text-table text-fg-muted">No outcome becomes another.</p>
        )}
      </CardBody>
    </Card>
  );
}

function signed(difference: number): string {
  return difference > 0 ? `+${formatCount(difference)}` : formatCount(difference);
}

function Reasons({ run: { tally } }: { run: ReplayRunDetail }) {
  return (
    <Card>
      <CardHeader title="What changes, and by which rules" description="One decision may be counted in several." />
      <CardBody className="flex flex-col gap-4">
        <Counts
          title="What changes"
          rows={byCount(tally.kinds).map(([kind, count]) => ({
            key: kind,
            href: `?kind=${kind}${LIST}`,
            label: CHANGE_KINDS[kind as ChangeKind],
            count,
          }))}
        />
        <Counts
          title="Rules that judge otherwise"
          rows={byCount(tally.rules).map(([rule, count]) => ({
            key: rule,
            href: `?rule=${encodeURIComponent(rule)}${LIST}`,
            label: <RuleName rule={rule} />,
            count,
          }))}
        />
      </CardBody>
    </Card>
  );
}

/** What decided, in words; a rule’s id for whoever points at it. */
export function RuleName({ rule }: { rule: string }) {
  return <span title={rule}>{factorWords(rule)}</span>;
}

type CountsProps = { title: string; rows: { key: string; href: string; label: ReactNode; count: number }[] };

function Counts({ title, rows }: CountsProps) {
  return (
    <section>
      <h3 className="pb-1 text-xs text-fg-muted">{title}</h3>
      <ul className="text-table">
        {rows.map(({ key, href, label, count }) => (
          <li key={key} className="flex min-h-8 items-center justify-between gap-3 border-t border-border">
            <span className="min-w-0">{label}</span>
            <Link href={href} className="text-link underline-offset-2 hover:underline">
              {formatCount(count)}
              <span className="sr-only"> decisions: see them</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SUMS = [
  {
    key: 'value',
    label: 'Expected revenue, less discounts',
    hint: 'Chance of an order times what is at stake, less the expected discount; reviews counted as approved.',
  },
  { key: 'valueByItself', label: 'Of it, what needs no review', hint: 'The same for scheduled decisions alone.' },
  { key: 'discount', label: 'Expected discount spend', hint: 'Chance of an order times the most its code can cost.' },
  { key: 'discountAtMost', label: 'Discount spend at most', hint: 'As if every code were used.' },
] as const;

function Expected({ run }: { run: ReplayRunDetail }) {
  const { totals, currency, status } = run;
  return (
    <Card>
      <CardHeader
        title={
          REPLAY_WORDS[status].isRunning ? 'Expected of what would be sent, so far' : 'Expected of what would be sent'
        }
        description="The models’ estimates, not outcomes: nobody knows what a message that was never sent would have earned. The 95% intervals tell how much another period like this one could differ, not what the models are wrong about."
      />
      <CardBody>
        <div>
          <table className={STACKED.table}>
            <thead className={STACKED.head}>
              <tr>
                <th className={`${HEAD} text-left`}>Sum over all decisions</th>
                <th className={`${HEAD} pl-4 text-right`}>Then</th>
                <th className={`${HEAD} pl-4 text-right`}>Replayed</th>
                <th className={`${HEAD} pl-4 text-right`}>Difference</th>
              </tr>
            </thead>
            <tbody className={STACKED.body}>
              {SUMS.map(({ key, label, hint }) => (
                <tr key={key} className={STACKED.row}>
                  <td className={cn(STACKED.title, 'max-sm:font-medium')}>
                    {label}
                    <span className="block text-xs font-normal text-fg-muted">{hint}</span>
                  </td>
                  <Sum sides={totals[key]} side="before" currency={currency} />
                  <Sum sides={totals[key]} side="after" currency={currency} />
                  <Sum sides={totals[key]} side="difference" currency={currency} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </CardBody>
    </Card>
  );
}

const SIDE_NAMES: Record<keyof Sides, string> = { before: 'Then', after: 'Replayed', difference: 'Difference' };

function Sum({ sides, side, currency }: { sides: Sides; side: keyof Sides; currency: string }) {
  const sum = sides[side];
  const format = { currency, signed: side === 'difference' };
  return (
    <td data-label={SIDE_NAMES[side]} className={cn(STACKED.line, 'text-right sm:pl-4')}>
      {sum ? formatMoney(sum.total, format) : MISSING}
      {sum ? (
        <span className="block text-xs whitespace-nowrap text-fg-muted">
          95%: {formatMoney(sum.low, format)} to {formatMoney(sum.high, format)}
        </span>
      ) : null}
    </td>
  );
}
