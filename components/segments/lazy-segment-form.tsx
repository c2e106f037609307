'use client';

import dynamic from 'next/dynamic';
import { SkeletonLines } from '@/components/ui/skeleton';

/** The form of a segment, loaded behind the page: its many selects are the heaviest part. */
export const LazySegmentForm = dynamic(() => import('./segment-form').then((module) => module.SegmentForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={16} />,
});
