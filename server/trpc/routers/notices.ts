import { getNoticeSettings, SaveNoticeSettingsInput, saveNoticeSettings, sendTestNotice } from '../../services/notices';
import { router, workspaceProcedure } from '../init';

export const noticesRouter = router({
  settings: workspaceProcedure('settings.manage').query(({ ctx }) => getNoticeSettings(ctx.service)),
  save: workspaceProcedure('settings.manage')
    .input(SaveNoticeSettingsInput)
    .mutation(({ ctx, input }) => saveNoticeSettings(ctx.service, input)),
  test: workspaceProcedure('settings.manage').mutation(({ ctx }) => sendTestNotice(ctx.service)),
});
