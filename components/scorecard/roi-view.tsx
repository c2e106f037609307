'use client';

import { useQuery } from '@tanstack/react-query';
import { Calculator } from 'lucide-react';
import { useState } from 'react';
import { DownloadTable } from '@/components/charts/download-table';
import { BackLink } from '@/components/layout/back-link';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AsOf } from '@/components/metrics/as-of';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonLines } from '@/components/ui/skeleton';
import { STACKED } from '@/components/ui/stacked-table';
import { breakEvenPerTouch, CASES, returnOnInvestment, yearlyCosts } from '@/domain/measurement/roi';
import { PLAN_WORDS, PLANS } from '@/domain/measurement/roi-plans';
import { formatCount, formatMoney } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { RoiMeasured } from '@/server/services/measurement';
import { breakEvenWords, CASE_NAMES, roiRows, roiSentence, roiTable } from './roi-words';
import { ASSUMPTION_IDS, ASSUMPTIONS, type AssumptionId, isAllowed, useRoiAssumptions } from './use-roi-assumptions';

/** What it would return in a year, at the rate measured and for costs that anybody may try out. */
export function RoiView() {
  const { slug, to } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const measured = useQuery(trpc.measurement.roi.queryOptions({ workspace: slug, range }));
  return (
    <PageBody>
      <PageHeader
        title="Return on investment"
        description="What the touches caused, against what they cost. Figures are measured; assumptions are yours to change, and stay in the address."
        back={<BackLink href={to('/scorecard')}>Scorecard</BackLink>}
      />
      <FilterRow>
        <DateRangeControl />
      </FilterRow>
      {measured.data ? (
        <Reckoning measured={measured.data} />
      ) : (
        <Card>
          {measured.error ? (
            <ErrorState description={measured.error.message} onRetry={() => void measured.refetch()} />
          ) : (
            <SkeletonLines lines={8} className="p-5" />
          )}
        </Card>
      )}
      <AsOf
        at={measured.data?.period.asOf}
        isRefreshing={measured.isFetching}
        onRefresh={() => void measured.refetch()}
      />
    </PageBody>
  );
}

function Reckoning({ measured }: { measured: RoiMeasured }) {
  const assumptions = useRoiAssumptions(measured.reviewHoursPerWeek);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
      <ReturnCard measured={measured} assumptions={assumptions} />
      <AssumptionsCard measured={measured} assumptions={assumptions} />
    </div>
  );
}

type Parts = { measured: RoiMeasured; assumptions: ReturnType<typeof useRoiAssumptions> };

