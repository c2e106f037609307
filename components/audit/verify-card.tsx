'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { CopyLine } from '@/components/ui/copy-line';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { VerifiedPart } from '@/server/services/audit';
import { useVerifyLog } from './use-verify-log';

/** Checks every hash and signature of the log on demand, and shows the key others can check them with. */
export function VerifyCard() {
  const { part, isRunning, error, verify } = useVerifyLog();
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[72ch] text-sm text-fg-muted">
          Each entry carries the hash of the one before, and every five minutes or 1,000 entries the end is signed. An
          entry that was changed, removed or moved is found, also by others, with an export and this key.
        </p>
        <Button pending={isRunning} onClick={() => void verify()}>
          <ShieldCheck aria-hidden /> Verify now
        </Button>
      </div>
      <PublicKey />
      {isRunning ? <Walk part={part} /> : null}
      {error ? (
        <Notice tone="warn" role="alert" title="The log could not be verified">
          {error}
        </Notice>
      ) : null}
      {part && !isRunning ? <Verdict part={part} /> : null}
      {part && part.policies.length > 0 ? <ChangedPolicies versions={part.policies} /> : null}
    </Card>
  );
}

function PublicKey() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const key = useQuery(trpc.audit.publicKey.queryOptions({ workspace: slug }));
  if (key.error) return <p className="text-xs text-bad">The public key cannot be read: {key.error.message}</p>;
  return (
    <div className="flex flex-col gap-1.5 text-xs text-fg-muted">
      <p className="flex min-h-6 flex-wrap items-center gap-x-2">
        Public key
        <span className="font-mono break-all text-fg">{key.data}</span>
        {key.data ? <CopyButton text={key.data} label="Copy public key" /> : null}
      </p>
      {key.data ? (
        <>
          <p>Checks what “Export to verify” gives, with Node alone; its name in place of log.ndjson:</p>
          <CopyLine text={`npm run audit:verify -- log.ndjson --pub ${key.data}`} label="Copy the command" />
        </>
      ) : null}
    </div>
  );
}

function Walk({ part }: { part: VerifiedPart | null }) {
  const done = part ? (100 * Number(part.upTo)) / Math.max(1, Number(part.total)) : null;
  const detail = part ? `${formatCount(Number(part.upTo))} of ${formatCount(Number(part.total))} entries` : '';
  return <Progress label="Computing every hash again" value={done} detail={detail} />;
}

/** The log may be whole, and what it speaks of was changed all the same. */
function ChangedPolicies({ versions }: { versions: readonly number[] }) {
  const { to } = useWorkspace();
  return (
    <Notice tone="bad" role="alert" title="The policy is not what was put in force">
      {versions.length === 1 ? 'This version was' : 'These versions were'} changed or written in the database, past the
      product:{' '}
      {versions.map((version, nth) => (
        <Fragment key={version}>
          {nth > 0 ? ', ' : ''}
          <Link href={to(`/policies/versions/${version}`)} className="text-link underline underline-offset-2">
            version {version}
          </Link>
        </Fragment>
      ))}
      .
    </Notice>
  );
}

function Verdict({ part: { problem, upTo, checkpoint } }: { part: VerifiedPart }) {
  if (problem)
    return (
      <Notice
        tone="bad"
        role="alert"
        title={`The log was tampered with at entry ${formatCount(Number(problem.entry))}`}
      >
        {problem.words} {Number(upTo) > 0 ? `Up to entry ${formatCount(Number(upTo))} it is whole.` : ''}
      </Notice>
    );
  return (
    <Notice tone="good" role="status" title={`Whole: ${plural(Number(upTo), 'entry', 'entries')}`}>
      {checkpoint ? (
        <>
          Last checkpoint at entry {formatCount(Number(checkpoint.seq))}, signed{' '}
          <TimeText at={checkpoint.at} as="absolute" />.
        </>
      ) : (
        'No checkpoint has been signed yet; the first follows within a minute.'
      )}
    </Notice>
  );
}
