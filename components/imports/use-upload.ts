'use client';

import { useRef, useState } from 'react';

export type Upload =
  | { state: 'idle' }
  /** 0..1 of the file has left the browser. */
  | { state: 'sending'; sent: number }
  | { state: 'failed'; message: string };

const CREATED = 201;

/** Sends a file as the body of one request, tells how far it is, and can be stopped. Nothing else tells progress of sending. */
export function useUpload(onDone: (importId: string) => void) {
  const [upload, setUpload] = useState<Upload>({ state: 'idle' });
  const request = useRef<XMLHttpRequest>(null);

  function send(address: string, file: File) {
    const sending = new XMLHttpRequest();
    request.current = sending;
    sending.open('POST', address);
    sending.setRequestHeader('Content-Type', /\.gz$/i.test(file.name) ? 'application/gzip' : 'text/csv');
    sending.upload.onprogress = ({ loaded, total }) =>
      setUpload({ state: 'sending', sent: total ? loaded / total : 0 });
    sending.onload = () => {
      if (sending.status === CREATED) {
        setUpload({ state: 'sending', sent: 1 });
        onDone(String((JSON.parse(sending.responseText) as { id: unknown }).id));
      } else setUpload({ state: 'failed', message: messageOf(sending) });
    };
    sending.onerror = () => setUpload({ state: 'failed', message: 'The connection broke off. Try again.' });
    sending.onabort = () => setUpload({ state: 'idle' });
    setUpload({ state: 'sending', sent: 0 });
    sending.send(file);
  }
  return { upload, send, stop: () => request.current?.abort() };
}

/** The server's own words where it answered with any. */
function messageOf({ responseText, status }: XMLHttpRequest): string {
  try {
    const { message } = JSON.parse(responseText) as { message?: unknown };
    if (typeof message === 'string') return message;
  } catch {
    // Not an answer of ours: said below.
  }
  return `The file was not taken (${status}). Try again.`;
}