function ReturnCard({ measured, assumptions: { assumed } }: Parts) {
  const { currency } = useWorkspace();
  const returns = returnOnInvestment(measured, assumed);
  const breakEven = breakEvenPerTouch(measured, assumed);
  if (!returns) {
    return (
      <Card>
        <EmptyState
          icon={Calculator}
          title="Not enough data for a return"
          description={`${measured.missing ?? ''} Until what the touches caused is known, nothing is reckoned: credited revenue would have come in part anyway. ${breakEvenWords(breakEven, currency)}`}
          className="py-10"
        />
      </Card>
    );
  }
  const { from, to } = measured.period;
  return (
    <Card>
      <CardHeader
        title="First year, at this rate"
        description={roiSentence(returns, currency)}
        actions={<DownloadTable table={roiTable(returns, currency)} name={`return on investment ${from} to ${to}`} />}
      />
      <CardBody>
        <table className={STACKED.table}>
          <caption className="sr-only">Return of the first year, by the ends of the interval and its middle</caption>
          <thead className={STACKED.head}>
            <tr className="text-left text-fg-muted">
              <td />
              {CASES.map((each) => (
                <th key={each} scope="col" className="py-1.5 pr-3 text-right font-normal">
                  {CASE_NAMES[each]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={STACKED.body}>
            {roiRows(currency).map(({ label, note, of }) => (
              <tr key={label} className={STACKED.row}>
                <th scope="row" className={`${STACKED.title} text-left font-normal`}>
                  {label}
                  {note ? <span className="block text-xs text-fg-muted">{note}</span> : null}
                </th>
                {CASES.map((each) => (
                  <td
                    key={each}
                    data-label={CASE_NAMES[each]}
                    className={`${STACKED.line} text-right tabular-nums ${each === 'likely' ? 'font-medium' : 'text-fg-muted'}`}
                  >
                    {of(returns[each])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="mt-3 max-w-[72ch] text-xs text-fg-muted">
          Revenue is what customers paid, discounts taken off, over {formatCount(measured.touches)} touches in{' '}
          {formatCount(measured.days)} days, scaled to 365. Low and high end are those of the 95% interval against the
          customers left alone. {breakEvenWords(breakEven, currency)}
        </p>
      </CardBody>
    </Card>
  );
}

function AssumptionsCard({ measured, assumptions }: Parts) {
  const { currency } = useWorkspace();
  const { plan, hasPlans, assumed, changed, choosePlan, change } = assumptions;
  // A field that is typed in keeps what was typed; one that is reset is a new one.
  const [resets, setResets] = useState(0);
  const costs = yearlyCosts(measured, assumed);
  const money = (cents: number) => formatMoney(cents, { currency, decimals: 0 });
  return (
    <Card>
      <CardHeader
        title="Assumptions"
        description={
          hasPlans ? PLAN_WORDS[plan].hint : `The plan of the business case is in dollars: enter what you pay.`
        }
        actions={
          changed.length > 0 ? (
            <Button
              size="sm"
              onClick={() => {
                choosePlan(plan);
                setResets(resets + 1);
              }}
            >
              Reset
            </Button>
          ) : null
        }
      />
      <CardBody className="flex flex-col gap-4">
        {hasPlans ? (
          <SegmentedControl
            label="Cost plan"
            segments={PLANS.map((id) => ({ value: id, label: PLAN_WORDS[id].label }))}
            value={plan}
            onValueChange={choosePlan}
          />
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-1 xl:grid-cols-2">
          {ASSUMPTION_IDS.map((id) => (
            <Assumption
              key={`${plan} ${id} ${resets}`}
              id={id}
              value={assumed[ASSUMPTIONS[id].field] / ASSUMPTIONS[id].scale}
              onChange={(value) => change(id, value)}
            />
          ))}
        </div>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-t border-border pt-3 text-table tabular-nums">
          <Cost name="Platform, a year" amount={money(costs.platform)} />
          <Cost name="People, a year" amount={money(costs.people)} />
          <Cost name="Messages, a year" amount={money(costs.messages)} />
          <Cost name="Set-up, once" amount={money(costs.setUp)} />
        </dl>
        <p className="text-xs text-fg-muted">
          Reviews took {formatCount(measured.reviewHoursPerWeek, { decimals: 1 })} h a week.{' '}
          {measured.messageCents === 0 && measured.touches > 0
            ? 'Messages cost nothing here: what a thousand of a channel cost is set in the policy, under Budgets.'
            : null}
        </p>
      </CardBody>
    </Card>
  );
}

function Cost({ name, amount }: { name: string; amount: string }) {
  return (
    <>
      <dt className="text-fg-muted">{name}</dt>
      <dd className="text-right">{amount}</dd>
    </>
  );
}

type AssumptionProps = { id: AssumptionId; value: number; onChange: (value: number | null) => void };

/** One figure to try out; what cannot be is not reckoned with, and stays to be mended. */
function Assumption({ id, value, onChange }: AssumptionProps) {
  const { currency } = useWorkspace();
  const { label, unit, most } = ASSUMPTIONS[id];
  const [text, setText] = useState(String(Math.round(value * 100) / 100));
  const typed = text.trim() === '' ? null : Number(text);
  const isWrong = text.trim() !== '' && !isAllowed(id, typed);
  return (
    <Field
      label={`${label} (${unit === 'money' ? currency : unit})`}
      {...(isWrong && { error: `Enter a number from 0 to ${formatCount(most)}.` })}
    >
      <Input
        inputMode="decimal"
        value={text}
        onValueChange={(next) => {
          setText(next);
          const number = next.trim() === '' ? null : Number(next);
          if (number === null || isAllowed(id, number)) onChange(number);
        }}
      />
    </Field>
  );
}
