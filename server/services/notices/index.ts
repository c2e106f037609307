export { sendTestNotice } from './send-test';
export { getNoticeSettings, SaveNoticeSettingsInput, saveNoticeSettings } from './settings';
export { sweepNotices } from './sweep';
export type { NoticeRoads, NoticeSettingsView, SentNotice } from './types';
