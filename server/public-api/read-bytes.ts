import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { MAX_BODY_BYTES } from '@/domain/events/event';
import { boundedBody } from './bounded-body';
import { Refusal } from './refusal';

const TOO_LARGE = `The body may be ${MAX_BODY_BYTES / 1024} KB at most, also after decompression: send fewer events at once.`;

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** The request's body, decompressed, never more than 500 KB of it in memory. Throws a Refusal. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const bytes = await boundedBody(request, MAX_BODY_BYTES);
  if (!bytes) throw tooLarge();
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return bytes;
  if (!Object.hasOwn(DECODERS, encoding)) {
    throw new Refusal(415, {
      code: 'bad_encoding',
      field: 'Content-Encoding',
      message: 'Send gzip, deflate, br or plain.',
    });
  }
  return decompress(bytes, encoding as keyof typeof DECODERS);
}

async function decompress(bytes: Uint8Array, encoding: keyof typeof DECODERS): Promise<Uint8Array> {
  try {
    // A bomb stops here: what it would unfold to is never made.
    return await DECODERS[encoding](bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    const message = `The body is not valid ${encoding}.`;
    throw new Refusal(400, { code: 'bad_encoding', field: 'body', message });
  }
}

function tooLarge(): Refusal {
  const problem = { code: 'body_too_large', field: 'body', message: TOO_LARGE };
  // The rest of the body is not read: the connection cannot carry another request.
  return new Refusal(413, problem, { Connection: 'close' });
}
