'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { importFigures, type OutcomeLine } from '@/domain/events/import-figures';
import { formatCount, formatDate, formatRate, plural } from '@/lib/format';
import type { ImportJob } from '@/server/services/imports';
import { APPROVERS } from './prepare-import';

const NAMES_AT_ONCE = 12;

/** What has become of the log, line by line: what was used, and what was not with its reason. They add up. */
export function ImportReport({ job }: { job: ImportJob }) {
  const { totals } = job;
  const { used, unused, linesRead, linesLeft } = importFigures(totals);
  return (
    <>
      {totals.rejected > 0 ? <Rejected totals={totals} /> : null}
      <Card>
        <CardHeader
          title="What became of every line"
          description={`${plural(linesRead, 'line')} read${linesLeft > 0 ? `, ${formatCount(linesLeft)} later ones left out as you asked` : ''}. Each has exactly one outcome.`}
        />
        <CardBody className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-2">
          <Lines title="Used" lines={used} none="Nothing so far." />
          <Lines title="Not used, and why" lines={unused} none="Every line so far could be used." />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="How it was asked for" />
        <CardBody>
          <Asked job={job} />
        </CardBody>
      </Card>
    </>
  );
}

function Rejected({ totals }: { totals: ImportJob['totals'] }) {
  const { to } = useWorkspace();
  return (
    <Notice
      tone="warn"
      title={`${plural(totals.rejected, 'event')} could not be taken in`}
      actions={
        <LinkButton href={to('/events?tab=unusable')} size="sm">
          Look at them
        </LinkButton>
      }
    >
      The first one: {totals.firstRejection}
    </Notice>
  );
}

function Lines({ title, lines, none }: { title: string; lines: readonly OutcomeLine[]; none: string }) {
  const total = lines.reduce((sum, line) => sum + line.lines, 0);
  return (
    <table aria-label={title} className="w-full text-table">
      <thead>
        <tr className="font-medium">
          <th scope="col" className="border-b border-border pb-1.5 text-left font-medium">
            {title}
          </th>
          <th scope="col" className="border-b border-border pb-1.5 pl-3 text-right font-medium whitespace-nowrap">
            {plural(total, 'line')}
          </th>
          <th scope="col" className="w-16 border-b border-border pb-1.5 pl-3 text-right font-normal text-fg-muted">
            of read
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.outcome}>
            <td className="border-b border-border py-1.5">{line.text}</td>
            <td className="border-b border-border py-1.5 pl-3 text-right">{formatCount(line.lines)}</td>
            <td className="border-b border-border py-1.5 pl-3 text-right text-fg-muted">{formatRate(line.share)}</td>
          </tr>
        ))}
        {lines.length === 0 ? (
          <tr>
            <td colSpan={3} className="py-1.5 text-fg-muted">
              {none}
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

function Asked({ job: { options, totals } }: { job: ImportJob }) {
  const { customersUnused: without, unusedNames } = importFigures(totals);
  return (
    <dl className="grid gap-x-6 gap-y-2 text-table sm:grid-cols-[160px_minmax(0,72ch)]">
      <dt className="text-fg-muted">Brought in at once</dt>
      <dd>
        {options.until ? `What lies before ${formatDate(new Date(options.until), 'UTC')} (UTC)` : 'The whole log'}
      </dd>
      {options.until ? (
        <>
          <dt className="text-fg-muted">The rest</dt>
          <dd>{restWords(options.paceMs)}</dd>
        </>
      ) : null}
      {options.until && options.paceMs !== null ? (
        <>
          <dt className="text-fg-muted">Who judges</dt>
          <dd>{approverWords(options.approver)}</dd>
        </>
      ) : null}
      <dt className="text-fg-muted">Consent</dt>
      <dd>
        {options.assumeConsent
          ? 'Marketing e-mail, assumed for every customer at the first order; the consent ledger says so.'
          : 'None assumed: nobody of the log is written to where the law asks for consent.'}
      </dd>
      {without > 0 ? (
        <>
          <dt className="text-fg-muted">Not made customers</dt>
          <dd>
            {plural(without, 'customer')} of the log without a line that could be used:{' '}
            <span className="break-words text-fg-muted">
              {unusedNames.slice(0, NAMES_AT_ONCE).join(', ')}
              {without > NAMES_AT_ONCE ? ` and ${formatCount(without - NAMES_AT_ONCE)} more` : ''}
            </span>
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function approverWords(approver: ImportJob['options']['approver']): string {
  const choice = APPROVERS.find(({ value }) => value === approver);
  return choice ? `${choice.label}. ${choice.hint}` : '';
}

function restWords(paceMs: number | null): string {
  if (paceMs === null) return 'Left out';
  if (paceMs === 0) return 'Lived day by day, as fast as it goes';
  return `Lived day by day, a day in ${plural(paceMs / 1_000, 'second')}`;
}
