import { discardUploads } from '../../services/evidence/discard-uploads.ts';
import { receiveUpload } from '../../services/evidence/receive-upload.ts';
import type { DeskResult } from '../../services/handoff/desk-context.ts';
import { mayPicture, sendPicture } from '../../services/handoff/send-picture.ts';
import { type Answer, fragment, goTo } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { labelOf, verdictLabels } from './desk-labels.ts';
import { misTyped, refused } from './desk-refused.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';

/** An agent sends the buyer a picture. What can't be used is refused with the reason, and leaves no file. */
export const pictureRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    ...{ method: 'post', path: '/console/cases/:id/picture', roles: everybody, takesFile: true },
    handle: (visit) => send(deps, visit),
  },
];

async function send(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const handoffId = visit.params.id ?? '';
  const back = `/console/cases/${handoffId}`;
  const { principal, file } = visit;
  if (!file) return misTyped('Choose a picture first.');
  const may = await deps.desk.run(principal, (ctx) => mayPicture(ctx, { handoffId }));
  if (!may.ok) return refused(deps, visit, may.refusals, back);
  const { conversationId } = may.value;
  const allowed = 'evidenceFiles' as const;
  const upload = await receiveUpload(deps.uploads, { ...file, conversationId, principal, allowed });
  if (upload.verdict !== 'accepted') {
    await discardUploads(deps.uploads, [upload]);
    return misTyped(`${upload.name}: ${labelOf(verdictLabels, upload.verdict)}.`);
  }
  const sent: DeskResult<unknown> = await deps.desk.run(principal, (ctx) =>
    sendPicture(ctx, { handoffId, upload }),
  );
  if (sent.ok) return visit.byHtmx ? fragment('', { say: 'The picture is sent.' }) : goTo(back);
  await discardUploads(deps.uploads, [upload]);
  return refused(deps, visit, sent.refusals, back);
}
