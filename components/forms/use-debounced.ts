'use client';

import { useEffect, useState } from 'react';

/** The value as it stood once it has rested for `delayMs`: for searching while somebody types. */
export function useDebounced<Value>(value: Value, delayMs = 250): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return rested;
}
