import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Check, Finding } from './doctor-finding.ts';

export const checkNode: Check = async () => {
  const about = 'Node.js';
  const { engines } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const found = process.versions.node;
  const wanted = engines.node.replace(/^\D+/, '');
  if (!isOlder(found, wanted)) return [{ about, found: `${found} (needs ${engines.node})` }];
  return [{ about, found: `${found}, needs ${engines.node}`, fix: 'Install it from nodejs.org.' }];
};

function isOlder(found: string, wanted: string): boolean {
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

/** Both in UTC at noon; a runtime with little time zone data gives UTC for everything, or throws. */
const known = [
  { zone: 'America/New_York', at: Date.UTC(2026, 6, 1, 12), hour: '08' },
  { zone: 'Europe/Madrid', at: Date.UTC(2026, 11, 1, 12), hour: '13' },
] as const;

export const checkZones: Check = async ({ config: { policyZone } }) => {
  const about = 'time zones';
  const fix = 'Use a Node.js with full ICU, which the builds of nodejs.org have.';
  try {
    for (const { zone, at, hour } of known) {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' });
      if (format.format(at) !== hour) return [{ about, found: `wrong for ${zone}`, fix }];
    }
    return [{ about, found: `data ${process.versions.tz ?? ''}, days counted in ${policyZone}` }];
  } catch (fault) {
    return [{ about, found: String(fault), fix }];
  }
};

export const checkPort: Check = async ({ config: { host, port } }) => {
  const about = 'port';
  const where = `${host}:${port}`;
  const code = await codeOfListening(host, port);
  if (code === undefined) return [{ about, found: `${where} is free` }];
  if (code === 'EADDRINUSE') return [await takenPort(host, port)];
  if (code === 'EACCES')
    return [{ about, found: `${where} is not allowed`, fix: 'Choose a PORT of 1024 or more.' }];
  return [{ about, found: `${where}: ${code}`, fix: 'Choose another HOST.' }];
};

/** Undefined if one can listen there. */
function codeOfListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (fault: NodeJS.ErrnoException) => resolve(fault.code ?? fault.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function takenPort(host: string, port: number): Promise<Finding> {
  const about = 'port';
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (await isOurs(address)) return { about, found: `Resolve is running at ${address}` };
  return {
    about,
    found: `${host}:${port} is taken by another program`,
    fix: `Stop it, or start with PORT=${port + 1}.`,
  };
}

async function isOurs(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2000) });
    const body = (await answer.json()) as { readonly checks?: { readonly database?: unknown } };
    return body.checks?.database !== undefined;
  } catch {
    return false;
  }
}
