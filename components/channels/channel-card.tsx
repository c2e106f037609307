'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlaskConical, PlugZap, Unplug } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ChannelIcon, channelInSentence, channelName } from '@/components/decisions/channel-icon';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { ChannelView } from '@/server/services/providers';
import { HealthFacts } from './health-facts';
import { TemplatesPanel } from './templates-panel';

// What somebody does with a channel comes behind what the page says of it.
const ConnectDialog = dynamic(() => import('./connect-dialog').then((module) => module.ConnectDialog), { ssr: false });
const TestDialog = dynamic(() => import('./test-dialog').then((module) => module.TestDialog), { ssr: false });
const ReportsPanel = dynamic(() => import('./reports-panel').then((module) => module.ReportsPanel), { ssr: false });

type ChannelCardProps = { view: ChannelView; isContained: boolean };

/** One channel: by whom it leaves, how that goes, and what can be done about it. */
export function ChannelCard({ view, isContained }: ChannelCardProps) {
  const { channel, connected, environment, choices, health } = view;
  const [isConnecting, setConnecting] = useState(false);
  const isSandbox = environment === 'sandbox';
  return (
    <Card aria-label={channelName(channel)} role="region">
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            <ChannelIcon channel={channel} />
            {channelName(channel)}
            <Environment view={view} />
          </span>
        }
        description={describe(view)}
        actions={
          <>
            {isSandbox ? null : <TestDialog channel={channel} isContained={isContained} />}
            {connected ? <Disconnect view={view} /> : null}
            {choices.length > 0 ? (
              <Button size="sm" onClick={() => setConnecting(true)}>
                <PlugZap aria-hidden /> {connected ? 'Change' : 'Connect a provider'}
              </Button>
            ) : null}
          </>
        }
      />
      {health || connected || channel === 'whatsapp' ? (
        <CardBody className="flex flex-col gap-4">
          {health ? <HealthFacts health={health} channel={channel} /> : null}
          {connected?.reportsTo ? (
            <ReportsPanel view={view} connected={connected} reportsTo={connected.reportsTo} />
          ) : null}
          {channel === 'whatsapp' ? <TemplatesPanel /> : null}
        </CardBody>
      ) : null}
      {isConnecting ? <ConnectDialog view={view} onClose={() => setConnecting(false)} /> : null}
    </Card>
  );
}

function Environment({ view: { environment, health } }: { view: ChannelView }) {
  if (environment === 'sandbox') {
    return (
      <Badge tone="neutral" icon={FlaskConical}>
        Sandbox
      </Badge>
    );
  }
  if (health && health.circuit !== 'closed') return <Badge tone="bad">Not sending</Badge>;
  return <Badge tone="good">Live</Badge>;
}

function describe({ environment, provider, connected, choices }: ChannelView): string {
  if (environment === 'connected') return `Leaves by ${provider.name}.`;
  if (environment === 'installation') return 'Leaves by the mail server of this installation.';
  if (connected) return 'A provider is connected and not used here. Messages stay in the sandbox.';
  return choices.length > 0
    ? 'No provider is connected. Messages stay in the sandbox, where they can be read.'
    : 'No provider can be connected yet. Messages stay in the sandbox, where they can be read.';
}

function Disconnect({ view: { channel } }: { view: ChannelView }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const disconnect = useMutation(
    trpc.providers.disconnect.mutationOptions({
      onSuccess(next) {
        client.setQueryData(trpc.providers.list.queryKey({ workspace: slug }), next);
        setOpen(false);
        notify({ tone: 'good', title: 'Disconnected' });
      },
    }),
  );
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost">
          <Unplug aria-hidden /> Disconnect
        </Button>
      }
      title={`Disconnect ${channelInSentence(channel)}?`}
      description="Its credentials are deleted. What waits to be sent leaves by the installation’s own server where there is one, and else stays in the sandbox. Reports on messages that have left are no longer taken."
      confirmLabel="Disconnect"
      pending={disconnect.isPending}
      onConfirm={() => disconnect.mutate({ workspace: slug, channel })}
    />
  );
}
