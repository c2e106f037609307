import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ROLES } from '@/domain/workspaces/permissions';

/** What somebody needs to look around: kept in the data directory for the owner's eyes only. */
export const DemoAccess = z.object({
  url: z.string(),
  writeKey: z.string(),
  users: z.array(z.object({ email: z.string(), password: z.string(), role: z.enum(ROLES) })),
  /** The workspace that waits for a shop's log. */
  replay: z.object({ workspace: z.string(), writeKey: z.string() }),
});
export type DemoAccess = z.infer<typeof DemoAccess>;

/** Where the file is. */
export function demoAccessFile(dataDir: string): string {
  return path.join(dataDir, 'demo-access.json');
}

/** What was written before; null where the file is missing or not ours. */
export async function readDemoAccess(dataDir: string): Promise<DemoAccess | null> {
  try {
    const parsed = DemoAccess.safeParse(JSON.parse(await readFile(demoAccessFile(dataDir), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Writes the file, whole or not at all, readable by its owner alone. */
export async function writeDemoAccess(dataDir: string, access: DemoAccess): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = demoAccessFile(dataDir);
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
