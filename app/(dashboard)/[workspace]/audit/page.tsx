import { redirect } from 'next/navigation';

type Props = { params: Promise<{ workspace: string }> };

/** The short address of the audit log; whether it is open to the reader is said there. */
export default async function AuditShortcut({ params }: Props) {
  redirect(`/${(await params).workspace}/settings/audit`);
}
