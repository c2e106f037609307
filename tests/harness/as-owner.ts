import { Client } from 'pg';

/** Works with the database as whoever owns its tables, whom neither roles nor policies hold back. */
export async function asOwner<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
