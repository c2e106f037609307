import { Client } from 'pg';

/** When the transactions began that claimed a message, and that wrote down that it is being handed over. */
export type HandOvers = {
  /** The latest of each message, by its id, in microseconds since 1970 by the database's clock. */
  began: () => Promise<Map<string, number>>;
  /** The database's clock. What was committed before the question is earlier. */
  now: () => Promise<number>;
  stop: () => Promise<void>;
};

/** Has the test's database write down itself when hand-overs began: nobody's word is taken for it. */
export async function logHandOvers(): Promise<HandOvers> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(`
    CREATE TABLE hand_over (message_id uuid, began_at timestamptz);
    CREATE FUNCTION note_hand_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN
      INSERT INTO hand_over VALUES (NEW.id, transaction_timestamp());
      RETURN NEW;
    END $$;
    CREATE TRIGGER note_hand_over AFTER UPDATE OF status ON message FOR EACH ROW
      WHEN (NEW.status IN ('claimed', 'attempting')) EXECUTE FUNCTION note_hand_over();`);
  const micros = async (sql: string) => {
    const { rows } = await client.query<{ id: string; micros: string }>(sql);
    return new Map(rows.map((row) => [row.id, Number(row.micros)]));
  };
  return {
    began: () =>
      micros(`SELECT message_id AS id, (extract(epoch FROM max(began_at)) * 1000000)::bigint AS micros
        FROM hand_over GROUP BY 1`),
    now: async () =>
      (await micros(`SELECT '' AS id, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros`)).get('') ??
      0,
    stop: () => client.end(),
  };
}
