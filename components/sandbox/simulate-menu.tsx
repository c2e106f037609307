'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Wand2 } from 'lucide-react';
import { lazy } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { LazyOverlay } from '@/components/ui/lazy-overlay';
import { notify } from '@/components/ui/toast';
import type { Right } from '@/domain/workspaces/permissions';
import { rolesInWords } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { MessageDetail } from '@/server/services/messages';
import type { SimulatedAct } from './simulate-acts';

const load = () => import('./simulate-acts');
const SimulateActs = lazy(async () => ({ default: (await load()).SimulateActs }));

/** Does to a message of the sandbox what its receiver could have done; counted like theirs, marked as simulated. */
export function SimulateMenu({ message }: { message: MessageDetail }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const simulate = useMutation(trpc.messages.simulate.mutationOptions());
  const order = useMutation(trpc.messages.order.mutationOptions());

  function act({ kind, done }: SimulatedAct) {
    const onSuccess = () => {
      notify({ tone: 'good', title: `${done}, as if by the customer`, description: 'Marked as simulated.' });
      void cache.invalidateQueries({ queryKey: trpc.messages.pathKey() });
    };
    const messageId = message.id;
    if (kind === 'order') order.mutate({ workspace: slug, messageId }, { onSuccess });
    else simulate.mutate({ workspace: slug, messageId, kind }, { onSuccess });
  }
  const refusal = refusalOf(message, may);
  if (refusal) {
    return (
      <Button disabledReason={refusal}>
        <Wand2 aria-hidden /> Simulate
      </Button>
    );
  }
  const button = (
    <Button pending={simulate.isPending || order.isPending}>
      <Wand2 aria-hidden /> Simulate <ChevronDown aria-hidden className="text-fg-subtle" />
    </Button>
  );
  return (
    <LazyOverlay
      kind="menu"
      load={load}
      trigger={button}
      overlay={(state) => <SimulateActs trigger={button} mayOrder={message.mayOrder} onAct={act} {...state} />}
    />
  );
}

function refusalOf(message: MessageDetail, may: (right: Right) => boolean): string | undefined {
  if (!may('messages.simulate')) {
    return `Your role may not act for a receiver. That is for ${rolesInWords('messages.simulate')}.`;
  }
  if (message.maySimulate) return undefined;
  return 'Only a message that was delivered to the sandbox inbox can be opened or clicked for its receiver.';
}
