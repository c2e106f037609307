export { answerOnce } from './answer-once';
export { decideForPage } from './decide-for-page';
export { recordShowing, type ShowingEvent } from './record-showing';
export { type SeenPage, seenPages } from './seen-pages';
export { getSite, isProven, loadSite, proofOf, renewSecret, revealSecret, saveSite, type WebSite } from './site';
export { sweepPages } from './sweep-pages';
export type * from './types';
