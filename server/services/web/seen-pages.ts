import { authorise, type ServiceContext } from '../../context';

/** A page's origin, and when something was last told from it. */
export type SeenPage = { origin: string; at: Date };

/** How the script names itself in what it tells. */
const LIBRARY = 'touchstone.js';
const LOOKED_AT = 500;

/** The origins that the script has told something from, among the newest events; the latest first. Throws forbidden. */
export async function seenPages(ctx: ServiceContext): Promise<SeenPage[]> {
  authorise(ctx, 'settings.manage');
  const rows = await ctx.db.$queryRaw<{ url: string | null; library: string | null; at: Date }[]>`
    SELECT context #>> '{page,url}' AS url, context #>> '{library,name}' AS library, received_at AS at FROM event
    WHERE workspace_id = ${ctx.workspaceId}::uuid ORDER BY id DESC LIMIT ${LOOKED_AT}`;
  const latest = new Map<string, Date>();
  for (const { url, library, at } of rows) {
    if (library !== LIBRARY || !url || !URL.canParse(url)) continue;
    const { origin } = new URL(url);
    if (!latest.has(origin)) latest.set(origin, at);
  }
  return [...latest].map(([origin, at]) => ({ origin, at }));
}
