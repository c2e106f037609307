import { databaseUrl, ensureDatabase } from '@/server/embedded/postgres/cluster';
import { startTemporaryCluster, type TemporaryCluster } from '@/server/embedded/postgres/temporary';
import { migrate } from '@/server/migrations';
import { type SmtpSink, startSmtpSink } from './smtp-sink';

export type OwnCluster = TemporaryCluster & { url: string };

/**
 * A migrated database in a cluster of its own, which may be stopped or strained; becomes this process's DATABASE_URL, and
 * must therefore be there before anything reads the environment (`vi.hoisted`).
 */
export async function startOwnCluster(): Promise<OwnCluster> {
  const temporary = await startTemporaryCluster();
  await ensureDatabase(temporary.cluster, temporary.server, 'own');
  const url = databaseUrl(temporary.cluster, temporary.server, 'own');
  await migrate(url);
  process.env.DATABASE_URL = url;
  return { ...temporary, url };
}

/** The same for a blast: with a mail server, this process's SMTP_URL, that takes its time and keeps envelopes only. */
export async function startBlastGround(): Promise<{ temporary: OwnCluster; sink: SmtpSink; end: () => Promise<void> }> {
  const temporary = await startOwnCluster();
  const sink = await startSmtpSink({ delayMs: 20, isEnvelopesOnly: true });
  process.env.SMTP_URL = sink.url;
  const end = async () => {
    sink.stop();
    await temporary.remove();
  };
  return { temporary, sink, end };
}
