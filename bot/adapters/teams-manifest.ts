import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { JsonObject } from '../../services/ports.ts';

/** Documented and out of preview; nothing that a bot needs came after it. @source learn.microsoft.com manifest-schema */
const VERSION = '1.19';

/** The jobs of the menu, by the labels of their buttons: a command is sent as if it were typed. */
const COMMANDS: readonly { readonly label: string; readonly about: string }[] = [
  { label: 'article.action.track-order', about: 'teams.track' },
  { label: 'article.action.open-dispute', about: 'teams.open' },
  { label: 'article.action.dispute-status', about: 'teams.dispute' },
  { label: 'article.action.refund-status', about: 'teams.refund' },
  { label: 'common.person', about: 'teams.person' },
];

export interface TeamsApp {
  readonly appId: string;
  /** Origin, https: where our pages are. */
  readonly publicUrl: string;
  /** Of the app itself: a higher one is an update. */
  readonly version: string;
  /** Who offers it, at most 32 characters. */
  readonly developer: string;
  /** It may also be added to teams and group chats, where it says that it helps in private alone. */
  readonly inGroups: boolean;
  readonly knowledge: Pick<Knowledge, 'say'>;
  readonly listener: Listener;
}

/** `manifest.json` of the Teams app; its icons are `color.png` and `outline.png`. */
export function teamsManifest(app: TeamsApp): JsonObject {
  const { appId, publicUrl, version, developer } = app;
  const say = (key: string) => app.knowledge.say({ key }, app.listener, 'plain').trim();
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version,
    id: appId,
    developer: {
      name: developer,
      websiteUrl: publicUrl,
      privacyUrl: `${publicUrl}/help/privacy`,
      termsOfUseUrl: `${publicUrl}/help`,
    },
    name: { short: say('teams.name'), full: say('teams.full_name') },
    description: { short: say('teams.about'), full: say('teams.about_more') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#0b6b5d',
    defaultInstallScope: 'personal',
    bots: [botOf(app, say)],
    permissions: ['identity'],
    validDomains: [new URL(publicUrl).host],
  };
}

function botOf({ appId, inGroups }: TeamsApp, say: (key: string) => string): JsonObject {
  const commands = COMMANDS.map(({ label, about }) => ({
    title: say(label),
    description: say(about),
  }));
  return {
    botId: appId,
    scopes: inGroups ? ['personal', 'team', 'groupChat'] : ['personal'],
    supportsFiles: true,
    isNotificationOnly: false,
    commandLists: [{ scopes: ['personal'], commands }],
  };
}
