import { expect, it } from 'vitest';
import { GET } from './customers/route';

it('refuses what no column can hold before a file begins', async () => {
  const answer = await GET(new Request('http://localhost/api/exports/customers?workspace=demo&q=%00'));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('"q" holds a NUL character');
});
