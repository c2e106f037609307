import type { Right } from '@/domain/workspaces/permissions';
import type { FirstSteps } from '@/server/services/workspaces';

export type Step = {
  id: 'key' | 'event' | 'sending' | 'people' | 'begin';
  title: string;
  /** What it is for, or how it stands. */
  text: string;
  isDone: boolean;
  links: readonly { label: string; path: string; right: Right }[];
};

/** The steps to the first figures, in the order one takes them, each as the workspace's rows say it stands. */
export function stepsOf(facts: FirstSteps): Step[] {
  const { hasKey, firstEventAt, sending, people, hasBegun } = facts;
  const hasEvents = firstEventAt !== null;
  return [
    {
      id: 'key',
      title: 'Make a write key',
      // A log that was imported came without one.
      text: hasKey || !hasEvents ? 'Your shop sends its events with it.' : 'Events came without one, from an import.',
      isDone: hasKey || hasEvents,
      links: [{ label: 'Write keys', path: '/settings/write-keys', right: 'settings.manage' }],
    },
    {
      id: 'event',
      title: 'Receive the first event',
      text: hasEvents ? 'The first came' : 'Send events with the Segment client you already have, or import a log.',
      isDone: hasEvents,
      links: [
        { label: 'Watch events', path: '/events', right: 'events.read' },
        { label: 'Import a log', path: '/imports', right: 'imports.run' },
      ],
    },
    {
      id: 'sending',
      title: 'Connect a channel',
      text: SENDING[sending],
      isDone: sending !== 'sandbox',
      links: [
        { label: 'Channels', path: '/settings/channels', right: 'settings.manage' },
        { label: 'Sandbox inbox', path: '/sandbox', right: 'messages.read' },
      ],
    },
    {
      id: 'people',
      title: 'Bring in colleagues',
      text:
        people > 1
          ? `${people} people belong to this workspace.`
          : 'Nobody but you is here. Somebody who approves, and somebody who reads the figures, are a good beginning.',
      isDone: people > 1,
      links: [{ label: 'People', path: '/settings/people', right: 'settings.manage' }],
    },
    {
      id: 'begin',
      title: 'Let the agents begin',
      text: hasBegun
        ? 'They have begun.'
        : 'Begin a rollout, by which they reach a few customers first, launch a campaign, or approve what they propose.',
      isDone: hasBegun,
      links: [
        { label: 'Rollout', path: '/rollout', right: 'rollout.read' },
        { label: 'Campaigns', path: '/campaigns', right: 'campaigns.read' },
      ],
    },
  ];
}

const SENDING: Record<FirstSteps['sending'], string> = {
  contained: 'Nothing ever leaves this workspace: its messages land in the sandbox inbox.',
  sandbox: 'Until then messages land in the sandbox inbox, where each link works and nobody real is reached.',
  connected: 'E-mail leaves by a provider.',
};
