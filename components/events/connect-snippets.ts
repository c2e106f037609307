/** Code that sends events to the installation at `origin`, to copy; WRITE_KEY stands for the key. */
export const SNIPPETS = {
  node: (origin: string) => `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  host: '${origin}',
  writeKey: 'WRITE_KEY',
});

analytics.identify({
  userId: 'ada',
  traits: { email: 'ada@shop.example', firstName: 'Ada', country: 'GB' },
});
analytics.track({
  userId: 'ada',
  event: 'Product Added',
  properties: { cart_id: 'c-7', product_id: 'cup', name: 'Cup', price: 8.5, quantity: 2 },
});`,
  curl: (origin: string) => `curl ${origin}/v1/track \\
  -u WRITE_KEY: \\
  -H 'Content-Type: application/json' \\
  -d '{
    "userId": "ada",
    "event": "Product Added",
    "properties": { "cart_id": "c-7", "product_id": "cup", "name": "Cup", "price": 8.5, "quantity": 2 }
  }'`,
} as const;
