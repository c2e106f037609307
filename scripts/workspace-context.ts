/** The workspace by its slug, or the only one there is, as the command line acts in it. Call after `openInstallation`. */
export async function workspaceContext(slug: string | null) {
  const { createContext } = await import('@/server/context');
  const { systemDb } = await import('@/server/system-db');
  const all = await systemDb().workspace.findMany({ select: { id: true, slug: true }, orderBy: { slug: 'asc' } });
  const found = slug === null && all.length === 1 ? all[0] : all.find((workspace) => workspace.slug === slug);
  if (found) return createContext(found.id, { kind: 'operator', name: 'cli' });
  const slugs = all.map((workspace) => workspace.slug).join(', ');
  throw new Error(
    `${slug === null ? 'Name a workspace with --workspace' : `There is no workspace ${slug}`}. There are: ${slugs}.`,
  );
}
