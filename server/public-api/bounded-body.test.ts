import { describe, expect, it } from 'vitest';
import { boundedBody, withBoundedBody } from './bounded-body';

/** A body of that many chunks of 1,000 octets which announces no length; counts how many were asked for. */
function chunked(chunks: number) {
  const asked = { chunks: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (asked.chunks === chunks) return controller.close();
        asked.chunks += 1;
        controller.enqueue(new Uint8Array(1_000).fill(97));
      },
      cancel() {
        asked.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  return { asked, request: new Request('http://localhost/', init) };
}

describe('boundedBody', () => {
  it('stops reading a body without a length as soon as it is too long', async () => {
    const { asked, request } = chunked(1_000_000);
    expect(await boundedBody(request, 5_000)).toBeNull();
    expect(asked.isCancelled).toBe(true);
    expect(asked.chunks).toBeLessThan(10);
  });

  it('reads nothing of a body that announces to be too long', async () => {
    const { asked, request } = chunked(3);
    request.headers.set('content-length', '5001');
    expect(await boundedBody(request, 5_000)).toBeNull();
    expect(asked.chunks).toBe(0);
  });

  it('hands over what fits, to the last octet', async () => {
    expect((await boundedBody(chunked(5).request, 5_000))?.byteLength).toBe(5_000);
    const whole = await withBoundedBody(chunked(2).request, 5_000);
    expect((await whole?.text())?.length).toBe(2_000);
  });

  it('leaves requests without a body alone', async () => {
    const request = new Request('http://localhost/');
    expect(await withBoundedBody(request, 0)).toBe(request);
  });
});
