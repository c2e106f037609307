import { catalogueProduct } from '@/domain/simulation/catalogue';
import { productArt } from '@/domain/simulation/product-art';

const DAY_SECONDS = 86_400;

/** Drawing of a demo product: /shop/images/KIT-01.svg. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const product = file.endsWith('.svg') ? catalogueProduct(file.slice(0, -4)) : null;
  if (!product) return new Response('There is no such picture.', { status: 404 });
  return new Response(productArt(product), {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': `public, max-age=${DAY_SECONDS}`,
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}
