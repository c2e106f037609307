import type { NoticeKind, RegularNoticeKind, StandingNoticeKind } from '@/domain/notices/notice-kinds';
import type { NoticeSettings } from '@/domain/notices/settings';

/** One message to one receiver and what came of it, newest first in lists. */
export type SentNotice = {
  id: string;
  kind: NoticeKind | StandingNoticeKind | RegularNoticeKind;
  isTest: boolean;
  road: 'email' | 'webhook';
  /** The e-mail address; null for the webhook. */
  address: string | null;
  subject: string;
  status: 'waiting' | 'sent' | 'failed' | 'unknown';
  attempts: number;
  createdAt: Date;
  /** How the last attempt ended, in words. */
  words: string | null;
};

/** The settings as people see them: of the webhook its host alone, its address is never shown again. */
export type NoticeSettingsView = NoticeSettings & { webhookHost: string | null; latest: SentNotice[] };

/** What came of a test: of those it was sent to, how many took it. */
export type TestedNotices = { settings: NoticeSettingsView; asked: number; taken: number };

/** Which addresses a webhook may have; only tests and those who host a receiver themselves allow local ones. */
export type NoticeRoads = { allowLocal: boolean };
