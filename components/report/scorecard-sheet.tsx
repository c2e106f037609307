import type { ReactNode } from 'react';
import { Sparkline } from '@/components/layout/sparkline';
import { cn } from '@/components/ui/cn';
import type { ScorecardReport } from '@/domain/reports/scorecard-report';
import { comparedWords, courseWords, periodWords, SHEET_NOTE, takenWords } from '@/lib/words/report-words';
import { Word } from './word';

/** The scorecard as one sheet of paper: on a screen it fits the window, printed it is one side of A4. */
export function ScorecardSheet({ report }: { report: ScorecardReport }) {
  return (
    <article
      aria-label="Scorecard"
      className="paper flex w-full max-w-[210mm] flex-col gap-5 rounded-lg border border-border bg-surface p-5 text-fg shadow-raised sm:p-8 print:absolute print:top-0 print:left-0 print:h-[296mm] print:w-[210mm] print:gap-[3.5mm] print:overflow-hidden print:rounded-none print:border-0 print:px-[12mm] print:py-[10mm] print:text-[8pt] print:leading-[1.3] print:shadow-none"
    >
      {/* To the edges of the paper: the sheet keeps its own margin. */}
      <style>{'@page { size: A4; margin: 0 }'}</style>
      <Head report={report} />
      <Hero report={report} />
      <Figures groups={report.groups} />
      <Rollout rollout={report.rollout} />
      <Safety safety={report.safety} />
      <p className="mt-auto text-xs text-fg-muted print:text-[6.5pt]">
        {report.origin ? `${report.origin} ` : ''}
        {SHEET_NOTE}
      </p>
    </article>
  );
}

function Head({ report }: { report: ScorecardReport }) {
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-border pb-3 print:pb-[2mm]">
      <div>
        <h2 className="text-lg font-medium print:text-[13pt]">{report.company}: scorecard</h2>
        <p className="text-table text-fg-muted print:text-[8pt]">
          {periodWords(report)}, {comparedWords(report)}
        </p>
      </div>
      <p className="text-xs text-fg-muted print:text-[7pt]">{takenWords(report)}</p>
    </header>
  );
}

function Hero({ report: { hero, caused, ...period } }: { report: ScorecardReport }) {
  return (
    <section
      aria-label="Revenue per marketing touch"
      className="grid gap-x-8 gap-y-4 sm:grid-cols-[1.2fr_1fr] print:grid-cols-[1.2fr_1fr]"
    >
      <div className="flex flex-col gap-1">
        <h3 className="text-table font-medium print:text-[8.5pt]">Revenue per marketing touch</h3>
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="text-hero font-medium print:text-[26pt] print:leading-none">{hero.value}</span>
          <Word verdict={hero.verdict} />
        </p>
        <p className="text-table text-fg-muted print:text-[8pt]">{hero.sentence}</p>
        <Way {...hero} />
      </div>
      <div className="flex flex-col gap-2">
        <h3 className="text-table font-medium print:text-[8.5pt]">Of it, caused by the touches</h3>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className={cn('text-xl font-medium print:text-[15pt]', caused.value === null && 'text-fg-muted')}>
            {caused.value ?? 'Not enough data'}
          </span>
          {caused.verdict ? <Word verdict={caused.verdict} /> : null}
        </p>
        <p className="text-xs text-fg-muted print:text-[7pt]">{caused.words}</p>
        <Sparkline
          values={hero.course.map(({ value }) => value)}
          label={courseWords({ hero, ...period })}
          className="h-10 w-full text-chart-1 print:h-[9mm]"
        />
        <p aria-hidden className="-mt-1 text-xs text-fg-muted print:text-[6.5pt]">
          {courseWords({ hero, ...period })}
        </p>
      </div>
    </section>
  );
}

/** How far it is from baseline to target. */
function Way({ way, baseline, target }: ScorecardReport['hero']) {
  if (way === null) return null;
  const share = Math.min(1, Math.max(0, way));
  return (
    <div aria-hidden className="mt-2 print:mt-[1mm]">
      <div className="h-2 rounded-full bg-fg/8 print:h-[1.6mm]">
        <div className="h-full rounded-full bg-chart-1" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="mt-1 flex justify-between text-xs text-fg-muted print:text-[7pt]">
        <span>Baseline {baseline}</span>
        <span>Target {target}</span>
      </p>
    </div>
  );
}

