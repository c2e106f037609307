'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button, LinkButton } from '@/components/ui/button';
import type { CampaignMove } from '@/domain/campaigns/status';
import type { CampaignDetail } from '@/server/services/campaigns';
import { UnspokenNotice } from './unspoken-notice';
import { useCampaignMoves } from './use-campaign-moves';

const LABELS: Record<CampaignMove, string> = {
  submit: 'Submit for approval',
  withdraw: 'Back to draft',
  launch: 'Launch',
  pause: 'Pause',
  resume: 'Resume',
  end: 'End',
  archive: 'Archive',
  restore: 'Bring back',
};

/** What follows from a move that is asked about first. */
const QUESTIONS: Partial<Record<CampaignMove, string>> = {
  launch:
    'From now on customers begin it as its schedule says. Each decision still passes the guardrails, and review where it must.',
  pause:
    'Nobody begins and nobody gets a further message until it is resumed. What was approved before still leaves; the kill switch holds that too.',
  end: 'Nobody begins any more, and those on their way get nothing further. This cannot be undone.',
  archive: 'It leaves the list. You find it under “Archived” and can bring it back as a draft.',
};

/** After these its messages leave: what would be blocked is said once more. */
const BEGINS: ReadonlySet<CampaignMove> = new Set(['launch', 'resume']);

/** What can be done to the campaign from where it stands; the first is the main thing to do. */
export function MoveButtons({ campaign }: { campaign: CampaignDetail }) {
  const { to } = useWorkspace();
  const { press, isPending } = useCampaignMoves(campaign);
  const [asked, setAsked] = useState<CampaignMove | null>(null);
  return (
    <>
      {campaign.moves.map((move) => (
        <Button
          key={move}
          variant={move === 'submit' || move === 'launch' || move === 'resume' ? 'primary' : 'secondary'}
          pending={isPending}
          onClick={() => (QUESTIONS[move] ? setAsked(move) : press(move))}
        >
          {LABELS[move]}
        </Button>
      ))}
      {campaign.canEdit ? (
        <LinkButton href={to(`/campaigns/${campaign.id}/edit`)}>
          <Pencil aria-hidden /> Change
        </LinkButton>
      ) : null}
      {asked ? (
        <AlertDialog
          open
          onOpenChange={(isOpen) => setAsked(isOpen ? asked : null)}
          title={`${LABELS[asked]} “${campaign.name}”?`}
          description={QUESTIONS[asked]}
          confirmLabel={LABELS[asked]}
          isDanger={asked === 'end'}
          onConfirm={() => {
            press(asked);
            setAsked(null);
          }}
        >
          {BEGINS.has(asked) ? <UnspokenNotice steps={campaign.unspoken} /> : null}
        </AlertDialog>
      ) : null}
    </>
  );
}
