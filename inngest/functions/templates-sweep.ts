import { sweepTemplates } from '@/server/services/providers';
import { liveSweep } from './live-sweep';

/** Reads the templates of WhatsApp anew, each hour: a webhook that never came is made good. */
export const templatesSweepFunction = liveSweep('templates-sweep', '23 * * * *', (ctx) => sweepTemplates(ctx));
