/**
 * The body of a request, never more than `maxBytes` of it in memory; null when it is longer. Bytes are counted as they
 * come: a request need not announce its length, and may announce a wrong one.
 */
export async function boundedBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

/** The same request with its body read already; null when it is longer than `maxBytes`. */
export async function withBoundedBody(request: Request, maxBytes: number): Promise<Request | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return request;
  const body = await boundedBody(request, maxBytes);
  return body && new Request(request.url, { method: request.method, headers: request.headers, body });
}
