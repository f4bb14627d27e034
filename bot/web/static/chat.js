import { shopFrame } from './chat-frame.js';
import { clientOf, isUp, storage, talkFor, watchSockets } from './chat-talk.js';
import { cardsConfig, styleOptions } from './chat-theme.js';
import { speaker } from './chat-who.js';

const config = JSON.parse(document.body.dataset.config);
const store = storage();
const banner = document.getElementById('banner');
const starting = document.getElementById('starting');
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Of Direct Line's connectionStatus$: smaller is not yet, larger is over (expired, failed, ended). */
const status = { online: 2 };

/** The token has just come from a page of the shop: its order is what the buyer looks at now. */
let arrived = false;

/** The shop's signed word on who this is: from the address's fragment, which no server ever sees. Empty: nobody. */
function shopToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    arrived = given !== '';
    if (arrived) store.setItem('resolve.shop', given);
    else store.removeItem('resolve.shop');
    history.replaceState(null, '', location.pathname + location.search);
  }
  return store.getItem('resolve.shop') ?? undefined;
}

/** Buyers have conversations of their own, also in one tab. */
function buyerOf(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).sub;
  } catch {
    return 'visitor';
  }
}

let token = shopToken();
const talkKey = () => `resolve.talk.${buyerOf(token)}`;
const draftKey = () => `resolve.draft.${buyerOf(token)}`;
const who = speaker();
const shop = shopFrame(config.parents, { identified });
let current;
const lostWords = config.demo
  ? 'The demo was reset. This is a new conversation.'
  : 'Your earlier conversation is no longer here. This is a new one.';

function say(words) {
  banner.textContent = words;
  banner.hidden = words === '';
}

/** The kept conversation or a new one; waits as long as the server is away. */
async function talk(fresh) {
  for (;;) {
    try {
      const kept = store.getItem(talkKey()) ?? undefined;
      const found = await talkFor({ shopToken: token, kept, fresh, arrived });
      if (found) {
        arrived = false;
        return found;
      }
      store.removeItem('resolve.shop');
      shop.tell({ type: 'resolve:expired' });
      say('Your sign-in has ended. Please open the chat from the shop again.');
      return undefined;
    } catch {
      say('The assistant cannot be reached. Trying again…');
      await wait(3000);
    }
  }
}

/**
 * As Web Chat shows it best: a buyer's own picture has to name itself as its thumbnail, and a link to a page of ours is
 * made absolute, since Web Chat takes a relative one for a footnote.
 */
function shown(activity) {
  const picture = ({ contentType, contentUrl }) =>
    contentType?.startsWith('image/') && contentUrl?.startsWith('http');
  const attachments = activity.attachments?.map((file) =>
    picture(file) ? { ...file, thumbnailUrl: file.contentUrl } : file,
  );
  const { sender, name } = activity.channelData ?? {};
  // Also later, when the header says something else.
  const said = sender === 'agent' && name ? `${name}: ${activity.text}` : activity.text;
  const text = said?.replaceAll('](/', `](${location.origin}/`);
  return { ...activity, ...(attachments && { attachments }), ...(text && { text }) };
}

/** The draft is sent, and what was said of the conversation before has been read. */
function noteSent() {
  store.removeItem(draftKey());
  if (!current?.notice) return;
  current.notice = '';
  if (current.online) say('');
}

/** Keeps the draft, tells the shop's page of new messages, prepares what arrives. */
function middleware() {
  return () => (next) => (action) => {
    if (action.type === 'WEB_CHAT/SET_SEND_BOX') store.setItem(draftKey(), action.payload.text);
    if (action.type === 'WEB_CHAT/SEND_MESSAGE') noteSent();
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') void seekTalk(current);
    if (action.type !== 'DIRECT_LINE/INCOMING_ACTIVITY') return next(action);
    const { activity } = action.payload;
    who.hear(activity);
    if (activity.from?.role === 'bot' && activity.type === 'message')
      shop.tell({ type: 'resolve:message', id: activity.id });
    return next({ ...action, payload: { ...action.payload, activity: shown(activity) } });
  };
}

/** A card's submit comes without words; the row's label makes it a message that can be read later. */
const cardActions = () => (next) => (press) => {
  const { type, value } = press.cardAction;
  if (type !== 'postBack' || typeof value?.label !== 'string') return next(press);
  const { label, action } = value;
  const cardAction = { type: 'messageBack', displayText: label, text: label, value: { action } };
  return next({ ...press, cardAction });
};

