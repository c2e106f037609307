'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { useOwnOrigin } from '@/components/layout/use-own-origin';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Code, CodeBlock } from '@/components/ui/code';
import { Notice } from '@/components/ui/notice';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { formatDateTime } from '@/lib/format';
import { SNIPPETS } from './connect-snippets';

const WAYS = [
  { value: 'node', label: 'Segment client' },
  { value: 'curl', label: 'curl' },
] as const;

/** How a shop is made to tell us: the address, the key, a snippet that works, and whether it has worked. */
export function ConnectPanel({ lastReceivedAt }: { lastReceivedAt: Date | null | undefined }) {
  const { may, timezone, to } = useWorkspace();
  const origin = useOwnOrigin() ?? 'https://your-address';
  const [way, setWay] = useQueryState('with', parseAsStringLiteral(['node', 'curl']).withDefault('node'));
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_380px]">
      <Card>
        <CardHeader
          title="Send an event"
          description="The official Segment client works by setting its host; nothing else of your code changes."
          actions={
            <SegmentedControl label="With" segments={WAYS} value={way} onValueChange={(next) => void setWay(next)} />
          }
        />
        <CardBody>
          <CodeBlock text={SNIPPETS[way](origin)} label="snippet" />
        </CardBody>
      </Card>
      <div className="flex flex-col gap-4">
        {lastReceivedAt ? (
          <Notice tone="good" title="Events are coming in">
            The last one on {formatDateTime(lastReceivedAt, timezone)}.
          </Notice>
        ) : lastReceivedAt === null ? (
          <Notice title="Waiting for the first event">This page notices it within seconds.</Notice>
        ) : null}
        <Card>
          <CardHeader title="What you need" />
          <CardBody>
            <dl className="flex flex-col gap-3 text-table">
              <Need name="Host">
                <Code className="break-all whitespace-normal">{origin}</Code>
              </Need>
              <Need name="Write key">
                {may('settings.manage') ? (
                  <>
                    Made under Write keys and shown once, when it is made. It can write events of this workspace and
                    read nothing.
                    <LinkButton href={to('/settings/write-keys')} size="sm" className="mt-2">
                      Write keys
                    </LinkButton>
                  </>
                ) : (
                  'Ask an administrator for one: keys are made under Write keys. A key can write events of this workspace and read nothing.'
                )}
                <p className="mt-2 text-fg-muted">
                  The keys of the first start are in <Code>demo-access.json</Code> in the data directory.
                </p>
              </Need>
              <Need name="Good to know">
                Give each event a <Code>messageId</Code> and send it again whenever you are not sure: it counts once.
                Say <Code>cart_id</Code> with carts and <Code>order_id</Code> with orders.
              </Need>
            </dl>
          </CardBody>
        </Card>
      </div>
    </div>
  );
}

function Need({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium">{name}</dt>
      <dd className="mt-0.5 text-fg-muted">{children}</dd>
    </div>
  );
}
