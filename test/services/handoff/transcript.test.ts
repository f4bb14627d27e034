import { expect } from 'chai';
import { transcriptLine } from '../../../services/handoff/transcript.ts';
import type { StoredMessage } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';

const said = (text: string): StoredMessage => ({
  ...{ conversationId: 'c', id: 'm', seq: 1, at: noon, from: 'bot' },
  activity: { type: 'message', text },
});

describe('What agents and an outside hub read of a conversation', () => {
  it('has no address that only the buyer may use', () => {
    const signIn = 'Open https://help.example/signin/tmT1awzwvN0fYQRJ4uVpyg and sign in.';
    const upload =
      '[Add photos](https://help.example/evidence/3YQB-9fLTdD6yv5bzoD7WL.cloud-m59d%3A_NQ.po2N.tp0d61)';
    expect(transcriptLine(said(signIn)).text).to.equal(
      'Open https://help.example/signin/... and sign in.',
    );
    expect(transcriptLine(said(upload)).text).to.equal(
      '[Add photos](https://help.example/evidence/...)',
    );
  });
});
