import { expect, it } from 'vitest';
import { readSendgrid } from './webhook';

it('tells in characters and times that can be stored', () => {
  const event = { event: 'bounce', sg_event_id: 'a\0b', timestamp: 9e12, reason: `${'x'.repeat(499)}\u{1F600}` };
  const body = Buffer.from(JSON.stringify([event]));
  const read = readSendgrid({ url: '', header: () => null, body });
  expect(read).toMatchObject({ ok: true, reports: [{ key: 'a\uFFFDb', at: null, reason: 'x'.repeat(499) }] });
});
