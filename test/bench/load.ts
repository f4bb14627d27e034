import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

/** Milliseconds of each finished turn, and how long the whole took. */
export interface Measured {
  readonly times: readonly number[];
  readonly seconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One request on a kept connection; resolves with the body once it is whole. */
export function call(
  url: string,
  body: string | undefined,
  headers: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const req = request(
      url,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if ((res.statusCode ?? 500) < 300) resolve(text);
          else reject(new Error(`${url}: ${res.statusCode} ${text.slice(0, 200)}`));
        });
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

/** `lanes` turns at a time, each lane starting its next turn when the last one is answered. */
export async function closedLoop(
  lanes: number,
  seconds: number,
  turn: (lane: number) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const lane = async (n: number) => {
    while (performance.now() < end) {
      const from = performance.now();
      await turn(n);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(n)));
  return { times, seconds: (performance.now() - start) / 1000 };
}

/** `rate` turns a second whatever the answers do: what buyers do. */
export async function openLoop(
  rate: number,
  seconds: number,
  turn: (n: number) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let n = 0; n < rate * seconds; n++) {
    const due = start + (n * 1000) / rate;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    running.push(turn(n).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(running);
  return { times, seconds: (performance.now() - start) / 1000 };
}

export function percentile(times: readonly number[], p: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN;
}

/** Resident megabytes and processor milliseconds of a process (Linux). */
export function usage(pid: number): { readonly megabytes: number; readonly cpuMs: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024, cpuMs: ticks * 10 };
}
