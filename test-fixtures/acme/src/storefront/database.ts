import pg from 'pg';

/** In the cluster the connection comes from the environment; on a laptop, from here. */
const connection = process.env.DATABASE_URL ?? 'postgres://shop:maplesyrup77@db.acme.internal:5432/shop';

export const pool = new pg.Pool({ connectionString: connection, max: 10 });

export async function priceOf(article: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ cents: number }>('select cents from prices where article = $1', [article]);
  return rows[0]?.cents;
}
