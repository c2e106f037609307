import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peerHeader, receiveRequests } from '../incoming-requests';
import { clientAddress } from './client-address';

/** A server that answers with the address it takes the caller for. */
const server = createServer((request, response) => {
  const header = (name: string) => {
    const value = request.headers[name];
    return (Array.isArray(value) ? value.join(', ') : value) ?? null;
  };
  response.end(clientAddress(header, Number(request.headers['x-test-hops'] ?? 0)));
});

beforeAll(async () => {
  receiveRequests();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

async function addressSeen(headers: Record<string, string>): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { headers })).text();
}

describe('clientAddress', () => {
  it('is the address of the connection, whatever the caller claims', async () => {
    expect(await addressSeen({})).toBe('127.0.0.1');
    expect(await addressSeen({ 'x-forwarded-for': '203.0.113.9' })).toBe('127.0.0.1');
    expect(await addressSeen({ [peerHeader() ?? '']: '203.0.113.9' })).toBe('127.0.0.1');
  });

  it('behind proxies is what the outermost of them saw, never what came before it', async () => {
    const forwarded = { 'x-forwarded-for': '198.51.100.66, 203.0.113.9, 10.0.0.2' };
    expect(await addressSeen({ ...forwarded, 'x-test-hops': '1' })).toBe('10.0.0.2');
    expect(await addressSeen({ ...forwarded, 'x-test-hops': '2' })).toBe('203.0.113.9');
    expect(await addressSeen({ 'x-test-hops': '1' })).toBe('127.0.0.1');
  });

  it.each([
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:51234', '203.0.113.9'],
    ['[2001:db8::1]:51234', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('writes %s as %s', async (entry, address) => {
    expect(await addressSeen({ 'x-forwarded-for': entry, 'x-test-hops': '1' })).toBe(address);
  });
});
