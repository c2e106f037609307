export { sendTestNotice } from './send-test';
export { getNoticeSettings, SaveNoticeSettingsInput, saveNoticeSettings } from './settings';
export { sweepNotices } from './sweep';
export { tellHolders } from './tell-holders';
export { regularRecipients, tellRegular } from './tell-regular';
export type { NoticeRoads, NoticeSettingsView, SentNotice } from './types';
