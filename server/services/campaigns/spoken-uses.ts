import { type SpokenUse, spokenUses } from '@/domain/campaigns/unspoken-steps';
import { authorise, type ServiceContext } from '../../context';
import { assignedTemplates } from '../providers';

/** The messages that may begin a conversation on WhatsApp, as its templates stand now. Right: campaigns.read. */
export async function listSpokenUses(ctx: ServiceContext): Promise<SpokenUse[]> {
  authorise(ctx, 'campaigns.read');
  return spokenUses(await assignedTemplates(ctx.db, ctx));
}
