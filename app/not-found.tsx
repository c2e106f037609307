import { BrandMark } from '@/components/shell/brand-mark';
import { LinkButton } from '@/components/ui/button';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-6">
      <div className="flex max-w-md flex-col items-center text-center">
        <BrandMark className="size-10" />
        <h1 className="mt-6 text-xl font-medium">There is nothing here</h1>
        <p className="mt-1 text-fg-muted">
          The address is wrong, or it belongs to a workspace you are not a member of. Somebody who sent you the link may
          have to invite you first.
        </p>
        <LinkButton href="/" variant="primary" className="mt-6">
          Go to your workspace
        </LinkButton>
      </div>
    </main>
  );
}