function draw() {
  if (!current) return;
  window.WebChat.renderWebChat(
    {
      directLine: current.directLine,
      store: current.store,
      locale: navigator.language.startsWith('en') ? navigator.language : 'en-GB',
      nonce: config.nonce,
      role: 'main',
      sendTypingIndicator: true,
      styleOptions: styleOptions(config.accept),
      adaptiveCardsHostConfig: cardsConfig(),
      cardActionMiddleware: cardActions,
    },
    current.element,
  );
}

/** Texts that never reached the server, oldest first, by the client's own id of the message. */
function unsentOf(connection) {
  const activities = connection?.store.getState().activities ?? [];
  return activities
    .filter((a) => a.from?.role === 'user' && a.text && !/\|/.test(a.id ?? '') && !a.timestamp)
    .map((a) => ({ id: a.channelData?.clientActivityID, text: a.text }));
}

/** All of them go back into the box, before what is written there; what arrived after all does not. */
async function keepUnsent(lost) {
  const { store: chat } = current;
  await wait(2000);
  const { activities, sendBoxValue } = chat.getState();
  const there = activities.map((a) => a.channelData?.clientActivityID);
  const texts = lost.filter((message) => !there.includes(message.id)).map(({ text }) => text);
  if (texts.length === 0) return;
  const text = [...texts, ...(sendBoxValue ? [sendBoxValue] : [])].join('\n');
  chat.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
}

/** Waits until the server answers, gives the client a moment to come back by itself, else starts it anew. */
async function recover(broken) {
  if (broken.recovering) return;
  broken.recovering = true;
  await wait(500);
  while (broken === current && !broken.online) {
    say('The connection was lost. Reconnecting…');
    await wait(1500);
    if (broken === current && !broken.online && (await isUp())) await start();
  }
  broken.recovering = false;
}

function changed(connection, online) {
  if (!connection || connection !== current) return;
  connection.online = online;
  if (!online) {
    void recover(connection);
    return;
  }
  say(connection.notice);
  starting.hidden = true;
  shop.takeFocus();
}

function watch(connection) {
  connection.directLine.connectionStatus$.subscribe((now) => {
    if (now === status.online) changed(connection, true);
    if (now > status.online) changed(connection, false);
  });
}

function element() {
  const fresh = document.createElement('div');
  fresh.id = 'webchat';
  fresh.tabIndex = -1;
  document.getElementById('webchat').replaceWith(fresh);
  return fresh;
}

/** Draws the kept or a new conversation, in place of what was there. */
async function start(fresh = false, known = undefined) {
  const before = current;
  before?.directLine.end();
  current = undefined;
  const found = known ?? (await talk(fresh));
  if (!found) {
    starting.hidden = true;
    return;
  }
  const kept = store.getItem(talkKey());
  const isOther = !fresh && kept !== null && kept !== found.conversationId;
  store.setItem(talkKey(), found.conversationId);
  // Only now: more may have been written while the server was away.
  const lost = fresh ? [] : unsentOf(before);
  const draft = store.getItem(draftKey());
  current = {
    directLine: clientOf(found),
    store: window.WebChat.createStore({}, middleware()),
    element: element(),
    online: false,
    notice: isOther ? lostWords : '',
  };
  who.reset();
  watch(current);
  draw();
  if (draft) current.store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: draft } });
  if (lost.length > 0) void keepUnsent(lost);
}

/** What was written is refused: the conversation may be gone, which its socket does not tell. */
async function seekTalk(connection) {
  if (!connection?.online) return;
  const found = await talk(false);
  if (connection !== current || !found) return;
  if (found.conversationId !== store.getItem(talkKey())) await start(false, found);
}

/**
 * The shop says anew who this is. The same buyer goes on where they are; another one, or one whose sign-in had ended,
 * begins with a conversation of their own.
 */
async function identified(next, isOrder) {
  await begun;
  const isSame = buyerOf(next) === buyerOf(token);
  token = next;
  arrived = isOrder;
  store.setItem('resolve.shop', next);
  if (isSame && current) {
    if (isOrder) await seekTalk(current);
    return;
  }
  // Nothing of the one before is seen by the next, nor goes into their box.
  if (!isSame) {
    current?.directLine.end();
    current = undefined;
    element();
  }
  await start();
}

watchSockets(() => current, changed);
document.getElementById('restart').addEventListener('click', () => {
  store.removeItem(draftKey());
  starting.hidden = false;
  void start(true);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
const begun = start();
shop.tell({ type: 'resolve:ready' });
