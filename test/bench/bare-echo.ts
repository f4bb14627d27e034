/** The smallest bot there is: restify, CloudAdapter, echo. No storage. Prints its port. */
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`You said ${context.activity.text}`);
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.jsonBodyParser({ mapParams: false }));
server.post('/api/messages', async (req, res) => {
  // restify's types and CloudAdapter's differ in names alone.
  await adapter.process(req as never, res as never, (context) => bot.run(context));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
