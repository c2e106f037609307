import type { PeriodReport, ReportFigure, ReportSection } from '@/domain/reports/period-report';
import { comparedWords, periodWords, takenWords, titleWords } from '@/lib/words/report-words';
import { Word } from './word';

const STAND = { good: 'In order', bad: 'Look at this', warn: 'Mind', info: 'Note', neutral: 'Known' } as const;

/** A report of a period as paper: on a screen it fits the window, printed it takes as many sides as it needs. */
export function PeriodSheet({ report }: { report: PeriodReport }) {
  return (
    <article
      aria-label={report.title}
      className="paper flex w-full max-w-[210mm] flex-col gap-6 rounded-lg border border-border bg-surface p-5 text-fg shadow-raised sm:p-8 print:max-w-none print:gap-[4mm] print:rounded-none print:border-0 print:p-0 print:text-[8.5pt] print:shadow-none"
    >
      <style>{'@page { size: A4; margin: 12mm }'}</style>
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-border pb-3">
        <div>
          <h2 className="text-lg font-medium print:text-[13pt]">{titleWords(report)}</h2>
          <p className="text-table text-fg-muted print:text-[8.5pt]">
            {periodWords(report)}, {comparedWords(report)}
          </p>
        </div>
        <p className="text-xs text-fg-muted print:text-[7pt]">{takenWords(report)}</p>
      </header>
      <ul className="flex flex-col gap-1.5">
        {report.lead.map(({ text, tone }) => (
          <li key={text} className="flex items-baseline gap-x-2">
            {tone === 'neutral' ? null : <Word verdict={{ word: STAND[tone], tone }} />}
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {report.sections.map((section) => (
        <Section key={section.title} section={section} />
      ))}
      {report.origin ? <p className="text-xs text-fg-muted">{report.origin}</p> : null}
    </article>
  );
}

function Section({ section: { title, note, figures, tables } }: { section: ReportSection }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2.5 border-t border-border pt-4 print:pt-[3mm]">
      <h3 className="font-medium print:break-after-avoid">{title}</h3>
      {note ? <p className="text-table text-fg-muted print:text-[8pt]">{note}</p> : null}
      {figures.length > 0 ? (
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 print:grid-cols-4">
          {figures.map((figure) => (
            <Figure key={figure.name} figure={figure} />
          ))}
        </dl>
      ) : null}
      {tables.map((table) => (
        <Table key={table.name} table={table} />
      ))}
    </section>
  );
}

function Figure({ figure: { name, value, before, note } }: { figure: ReportFigure }) {
  return (
    <div className="break-inside-avoid">
      <dt className="text-xs text-fg-muted print:text-[7pt]">{name}</dt>
      <dd className="text-base font-medium tabular-nums print:text-[10pt]">{value}</dd>
      {before === null ? null : <dd className="text-xs text-fg-muted print:text-[7pt]">before {before}</dd>}
      {note ? <dd className="text-xs text-fg-muted print:text-[7pt]">{note}</dd> : null}
    </div>
  );
}

/** A table of words; on a phone each row is a block of its own, every cell behind the name of its column. */
function Table({ table: { name, header, rows } }: { table: ReportSection['tables'][number] }) {
  return (
    <table className="w-full border-collapse text-table print:text-[7.5pt]">
      <caption className="pb-1 text-left text-xs text-fg-muted print:text-[7pt]">{name}</caption>
      <thead className="max-sm:sr-only print:not-sr-only">
        <tr className="border-b border-border text-left text-xs text-fg-muted print:text-[7pt]">
          {header.map((cell) => (
            <th key={cell} scope="col" className="py-1 pr-3 font-normal">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <tr
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report never move, and may say the same twice.
            key={place}
            className="border-b border-border/60 align-top last:border-b-0 max-sm:grid max-sm:py-1.5 print:table-row print:break-inside-avoid"
          >
            {row.map((cell, column) => (
              <td
                key={header[column]}
                className="py-1 pr-3 tabular-nums first:sm:whitespace-nowrap max-sm:py-0 max-sm:before:text-fg-muted max-sm:before:content-[attr(data-head)] print:table-cell print:py-1 print:before:content-none"
                data-head={column === 0 ? '' : `${header[column]}: `}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
