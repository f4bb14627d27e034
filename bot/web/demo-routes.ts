import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { explain } from '../../dialogs/kit/explain.ts';
import { playCaseManager } from '../../services/demo/play-case-manager.ts';
import { playPayments } from '../../services/demo/play-payments.ts';
import { playSeller } from '../../services/demo/play-seller.ts';
import { parseMoney } from '../../services/domain/money.ts';
import type { Refusal, Result } from '../../services/domain/refusal.ts';
import { isoOf } from '../../services/domain/time.ts';
import { recordSellerMessage } from '../../services/orders/record-seller-message.ts';
import type { Context } from '../../services/ports.ts';
import type { DisputeView } from '../../services/views.ts';
import { answerJson, badRequest, Problem } from '../http/problem.ts';
import { route } from '../http/server.ts';
import type { DemoDeps } from './demo-deps.ts';
import { advance, fieldsOf, readSent, type Sent } from './demo-form.ts';
import { type AnswerShop, contextOf } from './shop.ts';

const words = z.string().max(1000);
const move = { disputeId: z.string().max(40), buyer: z.string().max(40).optional() };
const amount = z.string().max(24);

const forms = {
  clock: z.strictObject({ advance, buyer: z.string().max(40).optional() }),
  reset: z.strictObject({ buyer: z.string().max(40).optional() }),
  seller: z.strictObject({
    ...move,
    move: z.enum(['accept', 'refuse', 'counter', 'confirm_receipt', 'contest_return']),
    amount: amount.optional(),
    remedy: z.enum(['refund_only', 'return_and_refund', 'none']).optional(),
    words: words.optional(),
  }),
  sellerMessage: z.strictObject({
    orderId: z.string().max(40),
    buyer: z.string().max(40).optional(),
    words: z.string().max(4000),
  }),
  caseManager: z.discriminatedUnion('move', [
    z.strictObject({
      ...move,
      move: z.literal('rule'),
      outcome: z.enum(['full', 'partial', 'rejected']),
      amount: amount.optional(),
      remedy: z.enum(['refund_only', 'return_and_refund']).optional(),
      words,
    }),
    z.strictObject({ ...move, move: z.literal('request_evidence'), words }),
    z.strictObject({
      ...move,
      move: z.literal('decide_appeal'),
      decision: z.enum(['upheld', 'rejected']),
      amount: amount.optional(),
      words,
    }),
  ]),
  payments: z.strictObject({
    ...move,
    result: z.enum(['completed', 'failed']),
    words: words.optional(),
  }),
};

/** `POST /demo/*`: the clock, the reset, and everybody whom the visitor can play. Mounted in demo mode alone. */
export function mountDemo(server: Server, deps: DemoDeps, answerShop: AnswerShop): void {
  const post = (name: string, act: (fields: unknown, req: Request) => Promise<Done>) =>
    server.post(
      `/demo/${name}`,
      route(deps.log, async (req, res) => {
        const sent = await readSent(req, deps.baseUrl());
        await answerDone(deps, answerShop, { name, sent, req, res }, await act(sent.fields, req));
      }),
    );

  post('clock', async (fields) => {
    const { advance: ms, buyer } = fieldsOf(forms.clock, fields);
    return { buyer, body: { now: isoOf(await deps.advanceClock(ms)) } };
  });
  post('reset', async (fields) => {
    const { buyer } = fieldsOf(forms.reset, fields);
    await deps.reset();
    return { buyer, body: { now: isoOf(deps.clock.now()) } };
  });
  post('seller', async (fields) => {
    const form = fieldsOf(forms.seller, fields);
    return played(deps, form, (ctx, currency) =>
      playSeller(ctx, sellerMove(form, minorOf(form.amount, currency))),
    );
  });
  post('seller-message', async (fields) => {
    const { orderId, words: text, buyer } = fieldsOf(forms.sellerMessage, fields);
    const result = await deps.store.run((tx) =>
      recordSellerMessage(contextOf(deps, tx, { kind: 'system' }), { orderId, text }),
    );
    if (!result.ok) return { buyer, body: undefined, refusals: result.refusals };
    return { buyer, body: { message: { id: result.value.id, orderId } } };
  });
  post('case-manager', async (fields) => {
    const form = fieldsOf(forms.caseManager, fields);
    return played(deps, form, (ctx, currency) => {
      const command = caseCommand(
        form,
        minorOf(form.move === 'request_evidence' ? undefined : form.amount, currency),
      );
      return playCaseManager(ctx, { disputeId: form.disputeId, command });
    });
  });
  post('payments', async (fields) => {
    const { result, words: failure, ...form } = fieldsOf(forms.payments, fields);
    const { disputeId } = form;
    return played(deps, form, (ctx) =>
      playPayments(ctx, { disputeId, result, ...(failure ? { failure } : {}) }),
    );
  });
}

