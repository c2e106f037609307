import Image from 'next/image';
import { cn } from '@/components/ui/cn';

type ProductPictureProps = { sku: string; name: string; className?: string; eager?: boolean };

/** The drawing of a product, at 9:8. */
export function ProductPicture({ sku, name, className, eager = false }: ProductPictureProps) {
  return (
    <Image
      src={`/shop/images/${sku}.svg`}
      alt={name}
      width={450}
      height={400}
      unoptimized
      loading={eager ? 'eager' : 'lazy'}
      className={cn('aspect-9/8 w-full rounded-lg object-cover', className)}
    />
  );
}
