'use client';

import { type LucideIcon, MailOpen, MailX, MousePointerClick, ShoppingBag, UserMinus } from 'lucide-react';
import { Menu, MenuHeading, MenuItem, type MenuProps } from '@/components/ui/menu';

type ActKind = 'open' | 'click' | 'order' | 'bounce' | 'unsubscribe';

/** What a receiver does; `done` is how one tells of it afterwards. */
export type SimulatedAct = { kind: ActKind; label: string; done: string; icon: LucideIcon };

const ACTS: readonly SimulatedAct[] = [
  { kind: 'open', label: 'Open it', done: 'Opened', icon: MailOpen },
  { kind: 'click', label: 'Click the main link', done: 'Clicked', icon: MousePointerClick },
  { kind: 'order', label: 'Order', done: 'Ordered', icon: ShoppingBag },
  { kind: 'unsubscribe', label: 'Unsubscribe', done: 'Unsubscribed', icon: UserMinus },
  { kind: 'bounce', label: 'Let it bounce', done: 'Bounced', icon: MailX },
];

type SimulateActsProps = Pick<MenuProps, 'trigger' | 'open' | 'onOpenChange'> & {
  mayOrder: boolean;
  onAct: (act: SimulatedAct) => void;
};

/** What the receiver of a message could have done with it. */
export function SimulateActs({ mayOrder, onAct, ...menu }: SimulateActsProps) {
  return (
    <Menu {...menu}>
      <MenuHeading>Do as the customer would</MenuHeading>
      {ACTS.filter(({ kind }) => mayOrder || kind !== 'order').map((act) => (
        <MenuItem key={act.kind} icon={<act.icon aria-hidden />} onClick={() => onAct(act)}>
          {act.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
