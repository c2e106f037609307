'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { actorWords } from '@/components/audit/words';
import { Fact } from '@/components/decisions/section';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Progress } from '@/components/ui/progress';
import { auditActionWords } from '@/domain/audit/actions';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { PrivacyRequestDetail } from '@/server/services/privacy';
import { CertificateCard } from './certificate-card';
import { Deadline } from './deadline';
import { KIND_WORDS, REGIME_WORDS, sourceWords } from './privacy-words';
import { RequestMoves } from './request-moves';
import { RequestSkeleton } from './request-skeleton';
import { RequestStatusBadge } from './request-status-badge';

const LIVE_MS = 1_000;

/** One request: what is asked, by when, what has been done, and what can be done now. */
export function RequestView({ requestId }: { requestId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.privacy.get.queryOptions(
      { workspace: slug, requestId },
      { refetchInterval: ({ state }) => (state.data?.status === 'running' ? LIVE_MS : false) },
    ),
  );
  if (error && !data) {
    return (
      <PageBody>
        <Back />
        {error.data?.code === 'NOT_FOUND' ? (
          <ErrorState
            isWholePage
            title={error.message}
            description="The address is wrong, or it is of another workspace."
          />
        ) : (
          <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />
        )}
      </PageBody>
    );
  }
  if (!data) return <RequestSkeleton label="Loading the request" />;
  return (
    <PageBody>
      <PageHeader
        back={<Back />}
        title={`${KIND_WORDS[data.kind].label}: ${data.identifier ?? 'an erased person'}`}
        status={
          <output className="flex flex-wrap gap-1.5">
            <RequestStatusBadge status={data.status} />
            <Deadline request={data} />
          </output>
        }
        description={KIND_WORDS[data.kind].hint}
        actions={<RequestMoves request={data} />}
      />
      {data.status === 'running' ? <RunProgress request={data} /> : null}
      <div className="grid items-start gap-5 lg:grid-cols-[1fr_360px]">
        <div className="flex min-w-0 flex-col gap-5">
          <Facts request={data} customerHref={data.customer && to(`/customers/${data.customer.id}`)} />
          {data.certificate ? <CertificateCard request={data} certificate={data.certificate} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {data.copy ? <CopyCard requestId={data.id} tables={data.copy} /> : null}
          <History history={data.history} />
        </div>
      </div>
    </PageBody>
  );
}

function Back() {
  const { to } = useWorkspace();
  return <BackLink href={to('/settings/privacy')}>Privacy requests</BackLink>;
}

/** How far it is: an erasure walks through the tables in a fixed order. */
function RunProgress({ request: { progress, kind } }: { request: PrivacyRequestDetail }) {
  const { stage } = progress;
  if (kind !== 'erasure' || !stage) {
    return (
      <Card className="p-4">
        <Progress label="Being done" value={null} />
      </Card>
    );
  }
  const rows = `${plural(stage.rows, 'row')} done`;
  return (
    <Card className="p-4">
      <Progress
        label={stage.called ? `Erasing: ${stage.called.toLowerCase()}` : 'Erasing'}
        value={(100 * stage.at) / stage.of}
        detail={`table ${formatCount(stage.at)} of ${formatCount(stage.of)}, ${rows}`}
      />
    </Card>
  );
}

function Facts({ request, customerHref }: { request: PrivacyRequestDetail; customerHref: string | null }) {
  const { customer, identifier, note, verification, verifiedAt, extendedAt, extensionReason, refusalReason } = request;
  return (
    <Card>
      <CardHeader title="The request" />
      <CardBody className="flex flex-col gap-4">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
          <Fact label="Who">
            {customer && customerHref ? (
              <Link href={customerHref} className="text-link break-words hover:underline">
                {customer.name}
              </Link>
            ) : identifier ? (
              'Nobody is known by it'
            ) : (
              'Erased'
            )}
          </Fact>
          <Fact label="Law">{REGIME_WORDS[request.regime].label}</Fact>
          <Fact label="Received" hint={sourceWords(request.source)}>
            <TimeText at={request.receivedAt} as="absolute" />
          </Fact>
          <Fact label="Due" hint={extendedAt ? 'extended' : undefined}>
            <TimeText at={request.dueAt} as="absolute" />
          </Fact>
          {request.endedAt ? (
            <Fact label={request.status === 'refused' ? 'Refused' : 'Done'}>
              <TimeText at={request.endedAt} as="absolute" />
            </Fact>
          ) : null}
        </dl>
        <Words title="Note">{note}</Words>
        <Words title="How the person proved who they are">{verifiedAt ? (verification ?? 'Erased') : null}</Words>
        <Words title="Why the term was extended">{extensionReason}</Words>
        <Words title="Why it was refused">{refusalReason}</Words>
      </CardBody>
    </Card>
  );
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <h3 className="text-xs text-fg-muted">{title}</h3>
      <p className="max-w-[72ch] text-sm break-words whitespace-pre-line">{children}</p>
    </div>
  );
}

type CopyCardProps = { requestId: string; tables: readonly { table: string; called: string }[] };

/** The copy to hand to the person, whole or a table at a time. */
function CopyCard({ requestId, tables }: CopyCardProps) {
  const { slug } = useWorkspace();
  const href = (more: Record<string, string>) =>
    `/api/exports/privacy?${new URLSearchParams({ workspace: slug, id: requestId, ...more })}`;
  return (
    <Card>
      <CardHeader title="The copy for the person" description="Made from the rows as they are now" />
      <CardBody className="flex flex-col gap-3">
        <a href={href({})} download className={buttonStyles({ variant: 'primary', className: 'w-full' })}>
          <Download aria-hidden /> Download everything (JSON)
        </a>
        <details className="text-table">
          <summary className="cursor-pointer py-1 text-fg-muted hover:text-fg pointer-coarse:py-3">
            One table at a time, as CSV ({formatCount(tables.length)})
          </summary>
          <ul className="mt-1 grid gap-x-4 sm:grid-cols-2 lg:grid-cols-1">
            {tables.map(({ table, called }) => (
              <li key={table}>
                <a
                  href={href({ table })}
                  download
                  className="inline-flex min-h-7 items-center text-link hover:underline pointer-coarse:min-h-11"
                >
                  {called}
                </a>
              </li>
            ))}
          </ul>
        </details>
        <p className="text-xs text-fg-muted">Each download is an entry of the audit log.</p>
      </CardBody>
    </Card>
  );
}

function History({ history }: Pick<PrivacyRequestDetail, 'history'>) {
  const { may, to } = useWorkspace();
  return (
    <Card>
      <CardHeader title="What has happened" description="As the audit log has it" />
      <CardBody>
        <ol className="flex flex-col">
          {history.map(({ seq, at, action, actor, actorName }) => (
            <li key={seq} className="relative border-l border-border pb-4 pl-4 last:pb-0">
              <span aria-hidden className="absolute top-1.5 -left-[4.5px] size-2 rounded-full bg-border-strong" />
              <p className="text-sm">{auditActionWords(action)}</p>
              <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-fg-muted">
                <span>{actorWords(actor, actorName)}</span>·<TimeText at={at} as="absolute" />·
                {may('audit.read') ? (
                  <Link
                    href={to(`/settings/audit?entry=${seq}`)}
                    className="inline-flex min-h-6 items-center text-link hover:underline"
                  >
                    entry {formatCount(Number(seq))}
                  </Link>
                ) : (
                  <Code>{seq}</Code>
                )}
              </p>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