function Figures({ groups }: Pick<ScorecardReport, 'groups'>) {
  return (
    <table className="w-full border-collapse text-table print:text-[7.5pt] print:leading-[1.2]">
      <caption className="sr-only">Every figure with its baseline, target and status</caption>
      <thead>
        <tr className="border-b border-border text-left text-xs text-fg-muted print:text-[7pt] [&>th]:py-1 [&>th]:font-normal">
          <th scope="col">Figure</th>
          <Amount as="th" isMinor>
            Baseline
          </Amount>
          <Amount as="th">Now</Amount>
          <Amount as="th" isMinor>
            Before
          </Amount>
          <Amount as="th" isMinor>
            Target
          </Amount>
          <th scope="col" className="pl-4">
            Status
          </th>
        </tr>
      </thead>
      {groups.map(({ name, rows }) => (
        <tbody key={name}>
          <tr>
            <th
              scope="rowgroup"
              colSpan={6}
              className="pt-2.5 pb-0.5 text-left text-xs font-medium print:pt-[1.1mm] print:pb-0 print:text-[7pt]"
            >
              {name}
            </th>
          </tr>
          {rows.map((row) => (
            <tr key={row.name} className="border-t border-border/60">
              <th scope="row" className="py-1 text-left font-normal print:py-[0.32mm]">
                {row.name}
              </th>
              <Amount isMinor>{row.baseline}</Amount>
              <Amount isStrong>{row.now}</Amount>
              <Amount isMinor>{row.before}</Amount>
              <Amount isMinor>{row.target}</Amount>
              <td className="py-1 pl-4 print:py-[0.32mm]">
                <Word verdict={row.verdict} isPlain />
                {row.missing ? <span className="text-fg-muted max-sm:hidden">, {row.missing}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

type AmountProps = { as?: 'td' | 'th'; isMinor?: boolean; isStrong?: boolean; children: ReactNode };

/** A cell of figures; minor ones need more room than a phone has. */
function Amount({ as: Cell = 'td', isMinor = false, isStrong = false, children }: AmountProps) {
  return (
    <Cell
      scope={Cell === 'th' ? 'col' : undefined}
      className={cn(
        'py-1 pl-3 text-right whitespace-nowrap tabular-nums print:py-[0.32mm]',
        isMinor && 'text-fg-muted max-sm:hidden print:table-cell',
        isStrong && 'font-medium',
      )}
    >
      {children}
    </Cell>
  );
}

function Rollout({ rollout: { step, isHalted, gate } }: Pick<ScorecardReport, 'rollout'>) {
  return (
    <section aria-label="Rollout" className="border-t border-border pt-3 text-table print:pt-[2mm] print:text-[7.5pt]">
      <p>
        <span className="font-medium">Rollout.</span> {step}
        {isHalted ? <Word verdict={{ word: 'Halted', tone: 'bad' }} className="ml-2" /> : null}
      </p>
      {gate ? (
        <>
          <p className="mt-0.5 text-fg-muted">
            {gate.title}: the figures advise <Word verdict={gate.advice} isPlain />. {gate.why}
          </p>
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
            {gate.criteria.map(({ name, verdict }) => (
              <li key={name}>
                {name}: <Word verdict={verdict} isPlain />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Safety({ safety }: Pick<ScorecardReport, 'safety'>) {
  return (
    <section aria-label="Safety" className="border-t border-border pt-3 print:pt-[2mm]">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5 print:grid-cols-5">
        {safety.map(({ name, value, note }) => (
          <div key={name}>
            <dt className="text-xs text-fg-muted print:text-[7pt]">{name}</dt>
            <dd className="text-base font-medium tabular-nums print:text-[10pt]">{value}</dd>
            {note ? <dd className="text-xs text-fg-muted print:text-[6.5pt]">{note}</dd> : null}
          </div>
        ))}
      </dl>
    </section>
  );
}
