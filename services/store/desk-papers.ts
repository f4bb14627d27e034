import type { Instant } from '../domain/time.ts';
import type { Approval, DeskPapers, Note, Rating } from '../handoff-port.ts';
import type { Json } from '../ports.ts';
import { insert, row, rows } from './sql.ts';

interface NoteRow {
  readonly id: string;
  readonly handoff_id: string;
  readonly by_whom: string;
  readonly at: Instant;
  readonly text: string;
}

const addNote: DeskPapers['addNote'] = async (tx, { id, handoffId, by, at, text }) => {
  await insert(tx, 'desk_notes', [{ id, handoff_id: handoffId, by_whom: by, at, text }]);
};

const notes: DeskPapers['notes'] = async (tx, handoffId) =>
  (
    await rows<NoteRow>(tx, 'select * from desk_notes where handoff_id = ? order by no', [
      handoffId,
    ])
  ).map(({ id, by_whom, at, text }): Note => ({ id, handoffId, by: by_whom, at, text }));

const saveDraft: DeskPapers['saveDraft'] = async (tx, agentId, handoffId, text, at) => {
  const key = [agentId, handoffId] as const;
  if (text === '') {
    await rows(tx, 'delete from desk_drafts where agent_id = ? and handoff_id = ?', key);
    return;
  }
  await insert(
    tx,
    'desk_drafts',
    [{ agent_id: agentId, handoff_id: handoffId, text, at }],
    'on conflict (agent_id, handoff_id) do update set text = excluded.text, at = excluded.at',
  );
};

const draft: DeskPapers['draft'] = async (tx, agentId, handoffId) =>
  (
    await row<{ readonly text: string }>(
      tx,
      'select text from desk_drafts where agent_id = ? and handoff_id = ?',
      [agentId, handoffId],
    )
  )?.text;

interface ApprovalRow {
  readonly id: string;
  readonly handoff_id: string | null;
  readonly dispute_id: string;
  readonly request: string;
  readonly reason: string;
  readonly asked_by: string;
  readonly asked_at: Instant;
  readonly state: Approval['state'];
  readonly decided_by: string | null;
  readonly decided_at: Instant | null;
}

const approvalOf = (found: ApprovalRow): Approval => ({
  id: found.id,
  ...(found.handoff_id === null ? {} : { handoffId: found.handoff_id }),
  disputeId: found.dispute_id,
  request: JSON.parse(found.request) as Json,
  reason: found.reason,
  askedBy: found.asked_by,
  askedAt: found.asked_at,
  state: found.state,
  ...(found.decided_by === null ? {} : { decidedBy: found.decided_by }),
  ...(found.decided_at === null ? {} : { decidedAt: found.decided_at }),
});

const askApproval: DeskPapers['askApproval'] = async (tx, asked) => {
  await insert(tx, 'desk_approvals', [
    {
      id: asked.id,
      handoff_id: asked.handoffId,
      dispute_id: asked.disputeId,
      request: JSON.stringify(asked.request),
      reason: asked.reason,
      asked_by: asked.askedBy,
      asked_at: asked.askedAt,
    },
  ]);
};

const approval: DeskPapers['approval'] = async (tx, id) => {
  const found = await row<ApprovalRow>(tx, 'select * from desk_approvals where id = ?', [id]);
  return found && approvalOf(found);
};

const pendingApprovals: DeskPapers['pendingApprovals'] = async (tx) =>
  (
    await rows<ApprovalRow>(tx, "select * from desk_approvals where state = 'pending' order by no")
  ).map(approvalOf);

const decideApproval: DeskPapers['decideApproval'] = async (tx, id, decision, by, at) =>
  (await row(
    tx,
    `update desk_approvals set state = ?, decided_by = ?, decided_at = ?
      where id = ? and state = 'pending' returning id`,
    [decision, by, at, id],
  )) !== undefined;

interface RatingRow {
  readonly id: string;
  readonly handoff_id: string;
  readonly buyer_id: string | null;
  readonly agent_id: string | null;
  readonly asked_at: Instant;
  readonly score: number | null;
  readonly rated_at: Instant | null;
}

const ratingOf = (found: RatingRow): Rating => ({
  id: found.id,
  handoffId: found.handoff_id,
  ...(found.buyer_id === null ? {} : { buyerId: found.buyer_id }),
  ...(found.agent_id === null ? {} : { agentId: found.agent_id }),
  askedAt: found.asked_at,
  ...(found.score === null ? {} : { score: found.score }),
  ...(found.rated_at === null ? {} : { ratedAt: found.rated_at }),
});

const askRating: DeskPapers['askRating'] = async (tx, asked) => {
  const { id, handoffId, buyerId, agentId, askedAt } = asked;
  await insert(tx, 'desk_ratings', [
    { id, handoff_id: handoffId, buyer_id: buyerId, agent_id: agentId, asked_at: askedAt },
  ]);
};

const rate: DeskPapers['rate'] = async (tx, id, score, at) => {
  const rated = await row<RatingRow>(
    tx,
    `update desk_ratings set score = ?, rated_at = ? where id = ? and score is null returning *`,
    [score, at, id],
  );
  return rated && ratingOf(rated);
};

const lastRatingAsked: DeskPapers['lastRatingAsked'] = async (tx, buyerId) =>
  (
    await row<{ readonly last: Instant | null }>(
      tx,
      'select max(asked_at) as last from desk_ratings where buyer_id = ?',
      [buyerId],
    )
  )?.last ?? undefined;

const ratingsAskedIn: DeskPapers['ratingsAskedIn'] = async (tx, from, to) =>
  (
    await rows<RatingRow>(
      tx,
      'select * from desk_ratings where asked_at >= ? and asked_at < ? order by asked_at',
      [from, to],
    )
  ).map(ratingOf);

const seen: DeskPapers['seen'] = async (tx, agentId, status, at) => {
  await insert(
    tx,
    'desk_presence',
    [{ agent_id: agentId, status, at }],
    'on conflict (agent_id) do update set status = excluded.status, at = excluded.at',
  );
};

const available: DeskPapers['available'] = async (tx, since) =>
  (
    await rows<{ readonly agent_id: string }>(
      tx,
      "select agent_id from desk_presence where status = 'available' and at >= ? order by agent_id",
      [since],
    )
  ).map(({ agent_id }) => agent_id);

export const deskPapers: DeskPapers = {
  ...{ addNote, notes, saveDraft, draft },
  ...{ askApproval, approval, pendingApprovals, decideApproval },
  ...{ askRating, rate, lastRatingAsked, ratingsAskedIn, seen, available },
};
