'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, SearchX } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { ChannelIcon, channelName } from '@/components/decisions/channel-icon';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useShortcut } from '@/components/shortcuts';
import { Avatar } from '@/components/ui/avatar';
import { Badge, Tag } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Tabs } from '@/components/ui/tabs';
import { useTRPC } from '@/lib/trpc/client';
import type { MessageDetail } from '@/server/services/messages';
import { AsksAbout } from './asks-about';
import { LinksTable } from './links-table';
import { MessageActivity } from './message-activity';
import { MessageBody } from './message-body';
import { MessageSkeleton } from './message-skeleton';
import { messageState } from './message-status';
import { messageTitle } from './message-title';
import { SimulateMenu } from './simulate-menu';
import { WhyReceived } from './why-received';

const TABS = ['message', 'text', 'links', 'headers', 'activity'] as const;
const DEVICES = ['desktop', 'phone'] as const;
const REFRESH_MS = 10_000;

/** One message of the sandbox, as its receiver would see it and as a mail program would. */
export function MessageView({ messageId }: { messageId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const message = useQuery(
    trpc.messages.get.queryOptions({ workspace: slug, messageId }, { refetchInterval: REFRESH_MS }),
  );
  if (message.error && !message.data) {
    if (message.error.data?.code !== 'NOT_FOUND') {
      return (
        <ErrorState
          isWholePage
          description={message.error.message}
          onRetry={() => void message.refetch()}
          className="pt-24"
        />
      );
    }
    return (
      <EmptyState
        isWholePage
        icon={SearchX}
        title="There is no such message"
        description="The link may be old, or lead into another workspace."
        actions={<LinkButton href={to('/sandbox')}>Sandbox inbox</LinkButton>}
        className="pt-24"
      />
    );
  }
  if (!message.data) return <MessageSkeleton />;
  return (
    <article className="flex flex-col gap-4 px-4 py-4 md:px-6">
      <Head message={message.data} />
      {message.data.decision ? <WhyReceived message={message.data} decision={message.data.decision} /> : null}
      {message.data.asksAbout ? <AsksAbout question={message.data.asksAbout} /> : null}
      <Parts message={message.data} />
    </article>
  );
}

function Head({ message }: { message: MessageDetail }) {
  const { to } = useWorkspace();
  const query = useSearchParams().toString();
  const state = messageState(message);
  const from = message.headers.find(({ name }) => name === 'From')?.value;
  return (
    <header className="flex flex-col gap-3">
      <Link
        href={to(`/sandbox${query ? `?${query}` : ''}`)}
        className="inline-flex min-h-6 items-center gap-1 self-start rounded-sm text-table text-fg-muted hover:text-fg lg:hidden pointer-coarse:min-h-11"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Sandbox inbox
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-xl font-medium tracking-[-0.01em]">{messageTitle(message)}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2">
            <Badge tone={state.tone}>{state.word}</Badge>
            {message.isSimulated ? <Tag>Demo customer</Tag> : null}
            <span className="inline-flex items-center gap-1 text-xs text-fg-muted">
              <ChannelIcon channel={message.channel} className="size-3.5" /> {channelName(message.channel)}
            </span>
          </p>
        </div>
        {message.asksAbout ? null : <SimulateMenu message={message} />}
      </div>
      <div className="flex items-center gap-3">
        <Avatar name={message.to.name || message.to.address} className="size-9 text-xs" />
        <div className="min-w-0 flex-1 text-table">
          <p className="truncate">
            to{' '}
            <Link
              href={to(`/customers/${message.customerId}`)}
              className="font-medium underline-offset-2 hover:underline"
            >
              {message.to.name || message.to.address}
            </Link>{' '}
            <span className="text-fg-muted">
              {message.to.name && message.channel !== 'web' ? `<${message.to.address}>` : ''}
            </span>
          </p>
          {from ? <p className="truncate text-fg-muted">from {from}</p> : null}
        </div>
        <span className="shrink-0 text-table text-fg-muted">
          <TimeText at={message.deliveredAt ?? message.sendAt} as="absolute" />
        </span>
      </div>
      {message.failureReason ? <p className="text-table text-bad">{message.failureReason}</p> : null}
    </header>
  );
}

function Parts({ message }: { message: MessageDetail }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('message'));
  const [device, setDevice] = useQueryState('width', parseAsStringLiteral(DEVICES).withDefault('desktop'));
  useShortcut('sandbox.phone', () => void setDevice(device === 'phone' ? 'desktop' : 'phone'));
  const wanted = tab === 'activity' && message.asksAbout ? 'message' : tab;
  const shown = wanted === 'message' && !message.html ? 'text' : wanted;
  const plain = {
    value: 'text' as const,
    label: 'Plain text',
    content: <PlainText text={message.text} label="plain text" />,
  };
  const activity = {
    value: 'activity' as const,
    label: 'Activity',
    count: message.events.length,
    content: <MessageActivity message={message} />,
  };
  const body = message.html
    ? [
        {
          value: 'message' as const,
          label: 'Message',
          content: (
            <MessageBody
              html={message.html}
              subject={messageTitle(message)}
              device={device}
              onDeviceChange={(next) => void setDevice(next)}
            />
          ),
        },
      ]
    : [];
  return (
    <Tabs
      label="Parts of the message"
      value={shown}
      onValueChange={(next) => void setTab(next)}
      tabs={[
        ...body,
        plain,
        { value: 'links', label: 'Links', content: <LinksTable message={message} /> },
        { value: 'headers', label: 'Headers', content: <Headers headers={message.headers} /> },
        ...(message.asksAbout ? [] : [activity]),
      ]}
    />
  );
}

function PlainText({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative rounded-lg border border-border bg-surface">
      <CopyButton text={text} label={`Copy ${label}`} className="absolute top-1.5 right-1.5" />
      <pre className="max-w-[80ch] p-4 pr-12 font-mono text-table leading-5 break-words whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  );
}

function Headers({ headers }: { headers: MessageDetail['headers'] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)] gap-x-4 text-table">
      {headers.map(({ name, value }) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid border-b border-border py-1.5 last:border-b-0">
          <dt className="text-fg-muted">{name}</dt>
          <dd className="font-mono text-xs leading-5 break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
