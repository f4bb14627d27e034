import { variables } from './config.ts';

/** The text of `.env.example`; a test keeps the file equal to it. */
export function envExample(): string {
  const lines = ['# Made from bot/config.ts. Copy to .env and change what you need.'];
  let group = '';
  for (const [name, v] of Object.entries(variables)) {
    if (v.group !== group) {
      group = v.group;
      lines.push('', `# --- ${group} ---`);
    }
    lines.push(`# ${v.purpose}${'neededWhen' in v ? ` Needed when ${v.neededWhen}.` : ''}`);
    lines.push('byDefault' in v ? `${name}=${v.byDefault}` : `# ${name}=${v.example}`);
  }
  return `${lines.join('\n')}\n`;
}
