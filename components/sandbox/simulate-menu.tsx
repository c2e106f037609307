'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, MailOpen, MailX, MousePointerClick, UserMinus, Wand2 } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Menu, MenuHeading, MenuItem } from '@/components/ui/menu';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { MessageDetail } from '@/server/services/messages';

type Kind = 'open' | 'click' | 'bounce' | 'unsubscribe';

const ACTS: readonly { kind: Kind; label: string; done: string; icon: typeof MailOpen }[] = [
  { kind: 'open', label: 'Open it', done: 'Opened', icon: MailOpen },
  { kind: 'click', label: 'Click the main link', done: 'Clicked', icon: MousePointerClick },
  { kind: 'unsubscribe', label: 'Unsubscribe', done: 'Unsubscribed', icon: UserMinus },
  { kind: 'bounce', label: 'Let it bounce', done: 'Bounced', icon: MailX },
];

/** Does to a message of the sandbox what its receiver could have done; counted like theirs, marked as simulated. */
export function SimulateMenu({ message }: { message: MessageDetail }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const simulate = useMutation(trpc.messages.simulate.mutationOptions());

  function act({ kind, done }: (typeof ACTS)[number]) {
    simulate.mutate(
      { workspace: slug, messageId: message.id, kind },
      {
        onSuccess: () => {
          notify({ tone: 'good', title: `${done}, as if by the customer`, description: 'Marked as simulated.' });
          void cache.invalidateQueries({ queryKey: trpc.messages.pathKey() });
        },
      },
    );
  }
  if (!message.maySimulate) {
    return (
      <Button disabledReason="Only a message that was delivered to the sandbox can be opened or clicked for its receiver.">
        <Wand2 aria-hidden /> Simulate
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button pending={simulate.isPending}>
          <Wand2 aria-hidden /> Simulate <ChevronDown aria-hidden className="text-fg-subtle" />
        </Button>
      }
    >
      <MenuHeading>Do as the customer would</MenuHeading>
      {ACTS.map((each) => (
        <MenuItem key={each.kind} icon={<each.icon aria-hidden />} onClick={() => act(each)}>
          {each.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