interface Done {
  readonly buyer: string | undefined;
  readonly body: unknown;
  readonly refusals?: readonly Refusal[];
}

async function played(
  deps: DemoDeps,
  form: { readonly disputeId: string; readonly buyer?: string | undefined },
  act: (ctx: Context, currency: string) => Promise<Result<DisputeView>>,
): Promise<Done> {
  const result = await deps.store.run(async (tx) => {
    const ctx = contextOf(deps, tx, { kind: 'system' });
    const dispute = await deps.store.disputes.find(tx, ctx.principal, form.disputeId);
    return act(ctx, dispute?.currency ?? '');
  });
  if (!result.ok) return { buyer: form.buyer, body: undefined, refusals: result.refusals };
  const { id, seq, phase } = result.value.dispute;
  return {
    buyer: form.buyer,
    body: { dispute: { id, seq, state: phase.state, label: result.value.label } },
  };
}

/** Undefined without a text; throws 400 for one that is no amount. */
function minorOf(text: string | undefined, currency: string): bigint | undefined {
  if (text === undefined) return undefined;
  const parsed = parseMoney(text, currency);
  if (!parsed) throw badRequest('amount: no amount like 12.50');
  return parsed.minor;
}

function sellerMove(form: z.output<typeof forms.seller>, minor: bigint | undefined) {
  const { disputeId, move: name, remedy, words: said } = form;
  const message = said === undefined ? {} : { message: said };
  if (name === 'contest_return') return { disputeId, move: name, reason: said ?? '' };
  if (name === 'refuse') return { disputeId, move: name, ...message };
  if (name !== 'counter') return { disputeId, move: name };
  return {
    ...{ disputeId, move: name, ...message },
    ...(remedy ? { remedy } : {}),
    ...(minor === undefined ? {} : { amount: minor }),
  };
}

function caseCommand(form: z.output<typeof forms.caseManager>, minor: bigint | undefined) {
  const sum = minor === undefined ? {} : { amount: minor };
  if (form.move === 'request_evidence')
    return { type: form.move, party: 'buyer', what: form.words } as const;
  if (form.move === 'decide_appeal')
    return { type: form.move, decision: form.decision, explanation: form.words, ...sum } as const;
  const { outcome, remedy, words: explanation } = form;
  return { type: form.move, outcome, explanation, ...(remedy ? { remedy } : {}), ...sum } as const;
}

async function answerDone(
  deps: DemoDeps,
  answerShop: AnswerShop,
  post: {
    readonly name: string;
    readonly sent: Sent;
    readonly req: Request;
    readonly res: Response;
  },
  { buyer, body, refusals }: Done,
): Promise<void> {
  const { name, sent, req, res } = post;
  const why = refusals?.map((refusal) => wordsOf(deps, refusal));
  if (!sent.byPage) {
    if (refusals) throw new Problem(409, refusals[0]?.code ?? 'refused', why?.join(' ') ?? '');
    answerJson(res, 200, body);
    return;
  }
  if (why)
    return answerShop(req, res, {
      buyerId: buyer,
      note: { tone: 'refused', words: why },
      status: 409,
    });
  const query = new URLSearchParams({ ...(buyer ? { buyer } : {}), done: name });
  res.writeHead(303, { Location: `/?${query}` });
  res.end();
}

function wordsOf(deps: DemoDeps, refusal: Refusal): string {
  const { policyZone } = deps.rulebooks.current;
  const listener = { locale: 'en-GB', timeZone: policyZone, policyZone };
  return deps.knowledge.say(explain(refusal), listener, 'plain');
}
