import { redirect } from 'next/navigation';

type Props = { params: Promise<{ workspace: string; decisionId: string }> };

/** The stable address of one waiting decision: the inbox, opened at it. */
export default async function InboxItemPage({ params }: Props) {
  const { workspace, decisionId } = await params;
  redirect(`/${encodeURIComponent(workspace)}/inbox?sel=${encodeURIComponent(decisionId)}`);
}
