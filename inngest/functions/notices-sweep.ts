import { sweepNotices } from '@/server/services/notices';
import { liveSweep } from './live-sweep';

/** Tells people outside of the product of what they asked to be told. */
export const noticesSweepFunction = liveSweep('notices-sweep', '* * * * *', (ctx) => sweepNotices(ctx));
