import { demoApp } from '/work/main/test/bot/web/app-in-browser.ts';
import { startPlayground } from '/work/main/test/bot/playground/playground.ts';
import { conversationIdOf } from '/work/main/bot/adapters/cloud-conversation.ts';
const channel = (process.argv[2] ?? 'msteams') as 'msteams';
const demo = demoApp();
const app = await demo.start(0);
console.log('app', app.url, performance.now()|0);
const p = await startPlayground(app.url, channel);
console.log('playground', p.userId, p.conversationId, performance.now()|0);
const show = () => { for (const s of p.shown.splice(0)) console.log(JSON.stringify(s).slice(0, 1800)); };
try {
await p.install(); await new Promise(r=>setTimeout(r,1500)); show();
const conversationId = conversationIdOf({ channelId: channel, conversation: { id: p.conversationId } });
console.log(conversationId, await app.store.run(tx => app.store.conversations.find(tx, conversationId)));
await p.say('hello'); await new Promise(r=>setTimeout(r,1500)); show();
} catch (e) { console.log('ERR', e); }
await p.stop(); await app.stop(); demo.remove();
process.exit(0);
