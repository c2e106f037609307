import {
  Activity,
  BellRing,
  Bot,
  CalendarSync,
  FileText,
  FileUp,
  FlaskConical,
  FlaskRound,
  Gauge,
  Globe,
  HeartPulse,
  House,
  Inbox,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MailX,
  Megaphone,
  Milestone,
  Palette,
  Radar,
  RadioTower,
  Scale,
  ScrollText,
  ShieldUser,
  Split,
  Store,
  Target,
  TicketPercent,
  Users,
  UsersRound,
} from 'lucide-react';
import type { ShortcutId } from '@/components/shortcuts';
import { type Right, type Role, roleMay } from '@/domain/workspaces/permissions';

export type NavigationEntry = {
  label: string;
  /** Below the workspace: "/inbox". */
  path: string;
  icon: LucideIcon;
  right: Right;
  group: 'work' | 'data' | 'settings';
  shortcut?: ShortcutId;
};

/** Every page one can go to, in the order of the sidebar. A new page is a line here. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { label: 'Home', path: '/', icon: House, right: 'workspace.read', group: 'work', shortcut: 'go.home' },
  { label: 'Review inbox', path: '/inbox', icon: Inbox, right: 'review.read', group: 'work', shortcut: 'go.inbox' },
  {
    label: 'Scorecard',
    path: '/scorecard',
    icon: Gauge,
    right: 'measurement.read',
    group: 'work',
    shortcut: 'go.scorecard',
  },
  { label: 'Unusual', path: '/watching', icon: Radar, right: 'measurement.read', group: 'work' },
  { label: 'Reports', path: '/reports', icon: FileText, right: 'measurement.read', group: 'work' },
  { label: 'Rollout', path: '/rollout', icon: Milestone, right: 'rollout.read', group: 'work' },
  {
    label: 'Campaigns',
    path: '/campaigns',
    icon: Megaphone,
    right: 'campaigns.read',
    group: 'work',
    shortcut: 'go.campaigns',
  },
  { label: 'Agents', path: '/agents', icon: Bot, right: 'decisions.read', group: 'work' },
  {
    label: 'Decisions',
    path: '/decisions',
    icon: ListChecks,
    right: 'decisions.read',
    group: 'work',
    shortcut: 'go.decisions',
  },
  {
    label: 'Customers',
    path: '/customers',
    icon: UsersRound,
    right: 'customers.read',
    group: 'work',
    shortcut: 'go.customers',
  },
  { label: 'Experiments', path: '/experiments', icon: FlaskRound, right: 'experiments.read', group: 'work' },
  { label: 'Attribution', path: '/attribution', icon: Split, right: 'measurement.read', group: 'work' },
  { label: 'Segments', path: '/segments', icon: Target, right: 'segments.read', group: 'work' },
  { label: 'Creative', path: '/creative', icon: Palette, right: 'creative.read', group: 'work' },
  { label: 'Offers', path: '/offers', icon: TicketPercent, right: 'offers.read', group: 'work' },
  {
    label: 'Sandbox inbox',
    path: '/sandbox',
    icon: FlaskConical,
    right: 'messages.read',
    group: 'work',
    shortcut: 'go.sandbox',
  },
  { label: 'Events', path: '/events', icon: Activity, right: 'events.read', group: 'data', shortcut: 'go.events' },
  { label: 'Service levels', path: '/health', icon: HeartPulse, right: 'measurement.read', group: 'data' },
  { label: 'Learning', path: '/learning', icon: CalendarSync, right: 'decisions.read', group: 'data' },
  { label: 'Imports', path: '/imports', icon: FileUp, right: 'imports.run', group: 'data', shortcut: 'go.imports' },
  {
    label: 'Policies',
    path: '/policies',
    icon: Scale,
    right: 'policies.read',
    group: 'settings',
    shortcut: 'go.policies',
  },
  { label: 'Workspace', path: '/settings/workspace', icon: Store, right: 'settings.manage', group: 'settings' },
  { label: 'Write keys', path: '/settings/write-keys', icon: KeyRound, right: 'settings.manage', group: 'settings' },
  { label: 'Channels', path: '/settings/channels', icon: RadioTower, right: 'settings.manage', group: 'settings' },
  { label: 'Web', path: '/settings/web', icon: Globe, right: 'settings.manage', group: 'settings' },
  { label: 'Notices', path: '/settings/notices', icon: BellRing, right: 'settings.manage', group: 'settings' },
  { label: 'People', path: '/settings/people', icon: Users, right: 'settings.manage', group: 'settings' },
  {
    label: 'Privacy requests',
    path: '/settings/privacy',
    icon: ShieldUser,
    right: 'privacy.manage',
    group: 'settings',
  },
  {
    label: 'Suppression list',
    path: '/settings/suppressions',
    icon: MailX,
    right: 'suppressions.read',
    group: 'settings',
  },
  { label: 'Audit log', path: '/settings/audit', icon: ScrollText, right: 'audit.read', group: 'settings' },
];

export const GROUP_NAMES: Record<NavigationEntry['group'], string | null> = {
  work: null,
  data: 'Data',
  settings: 'Settings',
};

/** The entries a role may open. */
export function navigationFor(role: Role): NavigationEntry[] {
  return NAVIGATION.filter((entry) => roleMay(role, entry.right));
}

/** The keys that lead to pages a role may not open: they do nothing for it. */
export function shortcutsClosedTo(role: Role): ReadonlySet<ShortcutId> {
  const closed = NAVIGATION.filter((entry) => !roleMay(role, entry.right));
  return new Set(closed.flatMap(({ shortcut }) => shortcut ?? []));
}

/** The entry a path of the browser belongs to: the longest that it begins with. */
export function entryAt(pathname: string, workspace: string): NavigationEntry | undefined {
  const below = pathname.slice(`/${workspace}`.length) || '/';
  return NAVIGATION.filter((entry) =>
    entry.path === '/' ? below === '/' : below === entry.path || below.startsWith(`${entry.path}/`),
  ).sort((a, b) => b.path.length - a.path.length)[0];
}
