'use client';

import { ExternalLink } from 'lucide-react';
import type { MessageDetail } from '@/server/services/messages';
import { messageLinks } from './message-links';

/** Every link of a message: its words, where it leads, and a way to press it. */
export function LinksTable({ message }: { message: MessageDetail }) {
  const destinations = new Map(message.links.map(({ href, url }) => [href, url]));
  if (message.preferencesUrl) destinations.set(message.preferencesUrl, 'Preference centre');
  if (message.unsubscribeUrl) destinations.set(message.unsubscribeUrl, 'Unsubscribe page');
  const rows = message.html ? messageLinks(message.html, destinations) : message.links.map(asRow);
  if (rows.length === 0) return <p className="text-table text-fg-muted">This message has no links.</p>;
  return (
    <table className="w-full table-fixed text-table">
      <caption className="sr-only">Links of the message</caption>
      <thead>
        <tr className="border-b border-border text-left text-xs text-fg-muted">
          <th scope="col" className="w-1/3 py-1.5 pr-3 font-normal">
            Words
          </th>
          <th scope="col" className="py-1.5 pr-3 font-normal">
            Leads to
          </th>
          <th scope="col" className="w-20 py-1.5 font-normal">
            <span className="sr-only">Open</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.href} className="border-b border-border last:border-b-0">
            <td className="py-2 pr-3 align-top break-words">{row.text}</td>
            <td className="py-2 pr-3 align-top break-all text-fg-muted">{row.leadsTo ?? row.href}</td>
            <td className="py-2 text-right align-top">
              <a
                href={row.href}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-6 items-center gap-1 rounded-sm text-link underline-offset-2 hover:underline"
              >
                Open <ExternalLink aria-hidden className="size-3.5" />
                <span className="sr-only">{row.text} in a new tab</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function asRow({ href, url }: MessageDetail['links'][number]) {
  return { text: 'Link', href, leadsTo: url };
}
