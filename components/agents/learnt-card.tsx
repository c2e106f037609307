'use client';

import { useQuery } from '@tanstack/react-query';
import { GraduationCap } from 'lucide-react';
import { DownloadTable } from '@/components/charts/download-table';
import { ReliabilityChart } from '@/components/charts/reliability-chart';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, Tag } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount, formatRate, MISSING } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { LearntAgent, LearntRow } from '@/server/services/learning';
import { ChooseVersion } from './choose-version';
import { learntTable, missingText, placeOf, shareText, standingText, WHAT_COUNTS } from './learnt-words';

/** What an agent's outcomes have taught: counts, probabilities, whether a touch does anything, and how well it foretells. */
export function LearntCard({ agentId }: { agentId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.agents.learnt.queryOptions({ workspace: slug, agentId }));
  const table = learntTable(data?.rows ?? []);
  return (
    <>
      <Card>
        <CardHeader
          title="What it has learnt"
          description={`${data ? standingText(data) : 'Who orders after a message, and who orders without one.'} ${WHAT_COUNTS}`}
          actions={
            data?.shown ? (
              <>
                {data.rows.length > 0 ? <DownloadTable table={table} name={`What ${agentId} has learnt`} /> : null}
                <ChooseVersion learnt={data} />
              </>
            ) : null
          }
        />
        {data?.shown ? <Version learnt={data} shown={data.shown} /> : null}
        <DataTable
          label="What it has learnt"
          columns={COLUMNS}
          rows={data?.rows}
          rowId={({ action, wave, channel, campaignId }) => [action, wave, channel, campaignId].join(':')}
          error={error && !data ? { message: error.message, onRetry: () => void refetch() } : null}
          empty={
            <EmptyState
              icon={GraduationCap}
              title="No outcome is known yet"
              description={data ? missingText(data) : ''}
            />
          }
          skeletonRows={4}
        />
      </Card>
      {data?.shown && data.shown.calibration.bins.length > 0 ? (
        <ReliabilityChart title="Predicted and came, all agents" bins={data.shown.calibration.bins} />
      ) : null}
    </>
  );
}

function Version({ learnt, shown }: { learnt: LearntAgent; shown: NonNullable<LearntAgent['shown']> }) {
  const isInForce = learnt.inForce === shown.version;
  return (
    <CardBody className="flex flex-col gap-2 text-table">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={isInForce ? 'good' : 'neutral'}>{isInForce ? 'Calibrated' : 'Prior'}</Badge>
        <span>
          Version {shown.version} of <TimeText at={shown.builtAt} as="absolute" />, from {formatCount(shown.rows)}{' '}
          outcomes of all agents. {shown.reason}
        </span>
      </p>
      <p className="text-fg-muted">
        Orders count here whether or not a message is credited with them: those left alone have none to credit.
      </p>
      {learnt.since?.isChosen ? (
        <p>
          A person chose what is in force on <TimeText at={learnt.since.at} as="absolute" />: {learnt.since.reason}
        </p>
      ) : null}
    </CardBody>
  );
}

const COLUMNS: readonly Column<LearntRow>[] = [
  { id: 'name', header: 'Action', cell: (row) => <Named row={row} />, onPhone: 'title' },
  {
    id: 'sent',
    header: 'Ordered of sent',
    align: 'right',
    cell: ({ sent, sentOrdered }) => ofText(sentOrdered, sent),
    sortValue: ({ sent }) => sent,
    width: '140px',
  },
  {
    id: 'leftAlone',
    header: 'Of left alone',
    align: 'right',
    cell: ({ leftAlone, leftAloneOrdered }) => ofText(leftAloneOrdered, leftAlone),
    sortValue: ({ leftAlone }) => leftAlone,
    width: '120px',
  },
  {
    id: 'probability',
    header: 'Probability, 95% interval',
    align: 'right',
    cell: shareText,
    sortValue: ({ probability }) => probability,
    width: '210px',
  },
  {
    id: 'confidence',
    header: 'Confidence',
    align: 'right',
    cell: ({ confidence }) => (confidence === null ? MISSING : formatRate(confidence, 0)),
    sortValue: ({ confidence }) => confidence,
    width: '110px',
  },
  {
    id: 'kind',
    header: 'Kind',
    cell: ({ isUsed }) => <Tag>{isUsed ? 'Calibrated' : 'Prior'}</Tag>,
    onPhone: 'aside',
    width: '110px',
  },
];

function Named({ row }: { row: LearntRow }) {
  const place = placeOf(row);
  return (
    <span className="flex flex-col">
      <span>{row.name}</span>
      <span className="text-xs text-fg-muted">
        {place ? `${place}, ` : ''}
        {CHANNEL_NAMES[row.channel]}
      </span>
    </span>
  );
}

function ofText(ordered: number, all: number): string {
  return all === 0 ? MISSING : `${formatCount(ordered)} of ${formatCount(all)}`;
}
