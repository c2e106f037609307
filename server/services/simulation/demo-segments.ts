import { segmentTemplates } from '@/domain/segments/templates';
import type { ServiceContext } from '../../context';
import { createSegment } from '../segments';
import { demoPerson } from './demo-people';
import { deskOf } from './desk-of';

/** The templates the demo's marketer has made segments of. */
const MADE = ['vips', 'lapsing', 'cart-abandoners'];

/** The demo's segments, through the same verb as anybody's; told again after a kill, those that are there stay. */
export async function ensureDemoSegments(ctx: ServiceContext): Promise<void> {
  const marketer = await deskOf(ctx, { ...(await demoPerson('marketer')), role: 'marketer' });
  const rows = await marketer.db.segment.findMany({ where: { workspaceId: ctx.workspaceId }, select: { name: true } });
  const known = new Set(rows.map(({ name }) => name));
  for (const { id, name, description, rule } of segmentTemplates(ctx.workspace.currency)) {
    if (!MADE.includes(id) || known.has(name)) continue;
    await createSegment(marketer, { document: { name, description, rule } });
  }
}
