import { notFound } from 'next/navigation';

/** Every address below a workspace that is no page: answered inside the frame, where the way back is. */
export default function UnknownPage() {
  notFound();
}
