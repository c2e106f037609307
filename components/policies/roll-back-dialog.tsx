'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useWorkspace } from '@/components/layout/workspace-context';
import { notify } from '@/components/ui/toast';
import { diffPolicies } from '@/domain/policies/diff';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyForms, PolicyVersionDetail } from '@/server/services/policies';
import { ActivationDialog } from './activation-dialog';
import { useJudgement } from './use-judgement';

type RollBackDialogProps = { forms: PolicyForms; shown: PolicyVersionDetail; onClose: () => void };

/** Puts an older version in force again, as a new one. */
export function RollBackDialog({ forms, shown, onClose }: RollBackDialogProps) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const list = useQuery(trpc.policies.versions.queryOptions({ workspace: slug, limit: 100 }, { staleTime: 0 }));
  const liveVersion = list.data?.items.find(({ isActive }) => isActive)?.version ?? null;
  const live = useQuery({
    ...trpc.policies.version.queryOptions({ workspace: slug, version: liveVersion ?? 1 }),
    enabled: liveVersion !== null,
  });
  const judgement = useJudgement(shown.document);
  const roll = useMutation(
    trpc.policies.rollBack.mutationOptions({
      onError: () => void queryClient.invalidateQueries(trpc.policies.pathFilter()),
      async onSuccess(answer) {
        if (!answer.ok) return;
        // What any page knows may have been judged by the policy before.
        await queryClient.invalidateQueries();
        notify({
          tone: 'good',
          title: `Version ${answer.version} is in force`,
          description: `It says what version ${shown.version} said.`,
        });
        router.push(to(`/policies/versions/${answer.version}`));
      },
    }),
  );
  if (!live.data) return null;
  const { version, document } = live.data;
  return (
    <ActivationDialog
      title={`Roll back to version ${shown.version}`}
      description={`Its document comes into force again, as a new version that replaces version ${version}.`}
      confirmLabel="Roll back"
      tried={{ kind: 'version', version: shown.version }}
      changes={diffPolicies(forms.description, document, shown.document, forms.currency)}
      findings={roll.data?.ok === false ? roll.data.findings : (judgement?.findings ?? null)}
      forms={forms.description}
      pending={roll.isPending || (roll.isSuccess && roll.data.ok)}
      error={roll.error?.message ?? null}
      onClose={onClose}
      onConfirm={(answer) => roll.mutate({ workspace: slug, version: shown.version, liveVersion: version, ...answer })}
    />
  );
}
