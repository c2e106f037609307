import { ChevronRight } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { ruleName } from '@/domain/guardrails/rule-names';
import type { Finding, Verdict } from '@/domain/guardrails/verdict';
import type { FlipInWords } from '@/domain/policies/flip-words';
import { formatDateTime } from '@/lib/format';
import { leadingFinding, measuredWords, SEVERITY_WORDS } from './finding-words';
import { withLocalTimes } from './local-times';

/** What is shown for the record. */
type Shown = {
  /** The thresholds that would flip findings, in words. */
  flips: readonly FlipInWords[];
  /** Where a threshold's form is, by its pointer; null where there is none to see. */
  hrefOf: ((pointer: string) => string) | null;
};

type GuardrailListProps = {
  verdicts: readonly Verdict[];
  currency: string;
  timezone: string;
  /** Opens every guardrail, not only those that ask for something. */
  areAllOpen?: boolean;
  /** Shows also what each rule looked at, and the threshold that would change its answer. */
  proof?: Shown;
};

/** All seven verdicts; those that do not pass are open, with what was measured and what would change the answer. */
export function GuardrailList({ verdicts, currency, timezone, areAllOpen = false, proof }: GuardrailListProps) {
  return (
    <ul className="divide-y divide-border">
      {verdicts.map((verdict) => (
        <li key={verdict.guardrail}>
          <details data-print="open" open={areAllOpen || verdict.verdict !== 'pass'} className="group">
            <summary className="flex min-h-8 list-none items-center gap-2 py-1 text-table hover:bg-hover [&::-webkit-details-marker]:hidden pointer-coarse:min-h-11">
              <ChevronRight
                aria-hidden
                className="size-3.5 shrink-0 text-fg-subtle transition-transform duration-120 group-open:rotate-90"
              />
              <span className="shrink-0 font-medium">{GUARDRAIL_NAMES[verdict.guardrail]}</span>
              <span className="min-w-0 flex-1 py-0.5 text-fg-muted group-open:invisible group-open:h-5 group-open:overflow-hidden">
                {withLocalTimes(leadingFinding(verdict)?.reason ?? '', timezone)}
              </span>
              <Badge tone={SEVERITY_WORDS[verdict.verdict].tone}>{SEVERITY_WORDS[verdict.verdict].label}</Badge>
            </summary>
            <ul className="flex flex-col gap-2 pt-0.5 pb-2.5 pl-5.5">
              {verdict.findings.map((finding) => (
                <FindingItem
                  key={`${finding.rule} ${finding.reason}`}
                  finding={finding}
                  currency={currency}
                  timezone={timezone}
                  proof={proof}
                />
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

const DOTS = { pass: 'bg-good', review: 'bg-warn', block: 'bg-bad' } as const;

type FindingItemProps = { finding: Finding; currency: string; timezone: string; proof: Shown | undefined };

function FindingItem({ finding, currency, timezone, proof }: FindingItemProps) {
  const figures = measuredWords(finding, currency);
  return (
    <li className="flex gap-2 text-table">
      <span aria-hidden className={`mt-1.75 size-1.5 shrink-0 rounded-full ${DOTS[finding.verdict]}`} />
      <div className="min-w-0">
        <p>
          {finding.verdict === 'pass' ? null : (
            <span className="font-medium">{SEVERITY_WORDS[finding.verdict].label}: </span>
          )}
          {withLocalTimes(finding.reason, timezone)}
        </p>
        {figures ? (
          <p className="text-xs text-fg-muted">
            Measured {withLocalTimes(figures.measured, timezone)}
            {figures.limit === null ? null : ` · limit ${figures.limit}`}
          </p>
        ) : null}
        {finding.verdict !== 'pass' && finding.wouldPassIf ? (
          <p className="text-xs text-fg-muted">Would pass {finding.wouldPassIf}.</p>
        ) : null}
        {finding.verdict !== 'pass' && finding.passesAt ? (
          <p className="text-xs text-fg-muted">
            Passes by itself from {formatDateTime(new Date(finding.passesAt), timezone)}.
          </p>
        ) : null}
        {proof ? <Proof finding={finding} timezone={timezone} {...proof} /> : null}
      </div>
    </li>
  );
}

type ProofProps = Shown & { finding: Finding; timezone: string };

/** For the record: which rule it is, what it looked at, and which threshold of the policy would flip it. */
function Proof({ finding: { rule, evidence, flip }, timezone, flips, hrefOf }: ProofProps) {
  const threshold = flips.find(({ path, value }) => path === flip?.path && value === flip.value);
  return (
    <p className="text-xs break-words text-fg-muted">
      Rule <span title={rule}>“{ruleName(rule)}”</span>
      {evidence.length > 0 ? ` · looked at ${withLocalTimes(evidence.join(', '), timezone)}` : null}
      {threshold ? (
        <>
          {' '}
          · flips with <Threshold threshold={threshold} href={hrefOf?.(threshold.pointer)} /> at {threshold.words}
        </>
      ) : null}
    </p>
  );
}

function Threshold({ threshold: { path, name }, href }: { threshold: FlipInWords; href: string | undefined }) {
  if (!href) return <span title={path}>“{name}”</span>;
  return (
    <Link href={href} title={path} className="text-link underline underline-offset-2">
      {name}
    </Link>
  );
}
