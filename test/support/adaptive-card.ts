import { createRequire } from 'node:module';
import type { JsonObject } from '../../services/ports.ts';

// The package's ES modules have extensionless imports, which Node refuses; its bundle is CommonJS and needs no DOM.
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

const forTeamsToo = /"style":"(?:positive|destructive)"|"type":"Media"/;

/** What Microsoft's own reader of cards says against this one, and what Teams does not draw. */
export function faultsOfCard(card: JsonObject, { isTeams }: { isTeams: boolean }): string[] {
  const context = new SerializationContext(Versions.v1_5);
  const read = new AdaptiveCard();
  // It reads `lang` with a regular expression that keeps its place, so that each second card's would be wrong.
  const { lang, ...rest } = card;
  read.parse(rest, context);
  const events = Array.from({ length: context.eventCount }, (_, index) =>
    String(context.getEventAt(index)?.message),
  );
  // A page that is opened answers nothing: it is the same on every channel.
  const text = JSON.stringify(card).replaceAll('"Action.OpenUrl"', '"OpenUrl"');
  return [
    ...events,
    ...(/^[a-z]{2,3}$/.test(String(lang)) ? [] : [`lang ${lang}`]),
    ...(read.version.compareTo(Versions.v1_5) > 0 ? [`version ${read.version}`] : []),
    ...(isTeams && forTeamsToo.test(text) ? ['not for Teams'] : []),
    ...(isTeams === text.includes('"Action.Execute"') || !text.includes('"Action.')
      ? []
      : ['the wrong kind of action']),
    ...(card.fallbackText && card.speak ? [] : ['nothing to read aloud']),
  ];
}
